import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import type { DayRow } from '#contract/day';
import { commentAdd } from '#contract/comments';
import { call } from '../../api/client.ts';
import { FormError } from '../../form/form-error.tsx';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ru } from '../../texts/ru.ts';
import { ruDay } from '../../texts/ru-day.ts';
import { toast } from '../../ui/toast-store.ts';
import { DueFields } from '../tasks/due-fields.tsx';
import { dueOf, momentOfDue } from '../tasks/due.ts';
import { assignRow, postponeRow } from './day-actions.ts';
import form from '../../form/form.module.css';

export type RowDialogKind = 'date' | 'comment' | 'assign';
type DialogProps = { row: DayRow; onClose: () => void };

type FrameProps = DialogProps & {
  title: string; submit: string; isReady: boolean; send: () => Promise<void>; children: ReactNode;
};

function Frame({ row, onClose, title, submit, isReady, send, children }: FrameProps) {
  const save = useMutation({ mutationFn: send, onSuccess: onClose });
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (isReady) save.mutate();
  }
  return (
    <Modal opened onClose={onClose} title={`${title}: ${row.title}`} size={440}>
      <form className={form.form} onSubmit={onSubmit} noValidate>
        {children}
        <FormError error={save.error} shown={[]} />
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{submit}</Button>
        </div>
      </form>
    </Modal>
  );
}

function DateDialog(props: DialogProps) {
  const [due, setDue] = useState(dueOf(props.row.task?.dueAt ?? null));
  const moment = momentOfDue(due);
  return (
    <Frame
      {...props}
      title={ruDay.postponeTitle}
      submit={ruDay.postpone}
      isReady={moment !== null}
      send={() => postponeRow(props.row, moment ?? '')}
    >
      <DueFields value={due} onChange={setDue} autoFocus />
    </Frame>
  );
}

function CommentDialog(props: DialogProps) {
  const [body, setBody] = useState('');
  const { entity, entityId } = props.row;
  return (
    <Frame
      {...props}
      title={ruDay.commentTitle}
      submit={ruDay.send}
      isReady={body.trim() !== '' && entity !== null && entityId !== null}
      send={async () => {
        await call(commentAdd, {
          body: { entity: entity ?? '', entityId: entityId ?? 0, body: body.trim() },
        });
        toast(ruDay.commented, { detail: props.row.title });
      }}
    >
      <Textarea
        data-autofocus
        label={ruDay.comment}
        autosize
        minRows={3}
        maxLength={20_000}
        value={body}
        onChange={(event) => setBody(event.currentTarget.value)}
      />
    </Frame>
  );
}

function AssignDialog(props: DialogProps) {
  const [person, setPerson] = useState<ReferenceValue | null>(null);
  return (
    <Frame
      {...props}
      title={ruDay.assignTitle}
      submit={ruDay.assign}
      isReady={person !== null}
      send={async () => {
        if (person) await assignRow(props.row, { id: person.id, title: person.title });
      }}
    >
      <ReferenceSelect
        label={ruDay.assign} source="employees" autoFocus value={person} onChange={setPerson}
      />
    </Frame>
  );
}

const DIALOGS = { date: DateDialog, comment: CommentDialog, assign: AssignDialog };

export function RowDialog({ kind, ...props }: DialogProps & { kind: RowDialogKind }) {
  const Dialog = DIALOGS[kind];
  return <Dialog {...props} />;
}

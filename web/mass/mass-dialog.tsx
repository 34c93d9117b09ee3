import { Button, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import type { MassSelection } from '#contract/mass';
import { firstField } from '../form/first-field.ts';
import { FormError } from '../form/form-error.tsx';
import { ru } from '../texts/ru.ts';
import { ruMass } from '../texts/ru-mass.ts';
import type { MassActionName } from './mass-bar.tsx';
import { draftInput, emptyDraft } from './mass-draft.ts';
import {
  AssignFields, AttributeFields, CloseFields, EditField, SendHint, StageFields, TagFields,
  TaskFields, TransferFields,
} from './mass-forms.tsx';
import type { MassNoun } from './mass-fields.ts';
import { RelateFields } from './relate-fields.tsx';
import { startMass } from './use-mass.ts';
import css from './mass.module.css';

type MassDialogProps = {
  noun: MassNoun;
  action: MassActionName;
  selection: MassSelection;
  /** «12» or «всего вида». */
  about: string;
  onClose: () => void;
  onStarted: () => void;
};

const FORMS = {
  edit: EditField, assign: AssignFields, transfer: TransferFields, moveStage: StageFields,
  addTask: TaskFields, tag: TagFields, setAttribute: AttributeFields, close: CloseFields,
  relate: RelateFields, sendToOnec: SendHint,
} as const;

/** What the action needs to know; then it runs in the background. */
export function MassDialog(props: MassDialogProps) {
  const { noun, action, selection, about, onClose, onStarted } = props;
  const [draft, setDraft] = useState(emptyDraft);
  const [isTried, setTried] = useState(false);
  const input = draftInput(action, draft);
  const start = useMutation({
    mutationFn: (value: Record<string, unknown>) =>
      startMass({ noun, action, input: value, selection }),
    onSuccess: onStarted,
  });
  const Fields = FORMS[action];

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (input) start.mutate(input);
  }

  return (
    <Modal opened onClose={onClose} title={ruMass[action]} size={460}>
      <form ref={firstField} className={css.form} onSubmit={submit} noValidate>
        <Fields
          noun={noun}
          draft={draft}
          set={(patch) => setDraft((now) => ({ ...now, ...patch }))}
          need={isTried && !input ? ruMass.need : null}
        />
        <FormError error={start.error} shown={[]} />
        <div className={css.buttons}>
          <span className={css.space} />
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={start.isPending}>{ruMass.run(about)}</Button>
        </div>
      </form>
    </Modal>
  );
}

import { ActionIcon, Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { leadTopicsList, leadTopicsSave } from '#contract/leads';
import type { LeadTopic } from '#contract/leads';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { FormError } from '../../form/form-error.tsx';
import { fieldError } from '../../form/problem-fields.ts';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { IconArrowUp, IconPlus, IconX } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import dialog from '../../form/form.module.css';
import { useLeadTopics } from './use-leads-view.ts';
import css from './topics-dialog.module.css';

const { topics: texts } = ruLeads;

type Row = { key: number; id?: number; name: string; needsText: boolean };

const rowsOf = (topics: LeadTopic[]): Row[] => topics.filter((topic) => !topic.archived)
  .map(({ id, name, needsText }) => ({ key: id, id, name, needsText }));

type LineProps = {
  row: Row; index: number; error: unknown;
  onChange: (patch: Partial<Row>) => void; onUp: () => void; onRemove: () => void;
};

function TopicLine({ row, index, error, onChange, onUp, onRemove }: LineProps) {
  return (
    <li className={css.line}>
      <TextInput
        className={css.name}
        aria-label={texts.name}
        maxLength={200}
        value={row.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={fieldError(error, `topics[${index}].name`)}
      />
      <Checkbox
        size="xs"
        label={texts.needsText}
        checked={row.needsText}
        onChange={(event) => onChange({ needsText: event.currentTarget.checked })}
      />
      <ActionIcon aria-label={`${texts.up}: ${row.name}`} disabled={index === 0} onClick={onUp}>
        <IconArrowUp size={16} stroke={1.6} />
      </ActionIcon>
      <ActionIcon aria-label={texts.remove(row.name)} onClick={onRemove}>
        <IconX size={16} stroke={1.6} />
      </ActionIcon>
    </li>
  );
}

/** The list that operators choose from; saved whole, in its order. */
export function TopicsDialog({ onClose }: { onClose: () => void }) {
  const topics = useLeadTopics();
  const [changed, setRows] = useState<Row[] | null>(null);
  const rows = changed ?? rowsOf(topics);
  const save = useMutation({
    mutationFn: () => call(leadTopicsSave, {
      body: { topics: rows.map(({ key: _, ...topic }) => ({ ...topic, name: topic.name.trim() })) },
    }),
    onSuccess: (saved) => {
      queryClient.setQueryData(keyOf(leadTopicsList, {}), saved);
      toast(texts.saved);
      onClose();
    },
  });
  const add = () => setRows([
    ...rows, { key: Math.max(0, ...rows.map((row) => row.key)) + 1, name: '', needsText: false },
  ]);
  const raise = (index: number) => setRows(rows.toSpliced(index - 1, 2, rows[index]!,
    rows[index - 1]!));

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Modal opened onClose={onClose} title={texts.title} size={560}>
      <form className={dialog.form} onSubmit={onSubmit} noValidate>
        <p className={dialog.lead}>{texts.lead}</p>
        <ol className={css.lines}>
          {rows.map((row, index) => (
            <TopicLine
              key={row.key}
              row={row}
              index={index}
              error={save.error}
              onChange={(patch) => setRows(rows.with(index, { ...row, ...patch }))}
              onUp={() => raise(index)}
              onRemove={() => setRows(rows.toSpliced(index, 1))}
            />
          ))}
        </ol>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} stroke={1.75} />}
          onClick={add}
        >
          {texts.add}
        </Button>
        <FormError error={save.error} shown={rows.map((_, index) => `topics[${index}].name`)} />
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button type="submit" loading={save.isPending}>{ru.common.save}</Button>
        </div>
      </form>
    </Modal>
  );
}

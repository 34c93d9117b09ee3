import { ActionIcon, Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChecklistItem, Recurrence, TaskPriority } from '#contract/task-parts';
import { REPEAT_EVERY } from '#contract/task-parts';
import { allows, useSession } from '../../api/session.ts';
import { ReferenceSelect } from '../../form/reference-select.tsx';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { IconX } from '../../ui/icons.ts';
import { Segments } from '../../ui/segments.tsx';
import form from '../../form/form.module.css';
import css from './task-form.module.css';

const { create: texts } = ruTasks;

export type Extras = {
  priority: TaskPriority;
  checklist: ChecklistItem[];
  reminders: number[];
  recurrence: Recurrence | null;
  watchers: { id: number; name: string }[];
};

type ExtrasProps = { value: Extras; hasDue: boolean; onChange: (patch: Partial<Extras>) => void };

function Checklist({ value, onChange }: {
  value: ChecklistItem[]; onChange: (items: ChecklistItem[]) => void;
}) {
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim()) onChange([...value, { text: text.trim(), done: false }]);
    setText('');
  };
  return (
    <fieldset className={css.checklist}>
      <legend>{texts.checklist}</legend>
      {value.map((item, index) => (
        <div key={`${index} ${item.text}`} className={css.item}>
          <Checkbox
            label={item.text}
            checked={item.done}
            onChange={(event) => onChange(value.map((each, at) =>
              (at === index ? { ...each, done: event.currentTarget.checked } : each)))}
          />
          <ActionIcon
            size={24}
            aria-label={texts.removeItem(item.text)}
            onClick={() => onChange(value.filter((_, at) => at !== index))}
          >
            <IconX size={14} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <TextInput
        aria-label={texts.addItem}
        placeholder={texts.addItem}
        value={text}
        maxLength={500}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !text.trim()) return;
          event.preventDefault();
          add();
        }}
        onBlur={add}
      />
    </fieldset>
  );
}

const REMIND_MINUTES = [0, 15, 60, 180, 1440] as const;

function Reminders({ value, onChange }: {
  value: number[]; onChange: (minutes: number[]) => void;
}) {
  return (
    <div className={css.quick} role="group" aria-label={texts.reminders}>
      <span className={css.groupLabel}>{texts.reminders}</span>
      {REMIND_MINUTES.map((minutes) => {
        const isOn = value.includes(minutes);
        return (
          <button
            key={minutes}
            type="button"
            className={form.chip}
            aria-pressed={isOn}
            onClick={() => onChange(isOn
              ? value.filter((each) => each !== minutes) : [...value, minutes])}
          >
            {texts.remind(minutes)}
          </button>
        );
      })}
    </div>
  );
}

function Repeat({ value, onChange }: {
  value: Recurrence | null; onChange: (rule: Recurrence | null) => void;
}) {
  const every = (name: string | null) => onChange(name
    ? { interval: 1, makes: 'done', ...value, every: name as Recurrence['every'] } : null);
  return (
    <div className={css.repeat}>
      <Select
        label={texts.repeat}
        placeholder={texts.noRepeat}
        clearable
        data={REPEAT_EVERY.map((name) => ({ value: name, label: ruTasks.repeats[name] ?? name }))}
        value={value?.every ?? null}
        onChange={every}
      />
      {value ? (
        <>
          <TextInput
            type="date"
            label={texts.repeatUntil}
            value={value.untilOn ?? ''}
            onChange={(event) => onChange({ ...value, untilOn: event.currentTarget.value || null })}
          />
          <Segments
            label={texts.makes}
            value={value.makes}
            items={[
              { value: 'done', label: texts.makesDone }, { value: 'due', label: texts.makesDue },
            ]}
            onChange={(makes) => onChange({ ...value, makes })}
          />
        </>
      ) : null}
    </div>
  );
}

function Watchers({ value, onChange }: {
  value: Extras['watchers']; onChange: (watchers: Extras['watchers']) => void;
}) {
  return (
    <fieldset className={css.checklist}>
      <legend>{texts.watchers}</legend>
      {value.map((person) => (
        <div key={person.id} className={css.item}>
          <span>{person.name}</span>
          <ActionIcon
            size={24}
            aria-label={texts.removeWatcher(person.name)}
            onClick={() => onChange(value.filter((each) => each.id !== person.id))}
          >
            <IconX size={14} stroke={1.75} />
          </ActionIcon>
        </div>
      ))}
      <ReferenceSelect
        aria-label={texts.addWatcher}
        placeholder={texts.addWatcher}
        source="employees"
        value={null}
        onChange={(next) => next && !value.some((each) => each.id === next.id)
          && onChange([...value, { id: next.id, name: next.title }])}
      />
    </fieldset>
  );
}

/** What most tasks do without: urgency, reminders, repetition, a checklist. */
export function TaskExtras({ value, hasDue, onChange }: ExtrasProps) {
  const mayChoose = allows(useSession(), 'employee', 'read');
  return (
    <>
      <Checkbox
        label={texts.urgent}
        checked={value.priority === 'high'}
        onChange={(event) =>
          onChange({ priority: event.currentTarget.checked ? 'high' : 'normal' })}
      />
      {hasDue ? (
        <>
          <Reminders
            value={value.reminders} onChange={(reminders) => onChange({ reminders })}
          />
          <Repeat
            value={value.recurrence} onChange={(recurrence) => onChange({ recurrence })}
          />
        </>
      ) : null}
      <Checklist value={value.checklist} onChange={(checklist) => onChange({ checklist })} />
      {mayChoose ? (
        <Watchers value={value.watchers} onChange={(watchers) => onChange({ watchers })} />
      ) : null}
    </>
  );
}

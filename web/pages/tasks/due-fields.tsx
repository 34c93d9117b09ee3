import { TextInput } from '@mantine/core';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { dayAfter } from './due.ts';
import type { Due } from './due.ts';
import form from '../../form/form.module.css';
import css from './task-form.module.css';

const { create: texts } = ruTasks;

type DueFieldsProps = {
  value: Due; onChange: (due: Due) => void;
  /** The first field of a dialog. */
  autoFocus?: boolean;
};

/** Day and time, with the days that people name most often. */
export function DueFields({ value, onChange, autoFocus }: DueFieldsProps) {
  const quick: { label: string; day: string }[] = [
    { label: texts.today, day: dayAfter(0) },
    { label: texts.tomorrow, day: dayAfter(1) },
    { label: texts.week, day: dayAfter(7) },
    { label: texts.noDue, day: '' },
  ];
  return (
    <div className={css.due}>
      <TextInput
        type="date"
        data-autofocus={autoFocus || undefined}
        label={texts.due}
        value={value.day}
        onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={texts.dueTime}
        value={value.time}
        disabled={!value.day}
        onChange={(event) => onChange({ ...value, time: event.currentTarget.value })}
      />
      <div className={css.quick}>
        {quick.map((each) => (
          <button
            key={each.label}
            type="button"
            className={form.chip}
            aria-pressed={value.day === each.day}
            onClick={() => onChange({ day: each.day, time: each.day ? value.time || '18:00' : '' })}
          >
            {each.label}
          </button>
        ))}
      </div>
    </div>
  );
}

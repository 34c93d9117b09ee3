import { TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import type { FieldInfo } from '#contract/listing';
import { ru } from '../../texts/ru.ts';
import { ConditionForm } from './condition-form.tsx';
import type { Condition } from './conditions.ts';
import css from './condition-editor.module.css';

type ConditionEditorProps = {
  fields: FieldInfo[];
  /** Present when a chip is edited: the field is then given. */
  condition?: Condition;
  onApply: (condition: Condition) => void;
};

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, button')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  event.preventDefault();
  stops[at + step]?.focus();
}

/** First the field, then its condition; a chip being edited starts at its condition. */
export function ConditionEditor({ fields, condition, onApply }: ConditionEditorProps) {
  const [typed, setTyped] = useState('');
  const [name, setName] = useState(condition?.field);
  const field = fields.find((each) => each.name === name);
  if (field) return <ConditionForm field={field} condition={condition} onApply={onApply} />;

  // What no condition fits is shown as a column or a sum alone.
  const found = fields.filter((each) => each.operators.length > 0
    && each.label.toLowerCase().includes(typed.trim().toLowerCase()));
  return (
    <div className={css.editor} role="group" aria-label={ru.filter.field} onKeyDown={moveFocus}>
      <TextInput
        autoFocus
        aria-label={ru.filter.find}
        placeholder={ru.filter.find}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !found[0]) return;
          event.preventDefault();
          setName(found[0].name);
        }}
      />
      <ul className={css.fields}>
        {found.map((each) => (
          <li key={each.name}>
            <button type="button" className={css.field} onClick={() => setName(each.name)}>
              {each.label}
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className={css.none}>{ru.common.nothing}</p> : null}
    </div>
  );
}

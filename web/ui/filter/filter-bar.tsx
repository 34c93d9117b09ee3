import { Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { Suspense, useRef, useState } from 'react';
import type { FieldInfo } from '#contract/listing';
import { ru } from '../../texts/ru.ts';
import { IconFilter } from '../icons.ts';
import { lazyPart } from '../load-part.ts';
import { FilterChip, RawChip } from './filter-chip.tsx';
import { readConditions, withCondition, withoutCondition, writeConditions } from './conditions.ts';
import type { Condition } from './conditions.ts';
import edges from '../fades.module.css';
import css from './filter-bar.module.css';

// The editor is needed only when somebody filters, so it stays out of the first load.
const ConditionEditor = lazyPart(() =>
  import('./condition-editor.tsx').then((module) => module.ConditionEditor));

type FilterBarProps = {
  /** Fields that the reader may filter by; the button waits for them. */
  fields: FieldInfo[];
  /** JSON of the filter grammar, as it stands in the address. */
  filter: string | undefined;
  onChange: (filter: string | undefined) => void;
  /** After the chips: sort, saved views. */
  children?: ReactNode;
};

/** Which popover is open: a new condition, the one at an index, or none. */
type Editing = 'new' | number | null;

/** «Фильтр» and the chips of its conditions; each is edited in place. */
export function FilterBar({ fields, filter, onChange, children }: FilterBarProps) {
  const [editing, setEditing] = useState<Editing>(null);
  const conditions = readConditions(filter);
  const change = (next: Condition[]) => onChange(writeConditions(next));
  const button = useRef<HTMLButtonElement>(null);
  const remove = (next: Condition[]) => {
    change(next);
    button.current?.focus();
  };

  function editorFor(condition?: Condition, index?: number) {
    return (
      <Suspense>
        <ConditionEditor
          fields={fields}
          condition={condition}
          onApply={(next) => {
            setEditing(null);
            change(withCondition(conditions ?? [], next, index));
          }}
        />
      </Suspense>
    );
  }

  return (
    <div className={css.bar}>
      <Popover
        opened={editing === 'new'}
        onChange={(opened) => setEditing(opened ? 'new' : null)}
        position="bottom-start"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <button
            ref={button}
            type="button"
            className={css.button}
            disabled={fields.length === 0 || conditions === null}
            onClick={() => setEditing(editing === 'new' ? null : 'new')}
          >
            <IconFilter size={16} stroke={1.6} aria-hidden />
            {ru.filter.button}
          </button>
        </Popover.Target>
        <Popover.Dropdown p={6} aria-label={ru.filter.add}>{editorFor()}</Popover.Dropdown>
      </Popover>
      <div className={`${edges.fades} ${css.chips}`}>
        {conditions === null ? <RawChip onRemove={() => remove([])} /> : null}
        {(conditions ?? []).map((condition, index) => (
          <FilterChip
            key={`${condition.field}-${condition.operator}-${index}`}
            condition={condition}
            field={fields.find((field) => field.name === condition.field)}
            isEditing={editing === index}
            onEdit={(open) => setEditing(open ? index : null)}
            onRemove={() => remove(withoutCondition(conditions ?? [], index))}
            editor={editing === index ? editorFor(condition, index) : null}
          />
        ))}
      </div>
      <div className={css.space} />
      {children}
    </div>
  );
}

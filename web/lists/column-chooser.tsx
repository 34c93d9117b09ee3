import { ActionIcon, Button, NumberInput, Popover, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FieldInfo } from '#contract/listing';
import type { DataColumn } from '../table/data-table.tsx';
import { ru } from '../texts/ru.ts';
import { ruLists } from '../texts/ru-lists.ts';
import { IconAdjustments, IconChevronDown, IconChevronUp, IconPlus, IconX } from '../ui/icons.ts';
import { moved, withWidth } from './columns.ts';
import type { ColumnChoice } from './columns.ts';
import css from './lists.module.css';

type ChooserProps = {
  columns: Pick<DataColumn<never>, 'id' | 'header' | 'widthPx'>[];
  choices: ColumnChoice[];
  fields: FieldInfo[];
  /** Null: the list's own columns again. */
  onChange: (choices: ColumnChoice[] | null) => void;
};

function Shown({ columns, choices, onChange }: Omit<ChooserProps, 'fields'>) {
  const [dragged, setDragged] = useState<string | null>(null);
  return (
    <ul className={css.shown} aria-label={ruLists.shown}>
      {columns.map(({ id, header, widthPx }, index) => (
        <li
          key={id}
          className={css.choice}
          draggable
          data-dragged={dragged === id || undefined}
          onDragStart={() => setDragged(id)}
          onDragEnd={() => setDragged(null)}
          onDragOver={(event) => event.preventDefault()}
          onDrop={() => dragged && dragged !== id && onChange(moved(choices, dragged, id))}
        >
          <span className={css.choiceName}>{header}</span>
          <NumberInput
            className={css.width}
            aria-label={ruLists.width(header)}
            size="xs"
            min={56}
            max={800}
            step={8}
            value={widthPx}
            onChange={(value) => onChange(withWidth(choices, id, Number(value) || widthPx))}
          />
          <ActionIcon
            aria-label={ruLists.up(header)}
            disabled={index === 0}
            onClick={() => onChange(moved(choices, id, -1))}
          >
            <IconChevronUp size={14} />
          </ActionIcon>
          <ActionIcon
            aria-label={ruLists.down(header)}
            disabled={index === columns.length - 1}
            onClick={() => onChange(moved(choices, id, 1))}
          >
            <IconChevronDown size={14} />
          </ActionIcon>
          <ActionIcon
            aria-label={ruLists.hide(header)}
            disabled={columns.length === 1}
            onClick={() => onChange(choices.filter(({ field }) => field !== id))}
          >
            <IconX size={14} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

/** Which fields stand in the list, in what order and how wide; every field of the catalogue. */
export function ColumnChooser({ columns, choices, fields, onChange }: ChooserProps) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const found = typed.trim().toLowerCase();
  const others = fields.filter(({ name, label, onlyFilters }) =>
    !onlyFilters && !columns.some(({ id }) => id === name) && label.toLowerCase().includes(found));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={css.tool}
          title={ruLists.columns}
          aria-label={ruLists.columns}
          onClick={() => setOpened(!opened)}
        >
          <IconAdjustments size={16} stroke={1.6} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={ruLists.columns} className={css.chooser}>
        <Shown columns={columns} choices={choices} onChange={onChange} />
        <TextInput
          data-autofocus
          aria-label={ruLists.findColumn}
          placeholder={ruLists.findColumn}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <ul className={css.others} aria-label={ruLists.more}>
          {others.map(({ name, label }) => (
            <li key={name}>
              <button
                type="button"
                className={css.other}
                aria-label={ruLists.add(label)}
                onClick={() => onChange([...choices, { field: name, widthPx: null }])}
              >
                <IconPlus size={14} aria-hidden />
                {label}
              </button>
            </li>
          ))}
          {others.length === 0 ? <li className={css.none}>{ru.common.nothing}</li> : null}
        </ul>
        <Button variant="subtle" onClick={() => onChange(null)}>{ruLists.resetColumns}</Button>
      </Popover.Dropdown>
    </Popover>
  );
}

import { ActionIcon, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconPlus, IconTrash } from '../ui/icons.ts';
import css from './rows-editor.module.css';

type RowsEditorProps<Row> = {
  rows: readonly Row[];
  fresh: Row;
  add: string;
  removeLabel: (place: number) => string;
  onChange: (rows: Row[]) => void;
  children: (row: Row, change: (patch: Partial<Row>) => void, place: number) => ReactNode;
};

/** A short list of rows of fields inside a form. */
export function RowsEditor<Row>(props: RowsEditorProps<Row>) {
  const { rows, fresh, add, removeLabel, onChange, children } = props;
  const change = (place: number, patch: Partial<Row>) => onChange(
    rows.map((each, index) => (index === place ? { ...each, ...patch } : each)));
  return (
    <>
      {rows.map((row, place) => (
        <div key={place} className={css.row}>
          <div className={css.fields}>
            {children(row, (patch) => change(place, patch), place)}
          </div>
          <ActionIcon
            aria-label={removeLabel(place + 1)}
            onClick={() => onChange(rows.filter((_, index) => index !== place))}
          >
            <IconTrash size={15} stroke={1.6} />
          </ActionIcon>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={15} stroke={1.75} />}
          onClick={() => onChange([...rows, fresh])}
        >
          {add}
        </Button>
      </div>
    </>
  );
}

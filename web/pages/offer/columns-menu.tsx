import { ActionIcon, Button, Checkbox, Popover, Select, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { LINE_COLUMNS_MAX } from '#contract/deal-lines';
import type { LineColumn } from '#contract/deal-lines';
import { ruOffer } from '../../texts/ru-offer.ts';
import { IconPlus, IconTrash } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { freeCode, offeredColumns } from './column-codes.ts';
import type { WantedColumn } from './column-codes.ts';
import { MARGIN_COLUMNS, SHEET_COLUMNS } from './sheet-columns.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

/** Without these a line says nothing. */
const ALWAYS = new Set(['name', 'quantity', 'price', 'sum']);
/** A dozen at once is a list to read, not to choose from. */
const OFFERED_MAX = 10;

const TYPES = (Object.entries(ruOffer.columnTypes) as [LineColumn['type'], string][])
  .map(([value, label]) => ({ value, label }));

function AddColumn({ isFull, onAdd }: { isFull: boolean; onAdd: (column: WantedColumn) => void }) {
  const [name, setName] = useState('');
  const [type, setType] = useState<LineColumn['type']>('text');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    onAdd({ name: name.trim(), type });
    setName('');
  }

  return (
    <form className={css.addColumn} onSubmit={onSubmit}>
      <TextInput
        label={ruOffer.addColumn}
        placeholder={ruOffer.columnName}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Select
        aria-label={ruOffer.columnType}
        data={TYPES}
        value={type}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        onChange={(value) => setType((value ?? 'text') as LineColumn['type'])}
      />
      <Button type="submit" variant="default" disabled={!name.trim() || isFull}>
        {ruOffer.columnAdd}
      </Button>
    </form>
  );
}

function Offered({ columns, onAdd }: {
  columns: WantedColumn[]; onAdd: (column: WantedColumn) => void;
}) {
  if (columns.length === 0) return null;
  return (
    <div className={css.offered} role="group" aria-label={ruOffer.columnOffered}>
      {columns.slice(0, OFFERED_MAX).map((column) => (
        <Button
          key={column.name}
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={12} stroke={1.75} />}
          onClick={() => onAdd(column)}
        >
          {column.name}
        </Button>
      ))}
    </div>
  );
}

type ColumnsMenuProps = {
  offer: Offer;
  hidden: ReadonlySet<string>;
  seesCost: boolean;
  /** Of orders of 1C and of earlier offers, best first. */
  known: WantedColumn[];
  onHidden: (hidden: ReadonlySet<string>) => void;
  /** Remembered for the next offers. */
  onAdded: (columns: WantedColumn[]) => void;
};

/** Which columns are shown, those that people added to this offer, and those that are at hand. */
export function ColumnsMenu(props: ColumnsMenuProps) {
  const { offer, hidden, seesCost, known, onHidden, onAdded } = props;
  const { columns } = offer.sheet;
  const shown = [...SHEET_COLUMNS, ...(seesCost ? MARGIN_COLUMNS : [])]
    .map(({ id, title }) => ({ id, title }))
    .concat(columns.map(({ code, name }) => ({ id: code, title: name })));
  const isFull = columns.length >= LINE_COLUMNS_MAX;
  const offered = isFull ? [] : offeredColumns(columns, [...known, ...ruOffer.columnPresets]);

  function toggle(id: string) {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onHidden(next);
  }

  function add(column: WantedColumn) {
    offer.change((sheet) => ({
      ...sheet, columns: [...sheet.columns, { ...column, code: freeCode(sheet.columns) }],
    }));
    onAdded([column]);
  }

  function remove({ code, name }: LineColumn) {
    offer.change((sheet) => ({
      columns: sheet.columns.filter((column) => column.code !== code),
      rows: sheet.rows.map((row) => {
        const { [code]: _gone, ...extra } = row.extra;
        return { ...row, extra };
      }),
    }));
    toast(ruOffer.columnRemoved(name), { undo: offer.undo });
  }

  return (
    <Popover
      position="bottom-end"
      trapFocus
      returnFocus
      // Under a sheet that stands low the menu moves up and keeps its foot in sight.
      middlewares={{ flip: true, shift: { crossAxis: true, padding: 8 } }}
    >
      <Popover.Target>
        <Button variant="default">{ruOffer.columns}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={ruOffer.columns}>
        <div className={css.columns}>
          {shown.map(({ id, title }) => {
            const added = columns.find(({ code }) => code === id);
            return (
              <div key={id} className={css.columnLine}>
                <Checkbox
                  label={title}
                  disabled={ALWAYS.has(id)}
                  checked={!hidden.has(id)}
                  onChange={() => toggle(id)}
                />
                {added ? (
                  <ActionIcon aria-label={ruOffer.removeColumn(title)}
                    onClick={() => remove(added)}
                  >
                    <IconTrash size={15} stroke={1.6} />
                  </ActionIcon>
                ) : null}
              </div>
            );
          })}
          <Offered columns={offered} onAdd={add} />
          <AddColumn isFull={isFull} onAdd={add} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

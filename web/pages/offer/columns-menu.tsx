import { ActionIcon, Button, Checkbox, Popover, Select, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { LINE_COLUMNS_MAX } from '#contract/deal-lines';
import type { LineColumn } from '#contract/deal-lines';
import { ruOffer } from '../../texts/ru-offer.ts';
import { IconTrash } from '../../ui/icons.ts';
import { toast } from '../../ui/toast-store.ts';
import { SHEET_COLUMNS } from './sheet-columns.ts';
import type { Offer } from './use-offer.ts';
import css from './offer-grid.module.css';

/** Without these a line says nothing. */
const ALWAYS = new Set(['name', 'quantity', 'price', 'sum']);

const TYPES = (Object.entries(ruOffer.columnTypes) as [LineColumn['type'], string][])
  .map(([value, label]) => ({ value, label }));

function freeCode(columns: LineColumn[]): string {
  const taken = new Set(columns.map(({ code }) => code));
  let number = columns.length + 1;
  while (taken.has(`c${number}`)) number += 1;
  return `c${number}`;
}

function AddColumn({ offer }: { offer: Offer }) {
  const [name, setName] = useState('');
  const [type, setType] = useState<LineColumn['type']>('text');

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return;
    offer.change((sheet) => ({
      ...sheet,
      columns: [...sheet.columns, { code: freeCode(sheet.columns), name: name.trim(), type }],
    }));
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
      <Button
        type="submit"
        variant="default"
        disabled={!name.trim() || offer.sheet.columns.length >= LINE_COLUMNS_MAX}
      >
        {ruOffer.columnAdd}
      </Button>
    </form>
  );
}

/** Which columns are shown, and those that people added to this offer. */
export function ColumnsMenu({ offer, hidden, onHidden }: {
  offer: Offer; hidden: ReadonlySet<string>; onHidden: (hidden: ReadonlySet<string>) => void;
}) {
  const { columns } = offer.sheet;
  const shown = [...SHEET_COLUMNS.map(({ id, title }) => ({ id, title })),
    ...columns.map(({ code, name }) => ({ id: code, title: name }))];

  function toggle(id: string) {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    onHidden(next);
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
    <Popover position="bottom-end" trapFocus returnFocus>
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
          <AddColumn offer={offer} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

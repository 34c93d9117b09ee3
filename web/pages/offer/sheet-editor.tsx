import { Popover } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { KeyboardEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { productsLookup } from '#contract/catalog';
import type { ProductHit } from '#contract/catalog';
import { VAT_RATES } from '#contract/vat';
import { routeQuery } from '../../api/query.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { formatMoney } from '../../ui/format.ts';
import type { SheetColumn } from './sheet-columns.ts';
import css from './sheet.module.css';

/** Where the cursor goes when the editing ends: Enter goes down, Tab along the row. */
export type Leave = 'down' | 'next' | 'back' | 'stay';

type SheetEditorProps = {
  column: SheetColumn;
  label: string;
  /** The old text, or the first letter typed over it. */
  text: string;
  onDone: (text: string, leave: Leave) => void;
  onPick: (product: ProductHit, leave: Leave) => void;
  onCancel: () => void;
};

type Option = { id: string; title: string; detail: string; aside: string; product?: ProductHit };

const ASK_PAUSE_MS = 60;
const HITS = 8;

function useHits(typed: string, isAsked: boolean): Option[] {
  const [q] = useDebouncedValue(typed.trim(), ASK_PAUSE_MS);
  const { data } = useQuery({
    ...routeQuery(productsLookup, { query: { q, limit: HITS } }),
    enabled: isAsked && q.length > 1,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (!isAsked || q.length < 2 || typed.trim().length < 2) return [];
  return (data ?? []).map((product) => ({
    id: String(product.id),
    title: product.name,
    detail: product.article ?? '',
    aside: product.priceKopecks === null ? ruOffer.noPrice : formatMoney(product.priceKopecks),
    product,
  }));
}

const RATES: Option[] = VAT_RATES.map((rate) =>
  ({ id: rate, title: ruDeal.vatRate(rate), detail: '', aside: '' }));

const LEAVES: Record<string, Leave> = { Enter: 'down', Tab: 'next' };

function Options({ id, options, chosen, onChoose }: {
  id: string; options: Option[]; chosen: number; onChoose: (option: Option) => void;
}) {
  return (
    <div id={id} role="listbox" aria-label={ruOffer.find} className={css.options}>
      {options.map((option, index) => (
        <div
          key={option.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={css.option}
          // Before the field loses its focus, which would end the editing.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(option);
          }}
        >
          <span className={css.optionTitle}>{option.title}</span>
          {option.detail ? <span className={css.optionCode}>{option.detail}</span> : null}
          <span className={css.optionAside}>{option.aside}</span>
        </div>
      ))}
    </div>
  );
}

type EditorKeys = {
  count: number;
  onChosen: (by: number) => void;
  onLeave: (leave: Leave) => void;
  onCancel: () => void;
};

function obeyKey(event: KeyboardEvent, { count, onChosen, onLeave, onCancel }: EditorKeys): void {
  event.stopPropagation();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const leave = LEAVES[event.key];
  if (step && count > 0) onChosen(step);
  else if (event.key === 'Escape') onCancel();
  else if (leave) onLeave(leave === 'next' && event.shiftKey ? 'back' : leave);
  else return;
  event.preventDefault();
}

/** The field of a cell: Enter, Tab and leaving keep what was typed, Esc keeps what was. */
export function SheetEditor(props: SheetEditorProps) {
  const { column, label, onDone, onPick, onCancel } = props;
  const id = useId();
  const [typed, setTyped] = useState(props.text);
  const [chosen, setChosen] = useState(-1);
  const isOver = useRef(false);
  const hits = useHits(typed, column.edit === 'product');
  const options = column.edit === 'vat' ? RATES : hits;

  function finish(leave: Leave, option = options[chosen]) {
    if (isOver.current) return;
    isOver.current = true;
    if (option?.product) onPick(option.product, leave);
    else onDone(option ? option.title : typed, leave);
  }

  function onKeyDown(event: KeyboardEvent) {
    obeyKey(event, {
      count: options.length,
      onChosen: (by) => setChosen((now) => Math.min(Math.max(now + by, -1), options.length - 1)),
      onLeave: finish,
      onCancel: () => {
        isOver.current = true;
        onCancel();
      },
    });
  }

  return (
    <Popover
      opened={options.length > 0}
      position="bottom-start"
      offset={2}
      withinPortal
      trapFocus={false}
      returnFocus={false}
      withRoles={false}
      closeOnEscape={false}
    >
      <Popover.Target>
        <input
          className={css.editor}
          aria-label={label}
          data-align={column.align}
          autoFocus
          inputMode={column.align === 'right' ? 'decimal' : 'text'}
          {...(column.edit === 'text' ? {} : {
            role: 'combobox', 'aria-expanded': options.length > 0, 'aria-controls': id,
            'aria-autocomplete': 'list' as const,
            'aria-activedescendant': chosen >= 0 ? `${id}-${chosen}` : undefined,
          })}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setChosen(-1);
          }}
          onKeyDown={onKeyDown}
          onMouseDown={(event) => event.stopPropagation()}
          onBlur={() => finish('stay', undefined)}
        />
      </Popover.Target>
      <Popover.Dropdown p={4} miw={column.edit === 'vat' ? 120 : 420} maw="90vw">
        <Options id={id} options={options} chosen={chosen}
          onChoose={(option) => finish('stay', option)} />
      </Popover.Dropdown>
    </Popover>
  );
}

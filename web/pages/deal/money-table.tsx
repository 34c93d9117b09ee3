import type { ReactNode } from 'react';
import { useCards } from '../../table/use-row-height.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { formatIn } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import type { SumIn } from './counted.ts';

type State = 'posted' | 'unposted' | 'unconfirmed' | 'deleted' | 'cancelled';

const MEANINGS: Record<State, TagMeaning> = {
  posted: 'ok', unposted: 'warn', unconfirmed: 'warn', deleted: 'plain', cancelled: 'plain',
};

export function StateTag({ state, names }: { state: State; names: Record<string, string> }) {
  return <Tag meaning={MEANINGS[state]}>{names[state]}</Tag>;
}

/** Posted in 1C and yet in no total: it says why. */
export const OutTag = ({ why }: { why: string }) => (
  <Tag meaning="warn" title={ruDeal.counted.hint}>{why}</Tag>
);

type Total = { label: string; sums: SumIn[] };

/** The totals under the column of sums, one of a currency each. */
function TotalRow<Row>({ total, columns }: { total: Total; columns: MoneyColumn<Row>[] }) {
  const place = columns.findIndex(({ id }) => id === 'sum');
  return (
    <tr>
      <td colSpan={place}>{total.label}</td>
      <td className={plain.number}>
        {total.sums.map(({ currency, kopecks }) => (
          <div key={currency}>{formatIn(kopecks, currency)}</div>
        ))}
      </td>
      <td colSpan={columns.length - place - 1} />
    </tr>
  );
}

export type MoneyColumn<Row> = {
  id: string;
  header: string;
  number?: boolean;
  strong?: boolean;
  /** On a phone it stands beside the first column, where it is seen without scrolling. */
  seenFirst?: boolean;
  cell: (row: Row) => ReactNode;
};

/** «к 1 мая» and the like. */
const WHOLE_MAX = 20;

/** A text of an added column: a short one is not broken. */
export const addedText = (text: string) =>
  (text.length <= WHOLE_MAX ? <span className={plain.whole}>{text}</span> : text);

type MoneyTableProps<Row> = {
  label: string;
  rows: Row[];
  columns: MoneyColumn<Row>[];
  keyOf: (row: Row, index: number) => string;
  /** Struck through: it was cancelled in 1C and counts for nothing. */
  isVoid?: (row: Row) => boolean;
  foot?: ReactNode;
  /** Under the column `sum`. */
  total?: Total;
};

function inOrder<Row>(columns: MoneyColumn<Row>[], isNarrow: boolean): MoneyColumn<Row>[] {
  const [name, ...rest] = columns;
  if (!isNarrow || !name) return columns;
  return [name, ...rest.filter(({ seenFirst }) => seenFirst),
    ...rest.filter(({ seenFirst }) => !seenFirst)];
}

/** A short table of documents of 1C. */
export function MoneyTable<Row>(props: MoneyTableProps<Row>) {
  const { rows, isVoid, total } = props;
  const columns = inOrder(props.columns, useCards().isCards);
  const classOf = (column: MoneyColumn<Row>) =>
    [column.number ? plain.number : '', column.strong ? plain.strong : ''].join(' ').trim()
      || undefined;
  return (
    // A wide table scrolls sideways on a phone, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={props.label} tabIndex={0}>
      <table className={plain.table} aria-label={props.label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.number ? plain.number : undefined}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={props.keyOf(row, index)} className={isVoid?.(row) ? plain.void : undefined}>
              {columns.map((column) => (
                <td key={column.id} className={classOf(column)}>{column.cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        {total ? <tfoot><TotalRow total={total} columns={columns} /></tfoot> : null}
        {props.foot ? <tfoot>{props.foot}</tfoot> : null}
      </table>
    </div>
  );
}

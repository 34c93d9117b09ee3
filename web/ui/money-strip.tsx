import type { ReactNode } from 'react';
import { Bar } from './bar.tsx';
import { Lock } from './lock.tsx';
import css from './money-strip.module.css';

export type MoneyCell = {
  label: string;
  value: ReactNode;
  /** Said beside the value: «50 %», «через 31 день». */
  note?: ReactNode;
  from1c?: boolean;
  /** Draws a bar under the value and makes the cell wider. */
  bar?: { percent: number | null; kind: 'paid' | 'shipped' | 'bad' };
  meaning?: 'warn' | 'bad' | 'ok';
};

/** The strip under the stage bar of a deal: sum, paid, balance, shipped, deferral. */
export function MoneyStrip({ cells, stacked }: { cells: MoneyCell[]; stacked?: boolean }) {
  if (cells.length === 0) return null;
  return (
    <dl className={css.strip} data-stacked={stacked || undefined}>
      {cells.map((cell) => (
        <div key={cell.label} className={css.cell} data-wide={cell.bar ? true : undefined}>
          <dt className={css.label}>
            {cell.label}
            {cell.from1c ? <Lock words /> : null}
          </dt>
          <dd className={css.value} data-meaning={cell.meaning}>
            <b>{cell.value}</b>
            {cell.note ? <span className={css.note}>{cell.note}</span> : null}
          </dd>
          {cell.bar ? (
            <dd className={css.barRow}>
              <Bar percent={cell.bar.percent} kind={cell.bar.kind} label={cell.label} />
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

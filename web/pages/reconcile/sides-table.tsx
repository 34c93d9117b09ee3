// Two sides month by month: counts, sums, what lies between them, and what came of it.
import type { ReactNode } from 'react';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { IconChevronDown, IconChevronRight } from '../../ui/icons.ts';
import plain from '../../ui/plain-table.module.css';
import { SideCells, type Sides } from './side-cells.tsx';
import css from './reconcile.module.css';

export const SIDES_COLUMNS = 8;

type TableProps = {
  /** Of the region that scrolls, and of the table. */
  label: string; title: string;
  /** Count and sum of the one side, count and sum of ours. */
  heads: readonly [string, string, string, string];
  children: ReactNode;
};

export function SidesTable({ label, title, heads, children }: TableProps) {
  return (
    // A phone scrolls it sideways, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={`${plain.table} ${css.table}`} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{texts.month}</th>
            {[...heads, texts.countGap, texts.sumGap].map((head) => (
              <th key={head} scope="col" className={plain.number}>{head}</th>
            ))}
            <th scope="col">{texts.outcome}</th>
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

type RowProps = {
  name: string; sides: Sides; outcome: ReactNode;
  /** Absent where there is nothing to open. */
  onToggle?: (() => void) | undefined;
  isShown: boolean; openLabel: string;
};

export function SidesRow({ name, sides, outcome, onToggle, isShown, openLabel }: RowProps) {
  const Chevron = isShown ? IconChevronDown : IconChevronRight;
  return (
    <tr className={isShown ? plain.current : undefined}>
      <td>
        {onToggle ? (
          <button
            type="button"
            className={css.open}
            aria-expanded={isShown}
            aria-label={openLabel}
            onClick={onToggle}
          >
            <Chevron size={14} stroke={1.75} aria-hidden />
            {name}
          </button>
        ) : name}
      </td>
      <SideCells {...sides} />
      <td>{outcome}</td>
    </tr>
  );
}

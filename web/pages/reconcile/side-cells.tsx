import type { ReconcileMonth } from '#contract/reconcile';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { formatNumber, formatSum } from '../../ui/format.ts';
import plain from '../../ui/plain-table.module.css';
import { Tag } from '../../ui/tag.tsx';

/** «март 2026»; a reference book by its name. */
export function monthName({ type, month }: Pick<ReconcileMonth, 'type' | 'month'>): string {
  if (month === 'all') return texts.types[type] ?? type;
  const [year = '', number = ''] = month.split('-');
  return `${texts.monthNames[Number(number) - 1] ?? number} ${year}`;
}

export type Sides = Pick<ReconcileMonth, 'onec' | 'ours'>;

const gap = (value: number, write: (value: number) => string) =>
  (value === 0 ? '0' : `${value > 0 ? '+' : ''}${write(value)}`);

/** Six figures of both sides; what is not zero between them is red. */
export function SideCells({ onec, ours }: Sides) {
  const count = ours.count - (onec?.count ?? 0);
  const sum = ours.sumKopecks - (onec?.sumKopecks ?? 0);
  return (
    <>
      <td className={plain.number}>{onec ? formatNumber(onec.count) : '—'}</td>
      <td className={plain.number}>{onec ? formatSum(onec.sumKopecks) : '—'}</td>
      <td className={plain.number}>{formatNumber(ours.count)}</td>
      <td className={plain.number}>{formatSum(ours.sumKopecks)}</td>
      <td className={plain.number} data-gap={count !== 0 || undefined}>
        {gap(count, formatNumber)}
      </td>
      <td className={plain.number} data-gap={sum !== 0 || undefined}>{gap(sum, formatSum)}</td>
    </>
  );
}

export function Outcome({ differs, found, left }: {
  differs: boolean; found: number; left: number;
}) {
  if (!differs) return <Tag meaning="ok">{texts.agreed}</Tag>;
  if (found === 0) return <Tag meaning="warn">{texts.unnamed}</Tag>;
  if (left > 0) return <Tag meaning="bad">{texts.stays(left)}</Tag>;
  return <Tag meaning="ok">{texts.fixed(found)}</Tag>;
}

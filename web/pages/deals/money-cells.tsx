import type { DealItem } from '#contract/deals';
import { ruDeals } from '../../texts/ru-deals.ts';
import { ru } from '../../texts/ru.ts';
import { formatDay, formatDue, formatPercent } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import type { MoneyCell } from '../../ui/money-strip.tsx';

const { panel } = ruDeals;

type Money1c = Pick<DealItem, 'amountKopecks' | 'paidKopecks' | 'paidPercent' | 'shippedPercent'
  | 'deferredUntil' | 'overdueKopecks' | 'overpaid' | 'isOpen'>;

/** The money strip of a deal; empty for who may not see money. */
export function moneyCells(deal: Money1c): MoneyCell[] {
  const { amountKopecks, paidKopecks, paidPercent, shippedPercent, deferredUntil } = deal;
  if (amountKopecks === null || paidKopecks === null) return [];
  const balance = amountKopecks - paidKopecks;
  const isOverdue = Boolean(deal.overdueKopecks);
  const cells: MoneyCell[] = [
    { label: panel.amount, value: <Money kopecks={amountKopecks} /> },
    {
      label: panel.paid,
      value: <Money kopecks={paidKopecks} />,
      note: paidPercent === null ? undefined : formatPercent(paidPercent),
      from1c: true,
      bar: { percent: paidPercent, kind: isOverdue ? 'bad' : 'paid' },
    },
    {
      label: deal.overpaid ? ru.money.overpaidLabel : panel.balance,
      value: <Money kopecks={Math.abs(balance)} />,
      meaning: isOverdue ? 'bad' : balance > 0 && paidKopecks > 0 ? 'warn' : undefined,
    },
    {
      label: panel.shipped,
      value: formatPercent(shippedPercent ?? 0),
      bar: { percent: shippedPercent, kind: 'shipped' },
    },
  ];
  if (deferredUntil) {
    cells.push({
      label: panel.deferred,
      value: formatDay(deferredUntil),
      note: deal.isOpen ? formatDue(deferredUntil) : undefined,
    });
  }
  return cells;
}

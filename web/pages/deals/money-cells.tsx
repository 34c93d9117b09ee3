import type { DealCard, DealItem } from '#contract/deals';
import { coveredPercent } from '#contract/money';
import { ruDeals } from '../../texts/ru-deals.ts';
import { ru } from '../../texts/ru.ts';
import { daysUntil, formatDay, formatDue, formatIn, formatPercent } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import type { MoneyCell } from '../../ui/money-strip.tsx';

const { panel } = ruDeals;

type Money1c = Pick<DealItem, 'amountKopecks' | 'paidKopecks' | 'paidPercent' | 'shippedPercent'
  | 'deferredUntil' | 'overdueKopecks' | 'overpaid' | 'isOpen'>
  & Partial<Pick<DealCard, 'otherCurrencies'>>;

/** Until when payment is deferred; absent without a deferral, red when it has passed. */
function deferralCell({ deferredUntil, isOpen }: Money1c): MoneyCell[] {
  if (!deferredUntil) return [];
  return [{
    label: panel.deferred,
    value: formatDay(deferredUntil),
    note: isOpen ? formatDue(deferredUntil) : undefined,
    meaning: isOpen && daysUntil(deferredUntil) < 0 ? 'bad' : undefined,
  }];
}

const share = (percent: number | null) =>
  (percent === null ? ru.money.noPercent : formatPercent(percent));

/** What is late when it is not the whole balance: that one says it of itself. */
function lateCell(overdue: number, balance: number): MoneyCell[] {
  return overdue > 0 && overdue < balance
    ? [{ label: panel.overduePart, value: <Money kopecks={overdue} />, meaning: 'bad' }] : [];
}

/** Orders in other currencies: a cell each, never added to roubles. */
const currencyCells = ({ otherCurrencies = [] }: Money1c): MoneyCell[] =>
  otherCurrencies.map(({ currency, amountKopecks, paidKopecks }) => ({
    label: panel.inCurrency(currency), value: formatIn(amountKopecks, currency),
    note: panel.paidShare(share(coveredPercent(paidKopecks, amountKopecks))),
  }));

/** The money strip of a deal; empty for who may not see money. */
export function moneyCells(deal: Money1c): MoneyCell[] {
  const { amountKopecks, paidKopecks, paidPercent, shippedPercent } = deal;
  if (amountKopecks === null || paidKopecks === null) return [];
  const balance = amountKopecks - paidKopecks;
  const isOverdue = Boolean(deal.overdueKopecks);
  const late = lateCell(deal.overdueKopecks ?? 0, balance);
  const isWhollyLate = isOverdue && late.length === 0;
  const cells: MoneyCell[] = [
    { label: panel.amount, value: <Money kopecks={amountKopecks} /> },
    {
      label: panel.paid,
      value: <Money kopecks={paidKopecks} />,
      note: share(paidPercent),
      from1c: true,
      bar: { percent: paidPercent, kind: isOverdue ? 'bad' : 'paid' },
    },
    {
      label: deal.overpaid ? ru.money.overpaidLabel : panel.balance,
      value: <Money kopecks={Math.abs(balance)} />,
      note: isWhollyLate ? panel.overdue : undefined,
      meaning: isWhollyLate ? 'bad' : balance > 0 && paidKopecks > 0 ? 'warn' : undefined,
    },
    {
      label: panel.shipped,
      value: share(shippedPercent),
      bar: { percent: shippedPercent, kind: 'shipped' },
    },
  ];
  return [
    ...cells.slice(0, 3), ...late, ...cells.slice(3), ...currencyCells(deal), ...deferralCell(deal),
  ];
}

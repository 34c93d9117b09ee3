// Payments that no order claims yet: a few clients have paid ahead, one of them in another
// currency, and one got a part of it back.
import { addDays } from '#platform/clock';
import type { LoadedCompany } from './customers.ts';
import type { SaleDocument } from './onec-documents.ts';
import type { Chance } from './random.ts';

type Plan = { daysAgo: number; total: string; purpose: string } & Partial<Record<
  'currency' | 'direction' | 'kind', string>>;

const PLANS: Plan[] = [
  { daysAgo: 1, total: '480000.00', purpose: 'Предоплата по договору поставки' },
  { daysAgo: 4, total: '1250000.00', purpose: 'Аванс за насосное оборудование, без счёта' },
  { daysAgo: 12, total: '96500.50', purpose: 'Доплата, назначение уточняется', kind: 'card' },
  { daysAgo: 33, total: '310000.00', purpose: 'Аванс по рамочному договору' },
  { daysAgo: 47, total: '72000.00', purpose: 'Оплата за ЗИП' },
  { daysAgo: 68, total: '215000.00', purpose: 'Оплата по счёту, номер не указан' },
  { daysAgo: 20, total: '18400.00', purpose: 'Prepayment, contract 7/26', currency: 'EUR' },
];
const BACK: Plan = {
  daysAgo: 2, total: '15000.00', purpose: 'Возврат излишне перечисленного', direction: 'out',
};

/** Dealt out to companies by a chance of their own: the sales stay as they are. */
export function advancesOf(
  chance: Chance, companies: readonly LoadedCompany[], today: string,
): SaleDocument[] {
  const planned = PLANS.map((plan) => ({ plan, company: chance.pick(companies) }));
  const first = planned[0]!.company;
  return [...planned, { plan: BACK, company: first }].map(({ plan, company }, index) => {
    const { daysAgo, ...more } = plan;
    const on = addDays(today, -daysAgo);
    return {
      type: 'payment', uid: chance.guid(), rev: 1, on,
      body: {
        kind: 'bank', direction: 'in', currency: 'RUB', number: String(70_000 + index),
        date: `${on}T12:00:00`, posted: true, deleted: false, bankConfirmed: true, bankOn: on,
        companyUid: company.row.uid, lines: [], ...more,
      },
    };
  });
}

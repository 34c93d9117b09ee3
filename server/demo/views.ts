// Saved views that everybody in the demo company sees under the navigation.
import type { SavedView } from '#contract/views';
import { loadActor } from '#modules/staff';
import { systemContext } from '#platform/context';
import { one, type Db } from '#platform/database';
import { createView } from '#platform/saved-views/save-view';
import type { ViewDeps } from '#platform/saved-views/views';
import type { DemoCompany } from './company.ts';

type View = Pick<SavedView, 'name' | 'colour'> & { filter: object; sort?: string };

const VIEWS: readonly View[] = [
  {
    name: 'Оплачены не полностью', colour: 'amber', sort: '-amountKopecks',
    filter: { paidKopecks: { gt: 0 }, notPaidInFull: { eq: true } },
  },
  {
    name: 'Отсрочка на этой неделе', colour: 'red', sort: 'deferredUntil',
    filter: { deferredUntil: { between: ['startOfWeek', 'endOfWeek'] } },
  },
  {
    name: 'Просрочка оплаты', colour: 'red', sort: '-overdueKopecks',
    filter: { overdueKopecks: { gt: 0 } },
  },
  {
    name: 'Зависшие', colour: 'gray', sort: '-amountKopecks',
    filter: { isStuck: { eq: true } },
  },
  {
    name: 'Крупнее миллиона', colour: 'blue', sort: '-amountKopecks',
    filter: { amountKopecks: { gte: 100_000_000 }, isOpen: { eq: true } },
  },
];

/** Nobody reads them here: neither names nor departments are asked for. */
const DEPS: ViewDeps = {
  subjects: {}, departmentsAbove: () => Promise.resolve([]),
  employeeNames: () => Promise.resolve(new Map()),
};

/** The director shares them: sharing is a right, and the director has it. */
export async function shareDemoViews(db: Db, company: DemoCompany, now: Date): Promise<void> {
  const director = company.people.get('director');
  const account = await one<{ id: number }>(db,
    'select account_id as id from staff.employee where id = $1', [director?.id]);
  const actor = account && await loadActor(db, account.id, now);
  if (!actor) return;
  const ctx = { ...systemContext(db, 'system', () => now), actor };
  for (const { name, colour, filter, sort } of VIEWS) {
    await createView(ctx, DEPS, {
      noun: 'deals', name, colour, sharedWith: 'everybody',
      query: { filter: JSON.stringify(filter), layout: 'list', ...(sort ? { sort } : {}) },
    });
  }
}

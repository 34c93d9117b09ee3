// Saved views that everybody in the demo company sees under the navigation.
import type { SavedView } from '#contract/views';
import { loadActor } from '#modules/staff';
import { systemContext } from '#platform/context';
import { one, type Db } from '#platform/database';
import { createView } from '#platform/saved-views/save-view';
import type { ViewDeps } from '#platform/saved-views/views';
import type { DemoCompany } from './company.ts';

type View = Pick<SavedView, 'noun' | 'name' | 'colour' | 'query'>;

const view = (
  noun: View['noun'], name: string, colour: View['colour'],
  { filter, ...query }: { filter: object } & Omit<View['query'], 'filter' | 'layout'>,
): View => ({
  noun, name, colour, query: { ...query, filter: JSON.stringify(filter), layout: 'list' },
});

const OPEN = { isOpen: { eq: true } };

/** Of whoever sells and leads: what the director wants everybody to look at. */
const OF_DIRECTOR: readonly View[] = [
  view('deals', 'Просрочены оплаты', 'red', {
    sort: '-overdueKopecks', filter: { overdueKopecks: { gt: 0 } },
  }),
  view('deals', 'Не оплачено полностью', 'amber', {
    sort: '-amountKopecks', filter: { paidKopecks: { gt: 0 }, notPaidInFull: { eq: true } },
  }),
  view('deals', 'Оплачено, не отгружено', 'green', {
    sort: '-amountKopecks', filter: { paidNotShipped: { eq: true } },
  }),
  view('deals', 'Отсрочка на этой неделе', 'amber', {
    sort: 'deferredUntil', filter: { deferredUntil: { between: ['startOfWeek', 'endOfWeek'] } },
  }),
  view('deals', 'Без дел', 'gray', {
    sort: '-amountKopecks', filter: { ...OPEN, hasTask: { eq: false } },
  }),
  view('deals', 'Сделки без заказа', 'amber', {
    sort: '-createdAt', filter: { ...OPEN, withoutOrder: { eq: true } },
  }),
  view('deals', 'Крупнее миллиона', 'blue', {
    sort: '-amountKopecks', group: 'stage',
    filter: { ...OPEN, amountKopecks: { gte: 100_000_000 } },
  }),
  view('tasks', 'Просроченные дела', 'red', {
    sort: 'dueAt', group: 'assigneeId',
    filter: { state: { eq: 'open' }, dueAt: { lt: 'today' } },
  }),
  view('companies', 'Дилеры', 'violet', { sort: 'name', filter: { isDealer: { eq: true } } }),
];

/** Of the heads of departments, for their own people. */
const OF_HEAD: readonly View[] = [
  view('deals', 'Отдел по менеджерам', 'green', { group: 'responsible', filter: OPEN }),
  view('deals', 'Зависшие', 'gray', {
    sort: '-amountKopecks', filter: { isStuck: { eq: true } },
  }),
];

/** Of those who set the house up: what the call centre works by. */
const OF_ADMIN: readonly View[] = [
  view('leads', 'Лиды без передачи', 'violet', {
    sort: 'createdAt', filter: { ...OPEN, transferredTo: { empty: true } },
  }),
  view('leads', 'Возвращённые: не моё', 'amber', {
    sort: '-updatedAt', filter: { ...OPEN, wasReturned: { eq: true } },
  }),
];

/** Nobody reads them here: neither names nor departments are asked for. */
const DEPS: ViewDeps = {
  subjects: {}, departmentsAbove: () => Promise.resolve([]),
  employeeNames: () => Promise.resolve(new Map()),
};

type Sharing = { login: string; sharedWith: SavedView['sharedWith']; views: readonly View[] };

/** Tenders have a pipeline of their own, known by its number only. */
async function tenders(db: Db): Promise<View[]> {
  const pipeline = await one<{ id: number }>(db,
    `select id from deals.pipeline where code = 'project'`);
  return pipeline ? [view('deals', 'Тендеры этого месяца', 'blue', {
    sort: '-createdAt', pipelineId: pipeline.id,
    filter: {
      pipeline: { eq: pipeline.id }, createdAt: { gte: 'startOfMonth' },
    },
  })] : [];
}

/** Each shares by their own right: the director with all, heads with their departments. */
export async function shareDemoViews(db: Db, company: DemoCompany, now: Date): Promise<void> {
  const sharings: Sharing[] = [
    {
      login: 'director', sharedWith: 'everybody', views: [...OF_DIRECTOR, ...await tenders(db)],
    },
    { login: 'head', sharedWith: 'department', views: OF_HEAD },
    { login: 'admin', sharedWith: 'everybody', views: OF_ADMIN },
  ];
  for (const { login, sharedWith, views } of sharings) {
    const person = company.people.get(login);
    const account = await one<{ id: number }>(db,
      'select account_id as id from staff.employee where id = $1', [person?.id]);
    const actor = account && await loadActor(db, account.id, now);
    if (!actor) continue;
    const ctx = { ...systemContext(db, 'system', () => now), actor };
    for (const shared of views) await createView(ctx, DEPS, { ...shared, sharedWith });
  }
}

// Hot reads of deals must walk indexes in every scope: a sequential scan of deals is minutes of
// somebody's day at 2.4 million of them.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import { type Db, inTransaction, joinTransaction, type Tx } from '#platform/database';
import { runCalendar } from '#platform/listing/run-calendar';
import { runGroups } from '#platform/listing/run-groups';
import { runList } from '#platform/listing/run-list';
import { listFrame } from '#platform/listing/subject';
import { planSearch } from '#platform/search/plan';
import { createTestDatabase } from '#test/database';
import { fillManyDeals, type ManyDeals } from '#test/many-deals';
import { planOf, recording, type Statement } from '#test/plans';
import {
  companyContext, countOwnOpenDeals, dealSearchProvider, dealSubject, dealTitles, listDeals,
  readBoard, readCard,
} from '#modules/deals';
import { DEAL_CATALOGUE } from './catalogue.ts';
import { dealSource } from './list-deals.ts';
import { followMergedSources } from './pipelines/follow-sources.ts';

let db: Db;
let many: ManyDeals;

before(async () => {
  ({ db } = await createTestDatabase());
  many = await fillManyDeals(db, { deals: 20_000, open: 4_000 });
  // As in a history: what is closed was paid and shipped in full, or nothing of it.
  await db.query(`update deals.deal set shipped_percent = 0,
      paid_percent = case when id % 2 = 0 then 0 else 30 end,
      paid_kopecks = case when id % 2 = 0 then 0 else paid_kopecks end
    where is_open`);
  await db.query(`update deals.deal set
      paid_kopecks = case when id % 3 = 0 then 0 else amount_kopecks end,
      shipped_kopecks = case when id % 3 = 0 then 0 else amount_kopecks end,
      paid_percent = case when id % 3 = 0 then null else 100 end,
      shipped_percent = case when id % 3 = 0 then null else 100 end,
      closed_at = updated_at, last_activity_at = updated_at, stage_changed_at = created_at
    where not is_open`);
  await db.query(`
    with made as (
      insert into deals.source (code, name, position)
      select 's' || n, 'Источник ' || n, n from generate_series(1, 8) n returning id, position
    )
    update deals.deal d set source_id = made.id from made where d.id % 8 + 1 = made.position`);
  // Every third of these tasks has no day.
  await db.query(`insert into work.task (title, assignee_id, entity, entity_id, due_at)
    select 'Позвонить', (select min(id) from staff.employee), 'deal', id,
      case when id % 3 <> 0 then now() + id % 50 * interval '1 day' end
    from deals.deal where id % 500 = 1 or id % 500 = 300`);
  await db.query('analyze work.task');
  await db.query('vacuum (full) deals.deal');
  await db.query('vacuum (analyze) deals.deal');
  await db.query('analyze deals.source');
});

const FILTERS = {
  stage: (stageId: number) => ({ isOpen: { eq: true }, stage: { eq: stageId } }),
  company: () => ({ company: { eq: 5 } }),
  fresh: () => ({ createdAt: { gte: '-1d' } }),
};

/** Views of money; few deals are late, owed for or paid and not shipped. */
const MONEY: Record<string, { filter: string; sort?: string }> = {
  overdue: { filter: '{"isOverdue":{"eq":true}}', sort: '-overdueKopecks' },
  owed: { filter: '{"receivableKopecks":{"gt":0}}' },
  unshipped: { filter: '{"paidNotShipped":{"eq":true}}' },
  awaited: { filter: '{"nextPayOn":{"between":["today","+7d"]}}', sort: 'nextPayOn' },
};

const idsOf = ({ items }: { items: { id: number }[] }) => items.map(({ id }) => id);

const groups = (ctx: Context, asked: { by: string; filter?: string }) => runGroups(ctx.db,
  dealSubject.source(ctx, undefined), { ...asked, sums: 'amountKopecks' }, listFrame(ctx));

const calendar = (ctx: Context, by: string) => runCalendar(ctx.db,
  { subject: dealSubject, source: dealSubject.source(ctx, undefined) },
  { by, from: '2026-11-01', to: '2026-11-30' }, listFrame(ctx));

/** What the screens ask for; `stageId` is some open stage. */
const READS: Record<string, (ctx: Context, stageId: number) => Promise<unknown>> = {
  page: (ctx) => listDeals(ctx, {}),
  total: (ctx) => listDeals(ctx, { total: '1', limit: '1' }),
  stage: (ctx, stageId) => listDeals(ctx, {
    filter: JSON.stringify(FILTERS.stage(stageId)), sort: '-updatedAt', total: '1',
    sums: 'amountKopecks,paidKopecks',
  }),
  company: (ctx) => listDeals(ctx, { filter: JSON.stringify(FILTERS.company()), total: '1' }),
  fresh: (ctx) => listDeals(ctx, { filter: JSON.stringify(FILTERS.fresh()), total: '1' }),
  ...Object.fromEntries(Object.entries(MONEY).map(([name, query]) =>
    [name, (ctx: Context) => listDeals(ctx, { ...query, total: '1' })])),
  deferred: (ctx) => listDeals(ctx, { sort: '-deferredUntil' }),
  byCompany: (ctx) => listDeals(ctx, { sort: 'company.name' }),
  byTitle: (ctx) => listDeals(ctx, { sort: 'title' }),
  number: (ctx) => listDeals(ctx, { q: '100777' }),
  search: (ctx) => dealSearchProvider.search(ctx, planSearch('цнс 17654')!, 6),
  board: (ctx) => readBoard(ctx, { pipelineId: many.pipelineId }),
  context: (ctx) => companyContext(ctx, 5),
  titles: (ctx) => dealTitles(ctx, [100_005, 100_006]),
  counter: (ctx) => countOwnOpenDeals(ctx),
  groupsOfOpen: (ctx) => groups(ctx, { by: 'responsible', filter: '{"isOpen":{"eq":true}}' }),
  groupsOfAll: (ctx) => groups(ctx, { by: 'stage' }),
  groupsByMonth: (ctx) => groups(ctx, { by: 'createdAt' }),
  calendar: (ctx) => calendar(ctx, 'nextTaskAt'),
  deferrals: (ctx) => calendar(ctx, 'deferredUntil'),
};

const SORTED = [...DEAL_CATALOGUE.fields.values()].filter(({ sortable }) => sortable)
  .flatMap(({ name }) => [name, `-${name}`]);

for (const who of ['inDepartment', 'head', 'director'] as const) {
  test(`no order of all deals is sorted for ${who}`, async () => {
    for (const sort of SORTED) {
      const { ctx, statements } = recording(many[who].ctx);
      await listDeals(ctx, { sort });
      for (const statement of statements) {
        const plan = await planOf(db, statement);
        assert.doesNotMatch(plan, /Seq Scan on deal /, `${sort} of ${who}\n${plan}`);
      }
    }
  });
}

test('pages in any order are those of the deals sorted', async () => {
  const { ctx } = many.director;
  const filter = JSON.stringify({ createdAt: { gte: '2000-01-01' } });
  for (const sort of SORTED) {
    const first = await listDeals(ctx, { sort, limit: '10' });
    const next = await listDeals(ctx, { sort, limit: '10', cursor: first.cursor! });
    const sorted = await listDeals(ctx, { sort, limit: '20', filter });
    assert.deepEqual([...idsOf(first), ...idsOf(next)], idsOf(sorted), sort);
  }
});

for (const who of ['inDepartment', 'head', 'director'] as const) {
  test(`a filter that leaves nearly all is not sorted in any order for ${who}`, async () => {
    const filter = JSON.stringify({ isOpen: { eq: false } });
    for (const sort of SORTED) {
      const { ctx, statements } = recording(many[who].ctx);
      const source = { ...dealSource(ctx, undefined), looks: { first: 10_000, few: 0 } };
      await runList(ctx.db, source, { sort, filter }, listFrame(ctx));
      // Stages that lie before and hold little of it may be sorted, the page is looked for.
      const last = await planOf(db, statements.at(-1)!);
      assert.doesNotMatch(last, /Seq Scan on deal /, `${sort} of ${who}\n${last}`);
      assert.doesNotMatch(statements.at(-1)!.text, /\) hit/, `${sort} of ${who}`);
    }
  });
}

test('the few that a filter leaves are sorted, whatever index has the order', async () => {
  const filter = JSON.stringify({ isOpen: { eq: true }, title: { contains: '1999' } });
  for (const sort of ['id', 'createdAt', '-amountKopecks', 'title', 'nextPayOn', 'stage']) {
    const { ctx, statements } = recording(many.director.ctx);
    await listDeals(ctx, { sort, filter });
    const plan = await planOf(db, statements.at(-1)!);
    assert.match(plan, /Sort Key: hit\.stage_key_0/, `${sort}\n${plan}`);
    assert.doesNotMatch(plan, /Seq Scan on deal /, `${sort}\n${plan}`);
  }
});

for (const who of ['manager', 'inDepartment', 'head', 'director'] as const) {
  test(`no sequential scan of deals for ${who}`, async () => {
    const first = await readBoard(many[who].ctx, { pipelineId: many.pipelineId });
    const dealId = first.columns[0]!.items[0]!.id;
    const reads: typeof READS = { ...READS, card: (ctx: Context) => readCard(ctx, dealId) };
    for (const [name, read] of Object.entries(reads)) {
      const { ctx, statements } = recording(many[who].ctx);
      await read(ctx, first.columns[0]!.stageId);
      // Side by side: count, page, total and the sums in other currencies.
      assert.ok(statements.length > 0 && statements.length <= 5, `${name}: statements`);
      for (const statement of statements) {
        const plan = await planOf(db, statement);
        assert.doesNotMatch(plan, /Seq Scan on (deal|deal_reader) /, `${name} of ${who}\n${plan}`);
      }
    }
  });
}

test('the figures of a whole board come from an index alone', async () => {
  const { ctx, statements } = recording(many.director.ctx);
  await readBoard(ctx, { pipelineId: many.pipelineId });
  const figures = await planOf(db, statements[0]!);
  assert.match(figures, /Index Only Scan using deal_board/);
});

test('other currencies of a board come from the few deals that have any', async () => {
  await db.query(`update deals.deal set other_currencies =
      '[{"currency": "USD", "amountKopecks": 1200, "paidKopecks": 200}]'
    where id % 500 = 0`);
  await db.query('vacuum analyze deals.deal');
  for (const who of ['manager', 'inDepartment', 'head', 'director'] as const) {
    const { ctx, statements } = recording(many[who].ctx);
    const { columns } = await readBoard(ctx, { pipelineId: many.pipelineId });
    const others = statements.find(({ text }) => text.includes('jsonb_to_recordset')
      && text.includes('"stageId", other.currency'))!;
    assert.match(await planOf(db, others), /deal_foreign_idx/, who);
    if (who !== 'director') continue;
    const { rows } = await db.query<{ sum: number }>(`select 1200 * count(*) as sum
      from deals.deal where is_open and other_currencies is not null`);
    const shown = columns.flatMap(({ otherSums }) => otherSums)
      .reduce((sum, { amountKopecks }) => sum + amountKopecks, 0);
    assert.equal(shown, Number(rows[0]!.sum));
  }
  const { hidden } = many.director.ctx.actor;
  const blind = { ...many.director.ctx,
    actor: { ...many.director.ctx.actor, hidden: new Set([...hidden, 'deal.money' as const]) } };
  const board = await readBoard(blind, { pipelineId: many.pipelineId });
  assert.ok(board.columns.every(({ otherSums }) => otherSums.length === 0));
});

test('what each minute looks for in vain reads no deal', async () => {
  const statements: Statement[] = [];
  await inTransaction(db, (tx) => {
    const query = (text: string, values?: unknown[]) => {
      if (/deals\.deal\b/.test(text)) statements.push({ text, values: values ?? [] });
      return tx.query(text, values);
    };
    return followMergedSources(joinTransaction({ query } as Tx), () => new Date());
  });
  assert.equal(statements.length, 1);
  assert.doesNotMatch(await planOf(db, statements[0]!), /Seq Scan on deal /);
});

test('the guard can see a sequential scan', async () => {
  const plan = await planOf(db,
    { text: 'select sum(shipped_kopecks) from deals.deal', values: [] });
  assert.match(plan, /Seq Scan on deal /);
});

test('figures of the board equal plain SQL to the kopeck', async () => {
  const { columns } = await readBoard(many.director.ctx, { pipelineId: many.pipelineId });
  const { rows } = await db.query<{ stageId: number; count: number; amount: number; paid: number }>(
    `select stage_id as "stageId", count(*) as count, sum(amount_kopecks)::bigint as amount,
       sum(paid_kopecks)::bigint as paid
     from deals.deal where is_open group by 1`);
  for (const row of rows) {
    const column = columns.find(({ stageId }) => stageId === row.stageId)!;
    assert.deepEqual([column.count, column.amountKopecks, column.paidKopecks],
      [row.count, row.amount, row.paid]);
  }
});

// Hot reads of leads must walk indexes in every scope: 300,000 of them are a few years of calls.
import assert from 'node:assert/strict';
import test, { before } from 'node:test';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import { planSearch } from '#platform/search/plan';
import { createTestDatabase } from '#test/database';
import { fillManyDeals } from '#test/many-deals';
import { fillManyLeads, type ManyLeads } from '#test/many-leads';
import { planOf, recording } from '#test/plans';
import {
  countOwnOpenLeads, leadSearchProvider, leadTitles, listLeads, readBoard, readCard, readRelated,
} from '#modules/leads';
import { LEAD_CATALOGUE } from './catalogue.ts';
import { leadDaySection } from './day-section.ts';
import { readCallers } from './related.ts';

let db: Db;
let many: ManyLeads;

before(async () => {
  ({ db } = await createTestDatabase());
  await fillManyDeals(db, { deals: 20_000, open: 2_000 });
  await db.query(`insert into customers.contact (name, company_id)
    select 'Человек', c.id from customers.company c`);
  await db.query('update deals.deal set contact_id = company_id where id % 3 = 0');
  many = await fillManyLeads(db, { leads: 30_000, open: 1_500 });
  await db.query(`insert into leads.topic (name) select 'Тема ' || n from generate_series(1, 5) n`);
  await db.query(`update leads.lead set stage_changed_at = updated_at,
      closed_at = case when not is_open then updated_at + interval '1 hour' end,
      transferred_at = case when transferred_to_id is not null then created_at end,
      first_response_at = case when id % 4 <> 0 then created_at + id % 99 * interval '1 minute' end,
      estimate_kopecks = case when id % 50 = 0 then id else 0 end,
      title = case when transferred_to_id is null then 'Осмотр компрессора ' || id else title end,
      topic_id = (select t.id from leads.topic t where t.id % 7 = lead.id % 7 limit 1)`);
  // Every third of these tasks has no day.
  await db.query(`insert into work.task (title, assignee_id, entity, entity_id, due_at)
    select 'Позвонить', (select min(id) from staff.employee), 'lead', id,
      case when id % 3 <> 0 then now() + id % 50 * interval '1 day' end
    from leads.lead where id % 500 = 1 or id % 500 = 300`);
  await db.query('analyze work.task');
  await db.query('vacuum (full) leads.lead');
  await db.query('vacuum (analyze) leads.lead');
});

const filter = (value: object) => JSON.stringify(value);

/** What the screens ask for; `stageId` is some open stage, `leadId` some lead of it. */
const READS: Record<string, (ctx: Context, at: { stageId: number; leadId: number }) => unknown> = {
  page: (ctx) => listLeads(ctx, {}),
  total: (ctx) => listLeads(ctx, { total: '1', limit: '1' }),
  stage: (ctx, { stageId }) => listLeads(ctx, {
    filter: filter({ isOpen: { eq: true }, stage: { eq: stageId } }), sort: '-updatedAt',
    total: '1',
  }),
  company: (ctx) => listLeads(ctx, { filter: filter({ company: { eq: 5 } }), total: '1' }),
  fresh: (ctx) => listLeads(ctx, { filter: filter({ createdAt: { gte: '-1d' } }), total: '1' }),
  phone: (ctx) => listLeads(ctx, { q: '8121077777', total: '1' }),
  search: (ctx) => leadSearchProvider.search(ctx, planSearch('подбор 17654')!, 6),
  // Whoever gets leads has none of these; what all of them have is among the newest.
  ofOthers: (ctx) => leadSearchProvider.search(ctx, planSearch('компрессоры')!, 6),
  frequentByTitle: (ctx) => listLeads(ctx, { q: 'насос', sort: '-title', total: '1' }),
  board: (ctx) => readBoard(ctx, {}),
  titles: (ctx) => leadTitles(ctx, [100_005, 100_006]),
  counter: (ctx) => countOwnOpenLeads(ctx),
  card: (ctx, { leadId }) => readCard(ctx, leadId),
  related: (ctx, { leadId }) => readRelated(ctx, leadId),
  callers: (ctx) => readCallers(ctx, { phones: ['+78121077777'], emails: [] }),
  day: (ctx) => leadDaySection.read(ctx, { employeeIds: [ctx.actor.employeeId!], limit: 20 }),
};

for (const who of ['manager', 'operator', 'head', 'director'] as const) {
  test(`no sequential scan of leads for ${who}`, async () => {
    const { columns } = await readBoard(many[who].ctx, {});
    const column = columns.find(({ items }) => items.length > 0)!;
    const at = { stageId: column.stageId, leadId: column.items[0]!.id };
    for (const [name, read] of Object.entries(READS)) {
      const { ctx, statements } = recording(many[who].ctx);
      await read(ctx, at);
      assert.ok(statements.length > 0 && statements.length <= 4, `${name}: round trips`);
      for (const statement of statements) {
        const plan = await planOf(db, statement);
        assert.doesNotMatch(plan, /Seq Scan on (lead|reach|deal) /,
          `${name} of ${who}\n${plan}`);
      }
    }
  });
}

const SORTED = [...LEAD_CATALOGUE.fields.values()].filter(({ sortable }) => sortable)
  .flatMap(({ name }) => [name, `-${name}`]);

for (const who of ['operator', 'head', 'director'] as const) {
  test(`no order of all leads is sorted for ${who}`, async () => {
    for (const sort of SORTED) {
      const { ctx, statements } = recording(many[who].ctx);
      await listLeads(ctx, { sort });
      for (const statement of statements) {
        const plan = await planOf(db, statement);
        assert.doesNotMatch(plan, /Seq Scan on lead /, `${sort} of ${who}\n${plan}`);
      }
    }
  });
}

test('pages in any order are those of the leads sorted', async () => {
  const everything = filter({ createdAt: { gte: '2000-01-01' } });
  const idsOf = ({ items }: { items: { id: number }[] }) => items.map(({ id }) => id);
  for (const who of ['manager', 'director'] as const) {
    const { ctx } = many[who];
    for (const sort of SORTED) {
      const first = await listLeads(ctx, { sort, limit: '10' });
      const next = await listLeads(ctx, { sort, limit: '10', cursor: first.cursor! });
      const sorted = await listLeads(ctx, { sort, limit: '20', filter: everything });
      assert.deepEqual([...idsOf(first), ...idsOf(next)], idsOf(sorted), `${sort} of ${who}`);
    }
  }
});

test('the figures of a whole board come from an index alone', async () => {
  const { ctx, statements } = recording(many.director.ctx);
  await readBoard(ctx, {});
  assert.match(await planOf(db, statements[0]!), /Index Only Scan using lead_(board|open)_idx/);
});

test('the guard can see a sequential scan', async () => {
  const plan = await planOf(db, { text: 'select count(comment) from leads.lead', values: [] });
  assert.match(plan, /Seq Scan on lead /);
});

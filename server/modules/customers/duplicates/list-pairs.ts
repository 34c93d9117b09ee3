// Pairs that a reader may see: both records are theirs to read, and what their role hides is
// neither shown nor told by a reason.
import type { DuplicatePair, DuplicatePairs } from '#contract/duplicate-pairs';
import type { DuplicateReason } from '#contract/duplicates';
import type { MergeEntity } from '#contract/merges';
import type { Action } from '#contract/rights';
import { type Actor, can, maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { companyCondition } from '../list-contacts.ts';
import { ownedRows } from '../owners.ts';

const PAGE = 30;

export type PairsQuery = {
  entity: MergeEntity; reason?: DuplicateReason; confidence?: number; mine?: '1'; dismissed?: '1';
  cursor?: string; limit?: number;
};

const TABLE = { company: 'customers.company c', contact: 'customers.contact k' } as const;
const ALIAS = { company: 'c', contact: 'k' } as const;

/** Both records of pair p are alive and the actor may do `action` with them. */
export function bothOf(
  actor: Actor, entity: MergeEntity, action: Action, values: unknown[],
): string {
  const rows = ownedRows(actor, entity, action, values.length);
  values.push(...rows.values);
  const alias = ALIAS[entity];
  const may = (id: string) => `exists (select from ${TABLE[entity]}
    where ${alias}.id = ${id} and ${alias}.deleted_at is null and (${rows.sql}))`;
  return `(${may('p.a_id')} and ${may('p.b_id')})`;
}

/** The conditions of the question; whoever may not see phones gets no pair that phones make. */
function conditionsOf(ctx: Context, query: PairsQuery, values: unknown[]): string {
  const { entity, reason, confidence = 0, mine, dismissed } = query;
  const add = (value: unknown) => `$${values.push(value)}`;
  const parts = [
    `p.entity = ${add(entity)}`, `p.confidence >= ${add(confidence)}::int`,
    `p.dismissed_at is ${dismissed ? 'not null' : 'null'}`,
    bothOf(ctx.actor, entity, 'read', values),
  ];
  if (reason) parts.push(`${add(reason)} = any(p.reasons)`);
  if (!maySee(ctx.actor, 'person.reach')) parts.push(`not p.reasons && array['phone', 'email']`);
  if (mine) {
    const alias = ALIAS[entity];
    parts.push(`exists (select from ${TABLE[entity]} where ${alias}.id in (p.a_id, p.b_id)
      and ${alias}.responsible_id = ${add(ctx.actor.employeeId)}::bigint)`);
  }
  return parts.join('\n and ');
}

const RESPONSIBLE = (alias: string) =>
  `(select e.name from staff.employee e where e.id = ${alias}.responsible_id)`;

const SIDE: Record<MergeEntity, (id: string, visible: string) => string> = {
  company: (id) => `
    (select json_build_object('id', c.id, 'name', c.name, 'inn', c.inn, 'kpp', c.kpp,
        'position', null, 'company', null, 'responsible', ${RESPONSIBLE('c')},
        'fromOnec', c.from_onec, 'createdAt', c.created_at)
      from customers.company c where c.id = ${id})`,
  contact: (id, visible) => `
    (select json_build_object('id', k.id, 'name', k.name, 'inn', null, 'kpp', null,
        'position', k.position, 'company', (select string_agg(c.name, ', ' order by c.id)
          from customers.contact_company l join customers.company c on c.id = l.company_id
          where l.contact_id = k.id and c.merged_into_id is null and (${visible})),
        'responsible', ${RESPONSIBLE('k')}, 'fromOnec', k.from_onec, 'createdAt', k.created_at)
      from customers.contact k where k.id = ${id})`,
};

type Row = Omit<DuplicatePair, 'may'> & { mayMerge: boolean; mayDismiss: boolean };

async function readPage(ctx: Context, query: PairsQuery): Promise<DuplicatePair[]> {
  const { entity, cursor, limit = PAGE } = query;
  const values: unknown[] = [];
  const where = conditionsOf(ctx, query, values);
  const merge = bothOf(ctx.actor, entity, 'merge', values);
  const edit = bothOf(ctx.actor, entity, 'edit', values);
  const [confidence, id] = cursor?.split(':').map(Number) ?? [];
  const after = cursor === undefined ? 'true'
    : `(p.confidence, p.id) < ($${values.push(confidence)}::int, $${values.push(id)}::bigint)`;
  const visible = companyCondition(ctx.actor);
  const { rows } = await ctx.db.query<Row>(`
    select p.id, p.entity, p.confidence, p.reasons, p.found_at as "foundAt",
      ${SIDE[entity]('p.a_id', visible)} as a, ${SIDE[entity]('p.b_id', visible)} as b,
      case when p.dismissed_at is not null then json_build_object('at', p.dismissed_at, 'by',
        (select json_build_object('id', e.id, 'name', e.name) from staff.employee e
          where e.id = p.dismissed_by)) end as dismissed,
      coalesce(${merge}, false) as "mayMerge", coalesce(${edit}, false) as "mayDismiss"
    from customers.duplicate_pair p
    where ${where} and ${after}
    order by p.confidence desc, p.id desc limit $${values.push(limit)}::int`, values);
  return rows.map(({ mayMerge, mayDismiss, ...pair }) =>
    ({ ...pair, may: { merge: mayMerge, dismiss: mayMerge || mayDismiss } }));
}

async function countOf(ctx: Context, query: PairsQuery): Promise<number> {
  if (!can(ctx.actor, query.entity, 'read')) return 0;
  const values: unknown[] = [];
  const where = conditionsOf(ctx, query, values);
  const row = await one<{ count: number }>(ctx.db,
    `select count(*) as count from customers.duplicate_pair p where ${where}`, values);
  return row!.count;
}

/** Throws nothing for a kind that the reader may not read: they see an empty list. */
export async function listPairs(ctx: Context, query: PairsQuery): Promise<DuplicatePairs> {
  const limit = query.limit ?? PAGE;
  const [items, total, company, contact, waiting] = await Promise.all([
    can(ctx.actor, query.entity, 'read') ? readPage(ctx, query) : [],
    countOf(ctx, query),
    countOf(ctx, { entity: 'company' }),
    countOf(ctx, { entity: 'contact' }),
    one<{ count: number }>(ctx.db, {
      name: 'duplicates-waiting',
      text: 'select count(*) as count from customers.duplicate_due where entity = $1',
      values: [query.entity],
    }),
  ]);
  const last = items.at(-1);
  return {
    items, total, counts: { company, contact }, waiting: waiting!.count,
    cursor: last && items.length === limit ? `${last.confidence}:${last.id}` : null,
  };
}

// Who sees a deal. "Own" is one indexed set, deals.deal_reader: responsible, participants, givers
// of transfers and those whom lower rules add; a giver reads but does not edit.
import type { Action } from '#contract/rights';
import type { Actor } from '#platform/actor';
import type { Queryable } from '#platform/database';
import { describeOwners } from '#platform/owners';
import type { StreamGuards } from '#platform/stream-hub';
import {
  visibleBranches, visibleRows, type Branches, type Predicate, type VisibilityColumns,
  type VisibilityFacts,
} from '#platform/visibility';

describeOwners('deal', `select id, array[responsible_id] as owners from deals.deal
  where id = any($1::bigint[])`);

const READING: readonly Action[] = ['read', 'export', 'context', 'aggregate'];

/** A probe for each deal: as a list of ids it was read whole for one card (13,000 rows, 20 ms). */
const isReader = (me: string, condition = '') => `exists (select from deals.deal_reader r
  where r.employee_id = ${me} and r.deal_id = d.id${condition})`;

const othersOf = (me: string, condition = '') =>
  `select r.deal_id from deals.deal_reader r
   where r.employee_id = ${me} and r.why <> 'responsible'${condition}`;

/** As an array and a plain column, so that both can join the department's index in one bitmap. */
const besideDepartment = (me: string, condition: string) =>
  `(d.responsible_id = ${me} or d.id = any(array(${othersOf(me, condition)})))`;

/** How deals (alias d) spell their owners for reading. */
export const dealColumns: VisibilityColumns = {
  department: 'd.department_id',
  own: (me) => isReader(me),
  ownBeside: (me) => besideDepartment(me, ''),
};

const WRITABLE: VisibilityColumns = {
  department: 'd.department_id',
  own: (me) => isReader(me, ' and r.may_edit'),
  ownBeside: (me) => besideDepartment(me, ' and r.may_edit'),
};

/** For boards: the few open deals of one person are found by their own partial index. */
const BOARD: VisibilityColumns = { ...dealColumns, own: (me) => besideDepartment(me, '') };

/** Predicate over deals (alias d) that the actor may touch in that way. */
export function visibleDeals(actor: Actor, action: Action = 'read', offset = 0): Predicate {
  const columns = READING.includes(action) ? dealColumns : WRITABLE;
  return visibleRows(actor, { entity: 'deal', action }, columns, offset);
}

/** The same for reading, in parts with an index each: pages and totals are made of them. */
export function dealBranches(actor: Actor): Branches | undefined {
  return visibleBranches(actor, { entity: 'deal', action: 'read' }, {
    id: 'd.id', department: 'd.department_id', responsible: 'd.responsible_id', others: othersOf,
    mine: (me, condition) =>
      `select d.id from deals.deal d where d.responsible_id = ${me} and ${condition}`,
  });
}

export function visibleOnBoard(actor: Actor): Predicate {
  return visibleRows(actor, { entity: 'deal', action: 'read' }, BOARD);
}

/** Department and readers of deals, for decisions in memory. */
export async function dealFacts(
  on: Queryable, ids: number[],
): Promise<Map<number, VisibilityFacts>> {
  const { rows } = await on.query<VisibilityFacts & { id: number }>({
    name: 'deal-facts',
    text: `
      select d.id, d.department_id as "departmentId", (
        select coalesce(json_agg(distinct r.employee_id), '[]') from deals.deal_reader r
        where r.deal_id = d.id) as "readerIds"
      from deals.deal d where d.id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, departmentId, readerIds }) => [id, { departmentId, readerIds }]));
}

/** Who gets events about deals. */
export const dealsGuards: StreamGuards = {
  deal: { right: { entity: 'deal', action: 'read' }, facts: dealFacts },
  // What everybody who sees deals chooses from; the boards follow.
  pipeline: { right: { entity: 'deal', action: 'read' } },
  source: { right: { entity: 'deal', action: 'read' } },
  lossReason: { right: { entity: 'deal', action: 'read' } },
};

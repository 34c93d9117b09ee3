// Who sees a lead. "Own" are those one is responsible for and those one got; of a department are
// its own leads and those that were passed to its people.
import type { Action } from '#contract/rights';
import type { Actor } from '#platform/actor';
import type { Queryable } from '#platform/database';
import { describeOwners } from '#platform/owners';
import type { StreamGuards } from '#platform/stream-hub';
import {
  visibleRows, type Predicate, type VisibilityColumns, type VisibilityFacts,
} from '#platform/visibility';

describeOwners('lead', `select id, array[responsible_id, transferred_to_id] as owners
  from leads.lead where id = any($1::bigint[])`);

const READING: readonly Action[] = ['read', 'export', 'context', 'aggregate'];

const READABLE: VisibilityColumns = {
  department: ['l.department_id', 'l.transferred_department_id'],
  own: (me) => `(l.responsible_id = ${me} or l.transferred_to_id = ${me})`,
};

/** Whoever got a lead answers it by taking or returning it; its fields stay the operator's. */
const WRITABLE: VisibilityColumns = {
  department: 'l.department_id',
  own: (me) => `l.responsible_id = ${me}`,
};

/** Predicate over leads (alias l) that the actor may touch in that way. */
export function visibleLeads(actor: Actor, action: Action = 'read', offset = 0): Predicate {
  const columns = READING.includes(action) ? READABLE : WRITABLE;
  return visibleRows(actor, { entity: 'lead', action }, columns, offset);
}

type Owners = {
  id: number; departmentId: number | null; otherDepartmentId: number | null;
  readerIds: (number | null)[];
};

/** Departments and people of leads, for decisions in memory. */
export async function leadFacts(
  on: Queryable, ids: number[],
): Promise<Map<number, VisibilityFacts>> {
  const { rows } = await on.query<Owners>({
    name: 'lead-facts',
    text: `
      select l.id, l.department_id as "departmentId",
        l.transferred_department_id as "otherDepartmentId",
        jsonb_build_array(l.responsible_id, l.transferred_to_id) as "readerIds"
      from leads.lead l where l.id = any($1::bigint[])`,
    values: [ids],
  });
  return new Map(rows.map(({ id, departmentId, otherDepartmentId, readerIds }) => [id, {
    departmentId, readerIds: readerIds.filter((reader) => reader !== null),
    ...(otherDepartmentId === null ? {} : { otherDepartmentIds: [otherDepartmentId] }),
  }]));
}

/** Who gets events about leads. */
export const leadsGuards: StreamGuards = {
  lead: { right: { entity: 'lead', action: 'read' }, facts: leadFacts },
  leadStage: { right: { entity: 'lead', action: 'read' } },
};

// How companies and contacts spell their owners for the one rule of visibility.
import type { Action } from '#contract/rights';
import type { Actor } from '#platform/actor';
import { foldedSql } from '#platform/listing/fold-text';
import type { Fragment } from '#platform/listing/fragment';
import type { StreamGuards } from '#platform/stream-hub';
import type { Db } from '#platform/database';
import { describeOwners } from '#platform/owners';
import { visibleRows, type VisibilityFacts } from '#platform/visibility';
import { idsByText, offerReferences, type References } from '#modules/fields';

describeOwners('company', `select id, array[responsible_id] as owners from customers.company
  where id = any($1::bigint[])`);
describeOwners('contact', `select id, array[responsible_id] as owners from customers.contact
  where id = any($1::bigint[])`);

export type OwnedEntity = 'company' | 'contact';

/** Companies are read under the alias c and contacts under k, in every statement. */
const ALIAS: Record<OwnedEntity, string> = { company: 'c', contact: 'k' };

/** Rows that the actor may touch with `action`; parameters continue after `offset`. */
export function ownedRows(
  actor: Actor, entity: OwnedEntity, action: Action, offset = 0,
): Fragment {
  const alias = ALIAS[entity];
  return visibleRows(actor, { entity, action }, {
    department: `${alias}.department_id`,
    own: (me) => `${alias}.responsible_id = ${me}`,
  }, offset);
}

/** What the actor may read of them, for lists above that name them by id. */
export const visibleCustomers = (actor: Actor, entity: OwnedEntity, offset = 0): Fragment =>
  ownedRows(actor, entity, 'read', offset);

type OwnerRow = { id: number; department_id: number | null; responsible_id: number | null };

function factsBy(text: string) {
  return async (db: Db, ids: number[]): Promise<Map<number, VisibilityFacts>> => {
    const { rows } = await db.query<OwnerRow>(text, [ids]);
    return new Map(rows.map((row) => [row.id, {
      departmentId: row.department_id,
      readerIds: row.responsible_id === null ? [] : [row.responsible_id],
    }]));
  };
}

/** Who receives realtime events of a company or a contact. */
export const customersGuards: StreamGuards = {
  company: {
    right: { entity: 'company', action: 'read' },
    facts: factsBy(`
      select id, department_id, responsible_id from customers.company
      where id = any($1::bigint[])`),
  },
  // What everybody who sees deals chooses from.
  ownEntity: { right: { entity: 'deal', action: 'read' } },
  // Says only that the list is another one.
  duplicates: { right: { entity: 'company', action: 'read' } },
  contact: {
    right: { entity: 'contact', action: 'read' },
    facts: factsBy(`
      select id, department_id, responsible_id from customers.contact
      where id = any($1::bigint[])`),
  },
};

/** A company under its name, one that was merged into another under the name of that. */
const NAMED_NOW = `select o.id, case when o.merged_into_id is null then o.name else (
    select n.name from customers.company n where n.id = customers.company_now(o.id)) end as name
  from customers.company o`;

/** What a custom field may point at: companies that the actor sees, under their names. */
const companyReferences: References = {
  relation: `(${NAMED_NOW})`,
  same: (id) => `with recursive same as (
      select customers.company_now(${id}) as id
      union all
      select o.id from customers.company o join same on o.merged_into_id = same.id
    ) select same.id from same`,
  names: async (on, ids) => {
    const { rows } = await on.query<{ id: number; name: string }>({
      name: 'company-names',
      text: `${NAMED_NOW} where o.id = any($1::bigint[])`,
      values: [ids],
    });
    return new Map(rows.map((row) => [row.id, row.name]));
  },
  choosable: async (ctx, on, ids) => {
    const read = ownedRows(ctx.actor, 'company', 'read', 1);
    const { rows } = await on.query<{ id: number }>(`
      select c.id from customers.company c
      where c.id = any($1::bigint[]) and c.deleted_at is null and (${read.sql})`,
    [ids, ...read.values]);
    return new Set(rows.map((row) => row.id));
  },
  find: (ctx, on, texts) => {
    const read = ownedRows(ctx.actor, 'company', 'read', 1);
    // Two are enough to know that the text is no answer; each name is looked up by its index.
    return idsByText(on, {
      text: `select t.text, f.id from unnest($1::text[]) t (text) cross join lateral (
        select c.id from customers.company c where c.deleted_at is null and (${read.sql})
          and (${foldedSql('c.name')} = ${foldedSql('t.text')} or c.inn = t.text) limit 2) f`,
      values: [texts, ...read.values],
    });
  },
};
offerReferences('company', companyReferences);

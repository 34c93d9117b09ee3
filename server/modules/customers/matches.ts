// What "find this company" or "this person" means: name, ИНН, phone or address. Every branch walks
// an index of its own; together they are one set of ids.
import type { Context } from '#platform/context';
import { type Fragment, shiftParameters } from '#platform/listing/fragment';
import { customMatches } from '#modules/fields';
import { reachPatterns, type SearchPlan, textMatches } from '#platform/search/plan';

/** Ids of companies as a subquery; at most `each` of every branch when given. */
export function companyIds(ctx: Context, plan: SearchPlan, each?: number): Fragment {
  const name = textMatches('n.name', plan);
  const branches: Fragment[] = [
    { ...name, sql: `select n.id from customers.company n where ${name.sql}` },
    ...customMatches(ctx, { entity: 'company', column: 'n.custom' }, plan).map((own) =>
      ({ ...own, sql: `select n.id from customers.company n where ${own.sql}` })),
  ];
  branches.push(...requisiteMatches(plan));
  const reach = ctx.actor.hidden.has('person.reach') ? null : reachMatches(plan);
  if (reach) {
    branches.push({
      ...reach,
      sql: `select coalesce(r.company_id, l.company_id) from customers.reach r
        left join customers.contact_company l on l.contact_id = r.contact_id
        where (${reach.sql}) and coalesce(r.company_id, l.company_id) is not null`,
    });
  }
  return unionOf(branches, each);
}

/** Ids of contacts as a subquery. */
export function contactIds(ctx: Context, plan: SearchPlan, each?: number): Fragment {
  const name = textMatches('n.name', plan);
  const branches: Fragment[] = [
    { ...name, sql: `select n.id from customers.contact n where ${name.sql}` },
    ...customMatches(ctx, { entity: 'contact', column: 'n.custom' }, plan).map((own) =>
      ({ ...own, sql: `select n.id from customers.contact n where ${own.sql}` })),
  ];
  const reach = ctx.actor.hidden.has('person.reach') ? null : reachMatches(plan);
  if (reach) {
    branches.push({
      ...reach,
      sql: `select r.contact_id from customers.reach r
        where (${reach.sql}) and r.contact_id is not null`,
    });
  }
  return unionOf(branches, each);
}

const KPP = /^\d{4}[\dA-Z]{2}\d{3}$/;

/** By a part of the ИНН, by a whole КПП, by both together. */
function requisiteMatches({ digits, branch }: SearchPlan): Fragment[] {
  const from = 'select n.id from customers.company n where';
  if (branch) {
    return [{ sql: `${from} n.inn = $1::text and n.kpp = $2::text`,
      values: [branch.inn, branch.kpp] }];
  }
  if (digits === null) return [];
  return [
    { sql: `${from} n.inn like $1::text`, values: [`${digits}%`] },
    ...(KPP.test(digits) ? [{ sql: `${from} n.kpp = $1::text`, values: [digits] }] : []),
  ];
}

function reachMatches(plan: SearchPlan): Fragment | null {
  const patterns = plan.branch ? [] : reachPatterns(plan);
  if (patterns.length === 0) return null;
  const sql = patterns.map((_, index) => `r.value like $${index + 1}::text`).join(' or ');
  return { sql, values: patterns };
}

function unionOf(branches: Fragment[], each?: number): Fragment {
  const values: unknown[] = [];
  const limit = each === undefined ? '' : ` limit ${each}`;
  const texts = branches.map((branch) => {
    const sql = shiftParameters(branch.sql, values.length);
    values.push(...branch.values);
    return `(${sql}${limit})`;
  });
  return { sql: texts.join(' union '), values };
}

// Who may be the same as the records of a batch. Each reason walks an index of its own and stops
// early: a call centre's number or a placeholder ИНН hangs on thousands of cards.
import type { MergeEntity } from '#contract/merges';
import type { Tx } from '#platform/database';
import { judgeCompanies, judgeContacts, type PairFacts, type Verdict } from './judge-pair.ts';

const EACH_MAX = 30;
/** A number on more cards than this belongs to a switchboard and says nothing. */
const HOLDERS_MAX = 5;
/** Of a company with more people than this namesakes are no news. */
const PEOPLE_MAX = 200;

export type FoundPair = Verdict & { aId: number; bId: number };

/** Cards that have one of the numbers or addresses of `d`, when few have it. */
const byReach = (column: 'company_id' | 'contact_id') => `
  select o.${column} as id from customers.reach r
    join lateral (
      select x.${column} from customers.reach x
      where x.value = r.value and x.kind = r.kind and x.${column} is not null
      limit ${HOLDERS_MAX + 1}
    ) o on o.${column} <> d.id
  where r.${column} = d.id and (
    select count(*) from (
      select from customers.reach x
      where x.value = r.value and x.kind = r.kind and x.${column} is not null
      limit ${HOLDERS_MAX + 1}) few) <= ${HOLDERS_MAX}`;

const shares = (column: 'company_id' | 'contact_id', kind: 'phone' | 'email') => `
  exists (select from customers.reach x join customers.reach y
      on y.value = x.value and y.kind = x.kind and y.${column} = b.id
    where x.${column} = a.id and x.kind = '${kind}' and (
      select count(*) from (
        select from customers.reach z
        where z.value = x.value and z.kind = x.kind and z.${column} is not null
        limit ${HOLDERS_MAX + 1}) few) <= ${HOLDERS_MAX})`;

/** Everything about a pair that a verdict needs. */
const FACTS: Record<MergeEntity, string> = {
  company: `
    select a.id as "aId", b.id as "bId", a.inn as "innA", b.inn as "innB", a.kpp as "kppA",
      b.kpp as "kppB", a.name_key as "nameA", b.name_key as "nameB",
      ${shares('company_id', 'phone')} as "sharesPhone",
      ${shares('company_id', 'email')} as "sharesEmail", false as "sharesCompany"
    from pairs p join customers.company a on a.id = p.a_id join customers.company b on b.id = p.b_id
    where a.deleted_at is null and b.deleted_at is null`,
  contact: `
    select a.id as "aId", b.id as "bId", null as "innA", null as "innB", null as "kppA",
      null as "kppB", a.name_key as "nameA", b.name_key as "nameB",
      ${shares('contact_id', 'phone')} as "sharesPhone",
      ${shares('contact_id', 'email')} as "sharesEmail",
      exists (select from customers.contact_company x join customers.contact_company y
          on y.company_id = x.company_id and y.contact_id = b.id
        where x.contact_id = a.id) as "sharesCompany"
    from pairs p join customers.contact a on a.id = p.a_id join customers.contact b on b.id = p.b_id
    where a.deleted_at is null and b.deleted_at is null`,
};

const CANDIDATES: Record<MergeEntity, string> = {
  company: `
    select d.id as due, o.id as other from due d join lateral (
      (select c.id from customers.company c where c.inn = d.inn and c.id <> d.id
          and c.deleted_at is null limit ${EACH_MAX})
      union
      (${byReach('company_id')})
      union
      (select s.id from customers.near_companies(d.name_key) s where s.id <> d.id)
    ) o on true`,
  contact: `
    select d.id as due, o.id as other from due d join lateral (
      (${byReach('contact_id')})
      union
      (select l.contact_id as id from customers.contact_company own
          join customers.contact_company l on l.company_id = own.company_id
          join customers.contact k on k.id = l.contact_id
        where own.contact_id = d.id and l.contact_id <> d.id
          and similarity(k.name_key, d.name_key) > 0.4
          and (select count(*) from (select from customers.contact_company z
            where z.company_id = own.company_id limit ${PEOPLE_MAX + 1}) few) <= ${PEOPLE_MAX}
        limit ${EACH_MAX})
    ) o on true`,
};

const JUDGES = { company: judgeCompanies, contact: judgeContacts };
const TABLES = { company: 'customers.company', contact: 'customers.contact' };

/** Pairs of these records with anybody. */
export async function findPairs(
  tx: Tx, entity: MergeEntity, ids: readonly number[],
): Promise<FoundPair[]> {
  const { rows } = await tx.query<PairFacts & { aId: number; bId: number }>({
    name: `duplicate-pairs-${entity}`,
    text: `
      with due as materialized (
        select t.* from ${TABLES[entity]} t where t.id = any($1::bigint[]) and t.deleted_at is null
      ), pairs as materialized (
        select distinct least(n.due, n.other) as a_id, greatest(n.due, n.other) as b_id
        from (${CANDIDATES[entity]}) n
      )
      ${FACTS[entity]}`,
    values: [ids],
  });
  return rows.flatMap(({ aId, bId, ...facts }) => {
    const verdict = JUDGES[entity](facts);
    return verdict ? [{ aId, bId, ...verdict }] : [];
  });
}

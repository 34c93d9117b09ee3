// Deals of the account's stages as orders for 1C. From the first order of 1C on, the deal's lines
// are 1C's and nothing is given any more.
import { randomUUID } from 'node:crypto';
import { companyTimeZone } from '#platform/company-time';
import type { Db, Queryable, Tx } from '#platform/database';
import { namedUid } from '../commerceml/uid.ts';
import type { GivenCompany, GivenLine, GivenOrder } from './order-xml.ts';
import type { OpenSession } from './sessions.ts';

/** A session takes this many; the rest goes with the next one. */
const ORDERS_MAX = 300;

export type GivenDeal = {
  dealId: number; version: number; companyId: number | null; order: GivenOrder;
};

type DealRow = {
  dealId: number; version: number; uid: string; number: string; createdAt: string;
  currency: string; totalKopecks: number; comment: string | null; address: string | null;
  status: string; cancelled: boolean; manager: string | null; companyId: number | null;
};

/**
 * New ones are few among 2.4 million: open deals without an order have an index of their own. One
 * statement over all deals of the stages took 7 s, over a closed stage 34 s.
 */
const DUE = `
  select id, "isKnown" from (
    select d.id, false as "isKnown" from deals.deal d
    where d.is_open and d.order_numbers = '{}' and d.stage_id = any($2::bigint[])
      and d.amount_source = 'lines'
      and not exists (select from onec.site_order s where s.account_id = $1 and s.deal_id = d.id)
    union all
    select d.id, true from onec.site_order s join deals.deal d on d.id = s.deal_id
    where s.account_id = $1 and d.amount_source = 'lines'
      and s.seen_version is distinct from d.version
  ) k
  where not exists (select from payments.sales_order o where o.deal_id = k.id)
  order by id limit ${ORDERS_MAX}`;

/**
 * Gives each deal that is due its guid for ever. A deal that left the stages, or was lost, is still
 * told of when 1C may know it.
 */
export async function nameDueDeals(tx: Tx, session: OpenSession): Promise<number[]> {
  const { accountId, stageIds } = session;
  const { rows } = await tx.query<{ id: number; isKnown: boolean }>(DUE, [accountId, stageIds]);
  for (const { id, isKnown } of rows) {
    if (isKnown) continue;
    await tx.query(`insert into onec.site_order (account_id, deal_id, uid) values ($1, $2, $3)
      on conflict do nothing`, [accountId, id, randomUUID()]);
  }
  return rows.map(({ id }) => id);
}

export async function readGivenDeals(
  on: Queryable, session: OpenSession, dealIds: readonly number[],
): Promise<GivenDeal[]> {
  const { rows } = await on.query<DealRow>(`
    select d.id as "dealId", d.version, s.uid, d.number, d.currency, d.comment, d.address,
      to_char(d.created_at at time zone $3, 'YYYY-MM-DD"T"HH24:MI:SS') as "createdAt",
      d.amount_kopecks as "totalKopecks", g.name as status, g.semantics = 'lost' as cancelled,
      e.name as manager, d.company_id as "companyId"
    from deals.deal d join onec.site_order s on s.account_id = $1 and s.deal_id = d.id
      join deals.stage g on g.id = d.stage_id left join staff.employee e on e.id = d.responsible_id
    where d.id = any($2::bigint[]) order by d.id`,
  [session.accountId, dealIds, companyTimeZone()]);
  const companies = await readCompanies(
    on, session.ib, rows.flatMap(({ companyId }) => (companyId === null ? [] : [companyId])));
  const lines = await readLines(on, session.ib, dealIds);
  return rows.map(({ dealId, version, companyId, ...order }) => ({
    dealId, version, companyId,
    order: {
      ...order,
      company: companyId === null ? null : companies.get(companyId) ?? null,
      lines: lines.get(dealId) ?? [],
    },
  }));
}

/** The guid that a record of ours has for a base that does not know it yet. */
export const ownUid = (kind: 'company' | 'product', id: number): string =>
  namedUid(`verstak\n${kind}\n${id}`);

async function readCompanies(
  on: Queryable, ib: string, ids: readonly number[],
): Promise<Map<number, GivenCompany>> {
  if (ids.length === 0) return new Map();
  const { rows } = await on.query<Omit<GivenCompany, 'uid'> & { id: number; uid: string | null }>(`
    select c.id, c.name, c.full_name as "fullName", c.inn, c.kpp, c.kind, c.address,
      (select i.uid from customers.company_identity i join onec.base b on b.id = i.base_id
        where i.company_id = c.id and b.ib = $1 and i.gone_at is null
        order by i.is_main desc, i.uid limit 1) as uid,
      array(select r.raw from customers.reach r where r.company_id = c.id and r.kind = 'phone'
        order by r.id limit 5) as phones,
      array(select r.value from customers.reach r where r.company_id = c.id and r.kind = 'email'
        order by r.id limit 5) as emails
    from customers.company c where c.id = any($2::bigint[])`, [ib, ids]);
  return new Map(rows.map(({ id, uid, ...company }) =>
    [id, { ...company, uid: uid ?? ownUid('company', id) }]));
}

type LineRow = Omit<GivenLine, 'uid'> & {
  id: number; dealId: number; productId: number | null; uid: string | null;
};

async function readLines(
  on: Queryable, ib: string, dealIds: readonly number[],
): Promise<Map<number, GivenLine[]>> {
  const { rows } = await on.query<LineRow>(`
    select l.id, l.deal_id as "dealId", l.product_id as "productId", l.article, l.name, l.unit,
      trim_scale(l.quantity)::text as quantity, trim_scale(l.price)::text as price,
      l.sum_kopecks as "sumKopecks", trim_scale(l.discount_percent)::text as "discountPercent",
      l.vat_rate as "vatRate", l.vat_kopecks as "vatKopecks", l.vat_included as "vatIncluded",
      (select i.uid from catalog.product_identity i join onec.base b on b.id = i.base_id
        where i.product_id = l.product_id and b.ib = $1 order by i.uid limit 1) as uid
    from deals.deal_line l
    where l.deal_id = any($2::bigint[]) and not l.is_section order by l.deal_id, l.position`,
  [ib, dealIds]);
  const byDeal = Map.groupBy(rows, ({ dealId }) => dealId);
  return new Map([...byDeal].map(([dealId, all]) => [dealId,
    all.map(({ id: _, dealId: __, productId, uid, ...line }) => ({
      ...line, uid: uid ?? (productId === null ? lineUid(line) : ownUid('product', productId)),
    }))]));
}

/** Goods without a card: the same words are the same goods in every order. */
const lineUid = ({ article, name }: Pick<GivenLine, 'article' | 'name'>): string =>
  namedUid(`verstak\ngoods\n${article ?? ''}\n${name}`);

/** Deals by the guids that we gave 1C for them. */
export async function dealsOfGiven(
  db: Db, ib: string, uids: readonly string[],
): Promise<Map<string, number>> {
  if (uids.length === 0) return new Map();
  const { rows } = await db.query<{ uid: string; dealId: number }>(`
    select s.uid, s.deal_id as "dealId" from onec.site_order s
      join onec.site_account a on a.id = s.account_id and a.ib = $1
      join deals.deal d on d.id = s.deal_id
    where s.uid::text = any($2::text[])`, [ib, uids]);
  return new Map(rows.map(({ uid, dealId }) => [uid, dealId]));
}

// A deal as 1C's list «Сделки без заказа» wants it: enough to make the order without retyping.
import { decimalFromKopecks } from '#contract/money';
import type { RawCommand } from '#modules/commands';
import { companyTimeZone } from '#platform/company-time';
import { one, type Tx } from '#platform/database';

type Line = { sumKopecks: number; vatKopecks: number } & Record<string, unknown>;
type Row = Record<string, unknown> & { lines: Line[]; amountKopecks: number };

const COMPANY = `
  select json_build_object('crmId', c.id::text, 'uid', coalesce(
      (select i.uid from customers.company_identity i
        where i.company_id = c.id and i.base_id = $2 and i.gone_at is null
        order by i.is_main desc, i.uid limit 1),
      (select k.uid from commands.command k
        where k.object_key = 'company:' || c.id and k.base_id = $2 and k.type = 'company.create'
          and k.state <> 'cancelled' order by k.seq desc limit 1)),
    'name', c.name, 'fullName', c.full_name, 'inn', c.inn, 'kpp', c.kpp)
  from customers.company c where c.id = d.company_id`;

const LINES = `
  select coalesce(json_agg(json_build_object('article', l.article, 'name', l.name,
      'productUid', (select i.uid from catalog.product_identity i
        where i.product_id = l.product_id and i.base_id = $2 limit 1),
      'unit', l.unit, 'quantity', l.quantity::text, 'price', l.price::text,
      'discountPercent', l.discount_percent::text, 'vatRate', nullif(l.vat_rate, 'none'),
      'vatIncluded', l.vat_included, 'sumKopecks', l.sum_kopecks, 'vatKopecks', l.vat_kopecks)
    order by l.position), '[]')
  from deals.deal_line l where l.deal_id = d.id and not l.is_section`;

const DEAL = `
  select d.id::text as "crmDealId", d.number, d.title, d.amount_kopecks as "amountKopecks",
    case when d.is_open then 'open' when s.semantics = 'won' then 'won' else 'lost' end as state,
    to_char(d.created_at at time zone $3, 'YYYY-MM-DD"T"HH24:MI:SS') as "createdAt",
    d.comment, d.project_name as "projectName", d.address,
    case when d.end_customer_name is null and d.end_customer_inn is null then null
      else json_build_object('name', d.end_customer_name, 'inn', d.end_customer_inn)
      end as "endCustomer",
    (${COMPANY}) as company,
    (select json_build_object('name', e.name, 'email', e.email, 'uid',
        (select i.uid from staff.employee_identity i
          where i.employee_id = e.id and i.base_id = $2 limit 1))
      from staff.employee e where e.id = d.responsible_id) as manager,
    (select n.name from customers.own_entity n where n.id = d.own_entity_id) as organization,
    to_json(d.order_numbers) as "orderNumbers", (${LINES}) as lines
  from deals.deal d join deals.stage s on s.id = d.stage_id
  where d.id = $1`;

/**
 * A deal that was taken back is told as such; 1C takes it off its list. One that has ended or has
 * got its order before 1C asked has no business there: null.
 */
export async function dealBody(
  tx: Tx, { entityId, baseId, type }: RawCommand,
): Promise<Record<string, unknown> | null> {
  const row = await one<Row>(tx, {
    name: 'command-deal', text: DEAL, values: [entityId, baseId, companyTimeZone()],
  });
  if (!row && type === 'deal.created') return null;
  if (!row) return { crmDealId: String(entityId), state: 'withdrawn' };
  const { lines, amountKopecks, ...deal } = row;
  const isPast = deal['state'] !== 'open' || (deal['orderNumbers'] as string[]).length > 0;
  if (type === 'deal.created' && isPast) return null;
  return {
    ...deal,
    amount: decimalFromKopecks(amountKopecks),
    currency: 'RUB',
    lines: lines.map(({ sumKopecks, vatKopecks, ...line }) => ({
      ...line, sum: decimalFromKopecks(sumKopecks), vatSum: decimalFromKopecks(vatKopecks),
    })),
  };
}

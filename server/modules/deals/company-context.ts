// On a company one sees that other departments deal with it too: whom to ask, and nothing more.
// Never sum, lines or stage; number and title only for operators, who must route a caller.
import type { CompanyContext } from '#contract/deals';
import { businessDate } from '#platform/clock';
import { companyTimeZone } from '#platform/company-time';
import { can, scopeOf, type Actor } from '#platform/actor';
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import type { Static } from 'typebox';
import { readCompany } from '#modules/customers';
import { visibleDeals } from './visibility.ts';

type Line = Static<typeof CompanyContext>[number];

/** A big customer has thousands of deals; the newest and the open ones tell whom to call. */
const LINES_MAX = 50;

/** Operators convert leads to anybody: whoever may do that routes callers. */
const routesCallers = (actor: Actor) => scopeOf(actor, 'lead', 'transfer') === 'all';

/** Only of a company that the reader sees: a buyer reads suppliers, and learns of no customer. */
export async function companyContext(ctx: Context, companyId: number): Promise<Line[]> {
  const { id } = await readCompany(ctx, companyId);
  if (!can(ctx.actor, 'deal', 'context')) return [];
  const seen = visibleDeals(ctx.actor, 'read', 1);
  const naming = routesCallers(ctx.actor) ? 'd.number, d.title,' : '';
  const { rows } = await ctx.db.query<Line & { createdAt: string }>(prepared('deal-context', `
    select ${naming} dp.name as department, e.name as responsible, d.is_open as "isOpen",
      d.created_at as "createdAt"
    from deals.deal d left join staff.department dp on dp.id = d.department_id
      left join staff.employee e on e.id = d.responsible_id
    where d.company_id = $1 and (${seen.sql}) is not true
    order by d.is_open desc, d.id desc limit ${LINES_MAX}`, [id, ...seen.values]));
  return rows.map(({ createdAt, ...line }) =>
    ({ ...line, createdOn: businessDate(new Date(createdAt), companyTimeZone()) }));
}

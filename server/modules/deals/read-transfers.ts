// The way of a deal through departments, and the transfers of a person with what became of them.
import type { Transfer, TransferItem, TransfersQuery } from '#contract/transfers';
import { maySee, scopeOf, type Actor } from '#platform/actor';
import { companySchedule, companyTimeZone } from '#platform/company-time';
import type { Context } from '#platform/context';
import { allOf, type Fragment } from '#platform/listing/fragment';
import { type ListPage, runList } from '#platform/listing/run-list';
import { readSetting } from '#platform/settings';
import { addWorkingTime } from '#platform/working-time';
import { countOpenTasks } from '#modules/work';
import { HOURS_DEFAULT, HOURS_SETTING } from './ask-acceptance.ts';
import { requireDeal } from './deal-row.ts';
import { named } from './item-columns.ts';
import { dealSearch } from './search-deals.ts';
import { TRANSFER_CATALOGUE, TRANSFER_STATE } from './transfer-catalogue.ts';
import { visibleDeals } from './visibility.ts';

const COLUMNS = `t.id, t.reason, t.created_at as "createdAt", t.accept_until as "acceptUntil",
  ${TRANSFER_STATE} as state, t.return_reason as "returnReason",
  json_build_object('department', ${named('staff.department', 't.from_department_id')},
    'employee', ${named('staff.employee', 't.from_employee_id')}) as "from",
  json_build_object('department', ${named('staff.department', 't.to_department_id')},
    'employee', ${named('staff.employee', 't.to_employee_id')}) as "to",
  ${named('staff.employee', 't.created_by')} as "createdBy",
  coalesce(t.accepted_at, t.returned_at, t.superseded_at) as "settledAt",
  ${named('staff.employee', 'coalesce(t.accepted_by, t.returned_by)')} as "settledBy"`;

const dealJson = (money: boolean) => `json_build_object('id', d.id, 'number', d.number,
  'title', d.title, 'company', ${named('customers.company', 'd.company_id')},
  'responsible', ${named('staff.employee', 'd.responsible_id')},
  'department', ${named('staff.department', 'd.department_id')}, 'stageId', d.stage_id,
  'isOpen', d.is_open, 'isWon', s.semantics = 'won',
  'amountKopecks', ${money ? 'd.amount_kopecks' : 'null'},
  'paidPercent', ${money ? 'd.paid_percent' : 'null'}) as deal`;

const FROM = `deals.transfer t join deals.deal d on d.id = t.deal_id
  join deals.stage s on s.id = d.stage_id`;

/** The chain of one deal, newest first, for whoever reads the deal. */
export async function dealChain(ctx: Context, dealId: number): Promise<Transfer[]> {
  await requireDeal(ctx, ctx.db, dealId);
  const { rows } = await ctx.db.query<Transfer>({
    name: 'deal-transfers',
    text: `select ${COLUMNS} from deals.transfer t where t.deal_id = $1
      order by t.id desc limit 100`,
    values: [dealId],
  });
  return rows;
}

/** A head answers for what the department gave and got; others for what they did themselves. */
function sideOf(actor: Actor, side: 'given' | 'received'): Fragment {
  const people = side === 'given' ? ['from_employee_id', 'created_by'] : ['to_employee_id'];
  const department = side === 'given' ? 'from_department_id' : 'to_department_id';
  const own = people.map((column) => `t.${column} = $1::bigint`).join(' or ');
  const leads = scopeOf(actor, 'deal', 'transfer') !== null;
  if (!leads) return { sql: `(${own})`, values: [actor.employeeId] };
  return {
    sql: `(${own} or t.${department} = any($2::bigint[]))`,
    values: [actor.employeeId, actor.subtreeIds],
  };
}

export function listTransfers(
  ctx: Context, { side = 'given', ...query }: TransfersQuery,
): Promise<ListPage<TransferItem>> {
  const source = {
    catalogue: TRANSFER_CATALOGUE, from: FROM,
    columns: `${COLUMNS}, ${dealJson(maySee(ctx.actor, 'deal.money'))}`,
    visibility: allOf([sideOf(ctx.actor, side), visibleDeals(ctx.actor)]),
    search: dealSearch(ctx, query.q),
  };
  return runList<TransferItem>(ctx.db, source, query,
    { hidden: ctx.actor.hidden, now: ctx.now(), timeZone: companyTimeZone() });
}

/** What the dialog of a transfer says beforehand. */
export async function transferOutlook(
  ctx: Context, dealId: number,
): Promise<{ acceptUntil: string; workingHours: number; openTasks: number }> {
  const deal = await requireDeal(ctx, ctx.db, dealId, 'transfer');
  const workingHours = await readSetting(ctx.db, HOURS_SETTING, HOURS_DEFAULT);
  const acceptUntil = addWorkingTime(companySchedule(), ctx.now(), workingHours * 60);
  const openTasks = deal.responsibleId === null ? 0 : await countOpenTasks(ctx.db, {
    entity: 'deal', entityId: deal.id, assigneeId: deal.responsibleId,
  });
  return { acceptUntil: acceptUntil.toISOString(), workingHours, openTasks };
}

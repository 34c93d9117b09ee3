// The whole card in three round trips that run side by side: the deal with its names, its lines,
// and the columns added to them.
import type { DealCard } from '#contract/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { prepared } from '#platform/prepared';
import { refuse } from '#platform/refuse';
import { showValues } from '#modules/fields';
import { withMay } from '#modules/work';
import { readLineColumns } from './line-columns.ts';
import { itemColumns, named } from './item-columns.ts';
import { readLines } from './read-lines.ts';
import { WAITING } from './transfer-row.ts';
import { visibleDeals } from './visibility.ts';

type Head = Omit<DealCard, 'lines' | 'lineColumns' | 'may'>
  & { mayEdit: boolean; mayTransfer: boolean; mayDecide: boolean };

const MONEY = `
  d.estimate_kopecks as "estimateKopecks", d.shipped_kopecks as "shippedKopecks"`;
const NO_MONEY = 'null as "estimateKopecks", null as "shippedKopecks"';

const PARTICIPANTS = `
  (select coalesce(json_agg(json_build_object('id', p.id, 'name', p.name) order by p.name), '[]')
    from deals.deal_reader r join staff.employee p on p.id = r.employee_id
    where r.deal_id = d.id and r.why = 'participant') as participants`;

const approval = (me: string) => `
  (select json_build_object('id', a.id, 'note', a.note, 'askedAt', a.created_at,
      'stage', ${named('deals.stage', 'a.stage_id')},
      'askedBy', ${named('staff.employee', 'a.asked_by')},
      'askedOf', ${named('staff.employee', 'a.asked_of')},
      'mine', a.asked_by is not distinct from ${me})
    from deals.stage_approval a where a.deal_id = d.id and a.state = 'open') as approval`;

/** `answers` is the predicate of those who answer beside the responsible. */
const waiting = (me: string, answers: string) => `
  (select json_build_object('id', t.id, 'by', ${named('staff.employee', 't.created_by')},
      'from', ${named('staff.employee', 't.from_employee_id')},
      'fromDepartment', ${named('staff.department', 't.from_department_id')},
      'to', ${named('staff.employee', 't.to_employee_id')}, 'reason', t.reason,
      'createdAt', t.created_at, 'acceptUntil', t.accept_until,
      'mayAnswer', coalesce(d.responsible_id = ${me}, false) or coalesce(${answers}, false))
    from deals.transfer t where t.deal_id = d.id and ${WAITING}) as transfer`;

async function readHead(ctx: Context, id: number): Promise<Head> {
  const read = visibleDeals(ctx.actor, 'read', 1);
  const edit = visibleDeals(ctx.actor, 'edit', 1 + read.values.length);
  const values = [id, ...read.values, ...edit.values];
  const transfer = visibleDeals(ctx.actor, 'transfer', values.length);
  values.push(...transfer.values);
  const decide = visibleDeals(ctx.actor, 'decide', values.length);
  values.push(...decide.values, ctx.actor.employeeId);
  const me = `$${values.length}::bigint`;
  const head = await one<Head>(ctx.db, prepared('deal-card', `
    select ${itemColumns(ctx.actor)}, ${maySee(ctx.actor, 'deal.money') ? MONEY : NO_MONEY},
      ${named('customers.contact', 'd.contact_id')} as contact,
      ${named('deals.source', 'd.source_id')} as source,
      ${named('customers.own_entity', 'd.own_entity_id')} as "ownEntity",
      coalesce((select o.vat_regime from customers.own_entity o where o.id = d.own_entity_id),
        'vat') as "vatRegime",
      d.amount_source as "amountSource",
      d.comment, d.project_name as "projectName", d.end_customer_name as "endCustomerName",
      d.end_customer_inn as "endCustomerInn", d.address, d.lost_reason as "lostReason",
      ${PARTICIPANTS}, coalesce(${edit.sql}, false) as "mayEdit",
      coalesce(${transfer.sql}, false) as "mayTransfer",
      coalesce(${decide.sql}, false) as "mayDecide", ${approval(me)},
      ${waiting(me, transfer.sql)}
    from deals.deal d where d.id = $1 and ${read.sql}`, values));
  if (!head) throw refuse('record.missing');
  return head;
}

export async function readCard(ctx: Context, id: number): Promise<DealCard> {
  const [head, lines, lineColumns] = await Promise.all([
    readHead(ctx, id), readLines(ctx, id),
    maySee(ctx.actor, 'deal.lines') ? readLineColumns(ctx.db, id) : [],
  ]);
  const [nextTask, [shown]] = await Promise.all([
    withMay(ctx, head.nextTask), showValues(ctx, 'deal', [head]),
  ]);
  const { mayEdit, mayTransfer, mayDecide, ...deal } = { ...head, ...shown };
  const seeMoney = maySee(ctx.actor, 'deal.money');
  const seeLines = maySee(ctx.actor, 'deal.lines');
  return {
    ...deal,
    nextTask,
    lines,
    lineColumns,
    may: {
      edit: mayEdit, transfer: mayTransfer, seeMoney, seeLines, decide: mayDecide,
    },
  };
}

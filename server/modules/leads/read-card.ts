// The whole card of a lead.
import type { LeadCard } from '#contract/leads';
import { vatRegimeSql } from '#modules/customers';
import { showValues } from '#modules/fields';
import { withMay } from '#modules/work';
import { can, maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { prepared } from '#platform/prepared';
import { refuse } from '#platform/refuse';
import { mayAnswer } from './answer-lead.ts';
import { itemColumns, named } from './item-columns.ts';
import { LINE_COLUMNS } from './line-columns.ts';
import { readLines } from './lines.ts';
import { readPassings } from './passings.ts';
import { shownReaches } from './reaches.ts';
import { visibleLeads } from './visibility.ts';

type Head = Omit<LeadCard, 'reaches' | 'lines' | 'passings' | 'may'> & {
  mayEdit: boolean;
};

async function readHead(ctx: Context, id: number): Promise<Head> {
  const read = visibleLeads(ctx.actor, 'read', 1);
  const edit = visibleLeads(ctx.actor, 'edit', 1 + read.values.length);
  const head = await one<Head>(ctx.db, prepared('lead-card', `
    select ${itemColumns(ctx.actor)}, l.trace, l.comment, l.lost_reason as "lostReason",
      l.first_response_at as "firstResponseAt", l.transferred_at as "transferredAt",
      ${LINE_COLUMNS} as "lineColumns",
      ${vatRegimeSql('coalesce(l.transferred_department_id, l.department_id)')} as "vatRegime",
      ${named('staff.employee', 'l.created_by')} as "createdBy",
      coalesce(${edit.sql}, false) as "mayEdit"
    from leads.lead l where l.id = $1 and ${read.sql}`, [id, ...read.values, ...edit.values]));
  if (!head) throw refuse('record.missing');
  return head;
}

export async function readCard(ctx: Context, id: number): Promise<LeadCard> {
  // Lines and passings alone say nothing of whose they are, so the lead is judged first.
  const { mayEdit, ...lead } = await readHead(ctx, id);
  const [reaches, lines, passings, nextTask, [shown]] = await Promise.all([
    shownReaches(ctx, id), readLines(ctx, id), readPassings(ctx.db, ctx, id),
    withMay(ctx, lead.nextTask), showValues(ctx, 'lead', [lead]),
  ]);
  const [latest] = passings;
  const isPassed = latest !== undefined && latest.returnedAt === null;
  return {
    ...lead, nextTask, custom: shown!.custom, reaches, lines, passings,
    may: {
      edit: mayEdit,
      convert: mayEdit && (can(ctx.actor, 'deal', 'create') || can(ctx.actor, 'lead', 'transfer')),
      convertToOthers: can(ctx.actor, 'lead', 'transfer'),
      answer: isPassed && mayAnswer(ctx.actor, {
        transferredToId: lead.transferredTo?.id ?? null,
        transferredDepartmentId: lead.transferredDepartment?.id ?? null,
      }),
      seeReach: maySee(ctx.actor, 'person.reach'),
    },
  };
}

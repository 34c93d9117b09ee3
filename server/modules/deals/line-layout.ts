// How a person keeps the lines of a pipeline or of leads: one row for each place.
import type { LineLayout } from '#contract/deal-lines';
import type { Context } from '#platform/context';
import { one } from '#platform/database';
import { refuse } from '#platform/refuse';

/** Margin is shown to those who ask for it. */
const FIRST: LineLayout = {
  hidden: ['cost', 'margin', 'marginPercent'], hiddenOnec: [], known: [],
};

export async function readLineLayout(ctx: Context, place: string): Promise<LineLayout> {
  const row = await one<LineLayout>(ctx.db, {
    name: 'line-layout',
    text: `select hidden, hidden_onec as "hiddenOnec", known from deals.line_layout
      where employee_id = $1 and place = $2`,
    values: [ctx.actor.employeeId, place],
  });
  return row ?? FIRST;
}

/** Changes only what is given. */
export async function saveLineLayout(
  ctx: Context, place: string, patch: Partial<LineLayout>,
): Promise<LineLayout> {
  const { employeeId } = ctx.actor;
  if (employeeId === null) throw refuse('right.missing', 'Столбцы хранятся только у сотрудников.');
  const next = { ...await readLineLayout(ctx, place), ...patch };
  await ctx.db.query(`
    insert into deals.line_layout (employee_id, place, hidden, hidden_onec, known)
    values ($1, $2, $3, $4, $5)
    on conflict (employee_id, place) do update
    set hidden = excluded.hidden, hidden_onec = excluded.hidden_onec, known = excluded.known`,
  [employeeId, place, next.hidden, next.hiddenOnec, JSON.stringify(next.known)]);
  return next;
}

// What the customer asked for. An order of a site brings lines with prices; they go on into the
// deal as they are.
import type { LeadLine } from '#contract/leads';
import type { LineInput } from '#contract/deal-lines';
import { toLineRows } from '#modules/deals';
import type { Context } from '#platform/context';
import { inTransaction, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { lockLead } from './lead-row.ts';
import { updateLead } from './update-lead.ts';

export async function readLines(on: Queryable, leadId: number): Promise<LeadLine[]> {
  const { rows } = await on.query<LeadLine>({
    name: 'lead-lines',
    text: `
      select l.id, l.position, l.product_id as "productId", l.article, l.name, l.unit,
        l.quantity::text as quantity, l.price::text as price,
        l.discount_percent::text as "discountPercent", l.vat_rate as "vatRate",
        l.vat_included as "vatIncluded", l.sum_kopecks as "sumKopecks"
      from leads.line l where l.lead_id = $1 order by l.position`,
    values: [leadId],
  });
  return rows;
}

/** The same lines as a deal takes them. */
export async function linesToGive(on: Queryable, leadId: number): Promise<LineInput[]> {
  const lines = await readLines(on, leadId);
  return lines.map(({ id: _id, position: _position, sumKopecks: _sum, vatRate, ...line }) =>
    ({ ...line, vatRate: vatRate as LineInput['vatRate'] }));
}

export async function storeLines(tx: Tx, leadId: number, lines: LineInput[]): Promise<void> {
  await tx.query({
    name: 'lead-lines-drop', text: 'delete from leads.line where lead_id = $1', values: [leadId],
  });
  if (lines.length === 0) return;
  await tx.query({
    name: 'lead-lines-store',
    text: `
      insert into leads.line (lead_id, position, product_id, article, name, unit, quantity, price,
        discount_percent, vat_rate, vat_included, sum_kopecks)
      select $1, n.position, n."productId", n.article, n.name, n.unit, n.quantity, n.price,
        n."discountPercent", n."vatRate", n."vatIncluded", n."sumKopecks"
      from jsonb_to_recordset($2::jsonb) as n (position int, "productId" bigint, article text,
        name text, unit text, quantity numeric, price numeric, "discountPercent" numeric,
        "vatRate" text, "vatIncluded" boolean, "sumKopecks" bigint)`,
    values: [leadId, JSON.stringify(toLineRows(lines, []))],
  });
}

export async function replaceLines(
  ctx: Context, input: { id: number; version: number; lines: LineInput[] },
): Promise<{ version: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const lead = await lockLead(tx, ctx, input.id);
    await refuseLostUpdate(tx,
      { entity: 'lead', record: lead, seen: input.version, fields: ['lines'] });
    const before = await readLines(tx, lead.id);
    await storeLines(tx, lead.id, input.lines);
    const after = await readLines(tx, lead.id);
    const version = await updateLead(tx, ctx, lead.id, {});
    const told = (lines: LeadLine[]) => ({
      count: lines.length, sumKopecks: lines.reduce((sum, line) => sum + line.sumKopecks, 0),
    });
    await writeEvents(tx, ctx, [{
      kind: 'lead.edited', entity: 'lead', entityId: lead.id,
      data: { version, changes: { lines: { old: told(before), new: told(after) } } },
    }]);
    return { version };
  });
}

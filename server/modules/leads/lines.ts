// What the customer asked for. An order of a site brings lines with prices; they go on into the
// deal as they are, with the columns that people added.
import { type DealLine, type LineColumn, LineInput } from '#contract/deal-lines';
import { dueVatRates, type VatRate } from '#contract/vat';
import { vatRegimeOf } from '#modules/customers';
import { toLineRows } from '#modules/deals';
import { companyToday } from '#platform/company-time';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { lockLead } from './lead-row.ts';
import { readLineColumns, storeLineColumns } from './line-columns.ts';
import { updateLead } from './update-lead.ts';

const LINES = `
  select l.id, coalesce(l.row_key, 'l' || l.id) as key, l.position, l.product_id as "productId",
    l.article, l.name, l.unit, l.quantity::text as quantity, l.price::text as price,
    l.discount_percent::text as "discountPercent", l.discount_kopecks as "discountKopecks",
    l.vat_rate as "vatRate", l.vat_kopecks as "vatKopecks", l.vat_included as "vatIncluded",
    l.sum_kopecks as "sumKopecks", coalesce(l.extra, '{}') as extra, l.is_section as "isSection",
    case when $2 then p.cost_kopecks end as "costKopecks", p.vat_rate as "productVatRate"
  from leads.line l left join catalog.product p on p.id = l.product_id
  where l.lead_id = $1 order by l.position`;

/** Costs only with `seesCost`. */
async function linesOf(on: Queryable, leadId: number, seesCost: boolean): Promise<DealLine[]> {
  const { rows } = await on.query<DealLine>({
    name: 'lead-lines', text: LINES, values: [leadId, seesCost],
  });
  return rows;
}

export async function readLines(ctx: Context, leadId: number): Promise<DealLine[]> {
  return linesOf(ctx.db, leadId, maySee(ctx.actor, 'line.cost'));
}

const INPUT_KEYS = Object.keys(LineInput.properties) as (keyof LineInput)[];

type Giving = { id: number; departmentId: number | null; toDepartmentId: number };

/** The same lines as a deal takes them: at the rates of whoever sells for its department. */
export async function linesToGive(
  on: Queryable, ctx: Context, { id, departmentId, toDepartmentId }: Giving,
): Promise<{ lines: LineInput[]; columns: LineColumn[] }> {
  const lines = await linesOf(on, id, false);
  if (lines.length === 0) return { lines: [], columns: [] };
  const regime = await vatRegimeOf(on, toDepartmentId);
  const isSameSeller = regime === await vatRegimeOf(on, departmentId);
  const told = lines.map((line) => ({ ...line, vatRate: line.vatRate as VatRate }));
  // Where the seller stays the same, rates are as people have put them.
  const rates = isSameSeller ? told.map(({ vatRate }) => vatRate)
    : dueVatRates(told, { regime, day: companyToday(ctx.now()) });
  return {
    lines: lines.map((line, at) => ({
      ...Object.fromEntries(INPUT_KEYS.filter((key) => line[key] !== null)
        .map((key) => [key, line[key]])) as LineInput,
      vatRate: rates[at]!,
    })),
    columns: await readLineColumns(on, id),
  };
}

export async function storeLines(
  tx: Tx, leadId: number, lines: LineInput[], columns: LineColumn[] = [],
): Promise<void> {
  await tx.query({
    name: 'lead-lines-drop', text: 'delete from leads.line where lead_id = $1', values: [leadId],
  });
  if (lines.length === 0) return;
  await tx.query({
    name: 'lead-lines-store',
    text: `
      insert into leads.line (lead_id, position, product_id, article, name, unit, quantity, price,
        discount_percent, vat_rate, vat_included, sum_kopecks, vat_kopecks, row_key,
        discount_kopecks, extra, is_section)
      select $1, n.position, n."productId", n.article, n.name, n.unit, n.quantity, n.price,
        n."discountPercent", n."vatRate", n."vatIncluded", n."sumKopecks", n."vatKopecks", n.key,
        n."discountKopecks", n.extra, n."isSection"
      from jsonb_to_recordset($2::jsonb) as n (position int, "productId" bigint, article text,
        name text, unit text, quantity numeric, price numeric, "discountPercent" numeric,
        "vatRate" text, "vatIncluded" boolean, "sumKopecks" bigint, "vatKopecks" bigint, key text,
        "discountKopecks" bigint, extra jsonb, "isSection" boolean)`,
    values: [leadId, JSON.stringify(toLineRows(lines, columns))],
  });
}

type ReplaceLines = {
  id: number; version: number; lines: LineInput[];
  /** Absent leaves the added columns as they are. */
  columns?: LineColumn[] | undefined;
};

export async function replaceLines(
  ctx: Context, input: ReplaceLines,
): Promise<{ version: number }> {
  return inTransaction(ctx.db, async (tx) => {
    const lead = await lockLead(tx, ctx, input.id);
    await refuseLostUpdate(tx,
      { entity: 'lead', record: lead, seen: input.version, fields: ['lines'] });
    const before = await linesOf(tx, lead.id, false);
    const oldColumns = await readLineColumns(tx, lead.id);
    const columns = input.columns ?? oldColumns;
    const isRecut = JSON.stringify(columns) !== JSON.stringify(oldColumns);
    if (isRecut) await storeLineColumns(tx, lead.id, columns);
    await storeLines(tx, lead.id, input.lines, columns);
    const after = await linesOf(tx, lead.id, false);
    const version = await updateLead(tx, ctx, lead.id, {});
    await writeEvents(tx, ctx, [{
      kind: 'lead.edited', entity: 'lead', entityId: lead.id,
      data: { version, changes: {
        lines: { old: told(before), new: told(after) },
        ...(isRecut ? { lineColumns: { old: namesOf(oldColumns), new: namesOf(columns) } } : {}),
      } },
    }]);
    return { version };
  });
}

const namesOf = (columns: LineColumn[]) => columns.map(({ name }) => name);

type Told = { count: number; sumKopecks: number; vatKopecks: number };

function told(lines: DealLine[]): Told {
  return {
    count: lines.filter(({ isSection }) => !isSection).length,
    sumKopecks: lines.reduce((sum, line) => sum + (line.sumKopecks ?? 0)
      + (line.vatIncluded ? 0 : line.vatKopecks ?? 0), 0),
    vatKopecks: lines.reduce((sum, line) => sum + (line.vatKopecks ?? 0), 0),
  };
}

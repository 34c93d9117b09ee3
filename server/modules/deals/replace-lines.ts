// The offer of a deal is replaced whole: a pasted specification of hundreds of lines is one
// statement. From the first counting order the amount is 1C's and these lines stay beside it.
import type { LineColumn, LineInput } from '#contract/deal-lines';
import { documentSums } from '#contract/line-sums';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { type Changes, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { lockDeal } from './deal-row.ts';
import { readLineColumns, storeLineColumns } from './line-columns.ts';
import { type LineRow, toLineRows } from './line-rows.ts';
import { refuseLostUpdate } from './merge-version.ts';
import { refreshOwnAmount } from './own-amount.ts';
import { refreshProductReaders, readersOf } from './readers.ts';
import { updateDeal } from './update-deal.ts';

export type ReplaceLines = {
  id: number; version: number; lines: LineInput[];
  /** Absent leaves the added columns as they are. */
  columns?: LineColumn[] | undefined;
};

type Totals = { count: number; sumKopecks: number; vatKopecks: number };

/** Ten trillion roubles: exact in a JS number and far above any contract. */
const TOTAL_KOPECKS_MAX = 1e15;

export async function replaceLines(
  ctx: Context, input: ReplaceLines,
): Promise<{ version: number; amountKopecks: number }> {
  if (!maySee(ctx.actor, 'deal.lines') || !maySee(ctx.actor, 'deal.money')) {
    throw refuse('right.missing');
  }
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id);
    const [oldColumns, visibleBefore, before] = await Promise.all([
      readLineColumns(tx, deal.id), readersOf(tx, deal.id), totalsOf(tx, deal.id),
      refuseLostUpdate(tx, deal, input.version, ['lines']),
    ]);
    const columns = input.columns ?? oldColumns;
    const rows = checkedRows(input.lines, columns);
    const isRecut = await storeLineColumns(tx, deal.id, oldColumns, columns);
    // Done in this order, asked without waiting: sums and readers are those of the new lines.
    const [, after] = await Promise.all([
      storeLines(tx, deal.id, rows), totalsOf(tx, deal.id),
      refreshProductReaders(tx, [deal.id]), updateDeal(tx, ctx, deal.id, {}),
    ]);
    const amount = await refreshOwnAmount(tx, ctx, deal.id);
    const changes: Changes = {
      lines: { old: before, new: after }, ...amount.changes,
      ...(isRecut ? { lineColumns: { old: namesOf(oldColumns), new: namesOf(columns) } } : {}),
    };
    await writeEvents(tx, ctx, [{
      kind: 'deal.edited', entity: 'deal', entityId: deal.id, visibleBefore,
      data: { version: amount.version, changes },
    }]);
    return { version: amount.version, amountKopecks: amount.amountKopecks };
  });
}

const namesOf = (columns: LineColumn[]) => columns.map(({ name }) => name);

/** Lines of a deal that was made a moment ago: its birth tells of them. */
export async function giveLines(
  tx: Tx, ctx: Context, dealId: number,
  { lines, columns }: { lines: LineInput[]; columns: LineColumn[] },
): Promise<void> {
  if (lines.length === 0) return;
  const rows = checkedRows(lines, columns);
  await storeLineColumns(tx, dealId, [], columns);
  await Promise.all([storeLines(tx, dealId, rows), refreshProductReaders(tx, [dealId])]);
  await refreshOwnAmount(tx, ctx, dealId);
}

function checkedRows(lines: LineInput[], columns: LineColumn[]): LineRow[] {
  const rows = toLineRows(lines, columns);
  if (documentSums(rows).totalKopecks > TOTAL_KOPECKS_MAX) {
    throw refuseField('lines', 'Сумма строк слишком велика.');
  }
  return rows;
}

async function totalsOf(tx: Tx, dealId: number): Promise<Totals> {
  const row = await one<Totals>(tx, {
    name: 'deal-line-totals',
    text: `select (count(*) filter (where not is_section))::int as count, coalesce(sum(sum_kopecks
        + case when vat_included then 0 else vat_kopecks end), 0)::bigint as "sumKopecks",
        coalesce(sum(vat_kopecks), 0)::bigint as "vatKopecks"
      from deals.deal_line where deal_id = $1`,
    values: [dealId],
  });
  return row!;
}

/** Asks for everything at once; a caller may ask for what follows without waiting. */
async function storeLines(tx: Tx, dealId: number, rows: LineRow[]): Promise<void> {
  const drop = tx.query({
    name: 'deal-lines-drop',
    text: 'delete from deals.deal_line where deal_id = $1',
    values: [dealId],
  });
  const store = rows.length === 0 ? null : tx.query({
    name: 'deal-lines-store',
    text: `
      insert into deals.deal_line (deal_id, position, product_id, article, name, unit, quantity,
        price, discount_percent, sum_kopecks, vat_rate, vat_kopecks, vat_included, row_key,
        discount_kopecks, extra, is_section)
      select $1, n.position, n."productId", n.article, n.name, n.unit, n.quantity, n.price,
        n."discountPercent", n."sumKopecks", n."vatRate", n."vatKopecks", n."vatIncluded",
        n.key, n."discountKopecks", n.extra, n."isSection"
      from jsonb_to_recordset($2::jsonb) as n (position int, "productId" bigint, article text,
        name text, unit text, quantity numeric, price numeric, "discountPercent" numeric,
        "sumKopecks" bigint, "vatRate" text, "vatKopecks" bigint, "vatIncluded" boolean, key text,
        "discountKopecks" bigint, extra jsonb, "isSection" boolean)`,
    values: [dealId, JSON.stringify(rows)],
  });
  await Promise.all([drop, store]);
}

// The offer of a deal is replaced whole: a pasted specification of hundreds of lines is one
// statement. From the first counting order the amount is 1C's and these lines stay beside it.
import type { LineInput } from '#contract/deals';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { type Changes, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { lockDeal } from './deal-row.ts';
import { lineSums, type LineSums } from './line-sums.ts';
import { refuseLostUpdate } from './merge-version.ts';
import { refreshOwnAmount } from './own-amount.ts';
import { refreshProductReaders, readersOf } from './readers.ts';
import { updateDeal } from './update-deal.ts';

export type ReplaceLines = { id: number; version: number; lines: LineInput[] };

type LineRow = Record<string, unknown> & LineSums;
type Totals = { count: number; sumKopecks: number };

/** Ten trillion roubles: exact in a JS number and far above any contract. */
const TOTAL_KOPECKS_MAX = 1e15;

export async function replaceLines(
  ctx: Context, input: ReplaceLines,
): Promise<{ version: number; amountKopecks: number }> {
  if (!maySee(ctx.actor, 'deal.lines') || !maySee(ctx.actor, 'deal.money')) {
    throw refuse('right.missing');
  }
  const rows = input.lines.map(toRow);
  const total = rows.reduce((sum, row) => sum + row.sumKopecks + row.vatKopecks, 0);
  if (total > TOTAL_KOPECKS_MAX) throw refuseField('lines', 'Сумма строк слишком велика.');
  return inTransaction(ctx.db, async (tx) => {
    const deal = await lockDeal(tx, ctx, input.id);
    await refuseLostUpdate(tx, deal, input.version, ['lines']);
    const visibleBefore = await readersOf(tx, deal.id);
    const before = await totalsOf(tx, deal.id);
    await storeLines(tx, deal.id, rows);
    await refreshProductReaders(tx, deal.id);
    await updateDeal(tx, ctx, deal.id, {});
    const amount = await refreshOwnAmount(tx, ctx, deal.id);
    const changes: Changes = {
      lines: { old: before, new: await totalsOf(tx, deal.id) }, ...amount.changes,
    };
    await writeEvents(tx, ctx, [{
      kind: 'deal.edited', entity: 'deal', entityId: deal.id, visibleBefore,
      data: { version: amount.version, changes },
    }]);
    return { version: amount.version, amountKopecks: amount.amountKopecks };
  });
}

function toRow(line: LineInput, index: number): LineRow {
  const position = index + 1;
  const discountPercent = line.discountPercent ?? '0';
  const { vatIncluded = true } = line;
  const faults: [string, boolean, string][] = [
    ['quantity', Number(line.quantity) > 0, 'Количество должно быть больше нуля.'],
    ['discountPercent', Number(discountPercent) <= 100, 'Скидка не больше 100 %.'],
  ];
  const fault = faults.find(([, fits]) => !fits);
  if (fault) {
    const [field, , reason] = fault;
    throw refuse('field.invalid', `Строка ${position}: ${reason}`,
      [{ field: `lines[${index}].${field}`, reason }]);
  }
  return {
    ...lineSums({ ...line, discountPercent, vatIncluded }), position,
    productId: line.productId ?? null, article: line.article || null,
    name: line.name.trim() || line.name, unit: line.unit || null, quantity: line.quantity,
    price: line.price, discountPercent, vatRate: line.vatRate, vatIncluded,
  };
}

async function totalsOf(tx: Tx, dealId: number): Promise<Totals> {
  const row = await one<Totals>(tx, {
    name: 'deal-line-totals',
    text: `select count(*)::int as count, coalesce(sum(sum_kopecks
        + case when vat_included then 0 else vat_kopecks end), 0)::bigint as "sumKopecks"
      from deals.deal_line where deal_id = $1`,
    values: [dealId],
  });
  return row!;
}

async function storeLines(tx: Tx, dealId: number, rows: LineRow[]): Promise<void> {
  await tx.query({
    name: 'deal-lines-drop',
    text: 'delete from deals.deal_line where deal_id = $1',
    values: [dealId],
  });
  if (rows.length === 0) return;
  await tx.query({
    name: 'deal-lines-store',
    text: `
      insert into deals.deal_line (deal_id, position, product_id, article, name, unit, quantity,
        price, discount_percent, sum_kopecks, vat_rate, vat_kopecks, vat_included)
      select $1, n.position, n."productId", n.article, n.name, n.unit, n.quantity, n.price,
        n."discountPercent", n."sumKopecks", n."vatRate", n."vatKopecks", n."vatIncluded"
      from jsonb_to_recordset($2::jsonb) as n (position int, "productId" bigint, article text,
        name text, unit text, quantity numeric, price numeric, "discountPercent" numeric,
        "sumKopecks" bigint, "vatRate" text, "vatKopecks" bigint, "vatIncluded" boolean)`,
    values: [dealId, JSON.stringify(rows)],
  });
}

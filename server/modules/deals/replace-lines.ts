// The offer of a deal comes whole: a pasted specification of hundreds of lines is one statement.
// From the first counting order the amount is 1C's and these lines stay beside it.
import type { LineColumn, LineInput } from '#contract/deal-lines';
import { maySee } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { type Changes, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { type DealRow, lockDeal } from './deal-row.ts';
import { storeLineColumns } from './line-columns.ts';
import { type LineRow, toLineRows } from './line-rows.ts';
import { refuseLostUpdate } from './merge-version.ts';
import { ownAmount, refreshOwnAmount } from './own-amount.ts';
import { type Offer, readOffer, totalsOf } from './read-offer.ts';
import { refreshProductReaders } from './readers.ts';
import { storeLines } from './store-lines.ts';
import { updateDeal } from './update-deal.ts';

export type ReplaceLines = {
  id: number; version: number; lines: LineInput[];
  /** Absent leaves the added columns as they are. */
  columns?: LineColumn[] | undefined;
};

/** Ten trillion roubles: exact in a JS number and far above any contract. */
const TOTAL_KOPECKS_MAX = 1e15;

export async function replaceLines(
  ctx: Context, input: ReplaceLines,
): Promise<{ version: number; amountKopecks: number }> {
  if (!maySee(ctx.actor, 'deal.lines') || !maySee(ctx.actor, 'deal.money')) {
    throw refuse('right.missing');
  }
  return inTransaction(ctx.db, async (tx) => {
    // Read after the lock, asked without waiting: whoever waited for it sees what was committed.
    const [deal, offer] = await Promise.all([
      lockDeal(tx, ctx, input.id), readOffer(tx, input.id),
    ]);
    await refuseLostUpdate(tx, deal, input.version, ['lines']);
    return store(tx, ctx, { deal, offer: offer!, input });
  });
}

type Replacing = { deal: DealRow; offer: Offer; input: ReplaceLines };

async function store(
  tx: Tx, ctx: Context, { deal, offer, input }: Replacing,
): Promise<{ version: number; amountKopecks: number }> {
  const columns = input.columns ?? offer.columns;
  const rows = checkedRows(input.lines, columns);
  const isRecut = await storeLineColumns(tx, deal.id, offer.columns, columns);
  const after = totalsOf(rows);
  const amount = ownAmount({ ...deal, ...offer.shares }, rows.length > 0 ? after.sumKopecks : null);
  const { count, sumKopecks, vatKopecks } = offer;
  const changes: Changes = {
    lines: { old: { count, sumKopecks, vatKopecks }, new: after }, ...amount.changes,
    ...(isRecut ? { lineColumns: { old: namesOf(offer.columns), new: namesOf(columns) } } : {}),
  };
  // Done in this order, asked without waiting; the deal is locked, so its next version is known.
  const [, , version] = await Promise.all([
    storeLines(tx, deal.id, rows),
    sellsOther(offer, rows) ? refreshProductReaders(tx, [deal.id]) : null,
    updateDeal(tx, ctx, deal.id, amount.columns),
    writeEvents(tx, ctx, [{
      kind: 'deal.edited', entity: 'deal', entityId: deal.id,
      visibleBefore: { departmentId: deal.departmentId, readerIds: offer.readerIds },
      data: { version: deal.version + 1, changes },
    }]),
  ]);
  return { version, amountKopecks: amount.amountKopecks };
}

/** Readers for the goods follow the goods: the same ones have them already. */
function sellsOther({ productIds }: Offer, rows: LineRow[]): boolean {
  const next = new Set(rows.flatMap(({ productId }) => (productId === null ? [] : [productId])));
  return next.size !== productIds.length || productIds.some((id) => !next.has(id));
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
  if (totalsOf(rows).sumKopecks > TOTAL_KOPECKS_MAX) {
    throw refuseField('lines', 'Сумма строк слишком велика.');
  }
  return rows;
}

import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { lockProduct } from './product-record.ts';

/** Takes back a product that was made by mistake; lines that name it are looked for above. */
export async function withdrawProduct(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const product = await lockProduct(tx, ctx, id);
    if (product.fromOnec) throw refuse('record.referenced', 'Товар уже ведёт 1С.');
    await tx.query(`update catalog.product set deleted_at = $2, updated_at = $2,
      version = version + 1 where id = $1`, [id, ctx.now()]);
    await writeEvents(tx, ctx, [{
      kind: 'product.withdrawn', entity: 'product', entityId: id,
      data: { changes: { deleted: { old: false, new: true } } },
    }]);
  });
}

import type { Tx } from '#platform/database';
import type { Context } from '#platform/context';

export type Advance = { companyId: number; advanceKopecks: number };

export type AdvanceChange = { id: number; old: number; next: number };

/** Money that no order claims, as payments has just summed it. Returns the sums that changed. */
export async function storeAdvances(
  tx: Tx, ctx: Context, advances: Advance[],
): Promise<AdvanceChange[]> {
  if (advances.length === 0) return [];
  const { rows } = await tx.query<AdvanceChange>({
    name: 'company-advances',
    // The version stays: money of 1C is no field that a person's edit could overwrite.
    text: `
      update customers.company c set advance_kopecks = r."advanceKopecks", updated_at = $2
      from jsonb_to_recordset($1::jsonb) as r ("companyId" bigint, "advanceKopecks" bigint)
        join customers.company o on o.id = r."companyId"
      where c.id = r."companyId" and c.advance_kopecks <> r."advanceKopecks"
      returning c.id, o.advance_kopecks as old, c.advance_kopecks as next`,
    values: [JSON.stringify(advances), ctx.now()],
  });
  return rows;
}

// Columns that people added to one offer.
import type { LineColumn } from '#contract/deal-lines';
import { refuseField } from '#platform/refuse';
import type { Queryable, Tx } from '#platform/database';

export async function readLineColumns(on: Queryable, dealId: number): Promise<LineColumn[]> {
  const { rows } = await on.query<LineColumn>({
    name: 'deal-line-columns',
    text: `select code, name, type from deals.deal_line_column
      where deal_id = $1 order by position`,
    values: [dealId],
  });
  return rows;
}

/** Replaces the columns whole; answers whether anything changed. */
export async function storeLineColumns(
  tx: Tx, dealId: number, before: LineColumn[], columns: LineColumn[],
): Promise<boolean> {
  if (new Set(columns.map(({ code }) => code)).size < columns.length) {
    throw refuseField('columns', 'Два столбца с одним кодом.');
  }
  if (JSON.stringify(before) === JSON.stringify(columns)) return false;
  await tx.query('delete from deals.deal_line_column where deal_id = $1', [dealId]);
  await tx.query(`
    insert into deals.deal_line_column (deal_id, code, position, name, type)
    select $1, n.code, n.position, n.name, n.type
    from jsonb_to_recordset($2::jsonb) as n (code text, position int, name text, type text)`,
  [dealId, JSON.stringify(columns.map(({ code, name, type }, position) =>
    ({ code, name, type, position })))]);
  return true;
}

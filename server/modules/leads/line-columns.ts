// Columns that people added to the lines of one lead.
import type { LineColumn } from '#contract/deal-lines';
import type { Queryable, Tx } from '#platform/database';
import { refuseField } from '#platform/refuse';

/** As one value of the lead l. */
export const LINE_COLUMNS = `
  (select coalesce(json_agg(json_build_object('code', n.code, 'name', n.name, 'type', n.type)
    order by n.position), '[]') from leads.line_column n where n.lead_id = l.id)`;

export async function readLineColumns(on: Queryable, leadId: number): Promise<LineColumn[]> {
  const { rows } = await on.query<LineColumn>({
    name: 'lead-line-columns',
    text: 'select code, name, type from leads.line_column where lead_id = $1 order by position',
    values: [leadId],
  });
  return rows;
}

/** Replaces the columns whole. */
export async function storeLineColumns(
  tx: Tx, leadId: number, columns: LineColumn[],
): Promise<void> {
  if (new Set(columns.map(({ code }) => code)).size < columns.length) {
    throw refuseField('columns', 'Два столбца с одним кодом.');
  }
  await tx.query('delete from leads.line_column where lead_id = $1', [leadId]);
  await tx.query(`
    insert into leads.line_column (lead_id, code, position, name, type)
    select $1, n.code, n.position, n.name, n.type
    from jsonb_to_recordset($2::jsonb) as n (code text, position int, name text, type text)`,
  [leadId, JSON.stringify(columns.map(({ code, name, type }, position) =>
    ({ code, name, type, position })))]);
}

// Whether anybody has already gone on with a record that an import has made.
import type { Context } from '#platform/context';
import { prepared } from '#platform/prepared';
import { refuse } from '#platform/refuse';

/** Words of what hangs on the record, by the statement that finds one. */
const ON_ANY: Record<string, string> = {
  'задачи': `select from work.task where entity = $2 and entity_id = $1`,
  'комментарии': `select from timeline.comment where entity = $2 and entity_id = $1
    and deleted_at is null`,
  'файлы': `select from platform.file where entity = $2 and entity_id = $1
    and deleted_at is null`,
};

const ON: Record<string, Record<string, string>> = {
  company: {
    'сделки': 'select from deals.deal where company_id = $1',
    'лиды': 'select from leads.lead where company_id = $1',
  },
  contact: {
    'сделки': 'select from deals.deal where contact_id = $1',
    'лиды': 'select from leads.lead where contact_id = $1',
  },
  product: {
    'строки предложений': 'select from deals.deal_line where product_id = $1',
    'предметы лидов': 'select from leads.line where product_id = $1',
  },
  deal: {
    'заказы 1С': 'select from payments.sales_order where deal_id = $1',
    'лиды': 'select from leads.passing where deal_id = $1',
  },
};

export async function refuseBuiltUpon(ctx: Context, entity: string, id: number): Promise<void> {
  const all = { ...ON[entity], ...ON_ANY };
  const parts = Object.entries(all).map(([word, sql]) =>
    `case when exists (${sql}) then '${word}' end`);
  const { rows } = await ctx.db.query<{ found: (string | null)[] }>(prepared('import-built-upon',
    `select json_build_array(${parts.join(', ')}) as found, $2::text as entity, $1::bigint as id`,
    [id, entity]));
  const found = rows[0]!.found.filter((word) => word !== null);
  if (found.length > 0) {
    throw refuse('record.referenced', `К записи уже привязаны: ${found.join(', ')}.`);
  }
}

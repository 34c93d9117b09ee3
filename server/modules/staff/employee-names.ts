// Names for whoever knows only ids: files and other things of the platform.
import type { Queryable } from '#platform/database';

export async function employeeNames(
  on: Queryable, ids: number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await on.query<{ id: number; name: string }>({
    name: 'employee-names',
    text: 'select id, name from staff.employee where id = any($1::bigint[])',
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

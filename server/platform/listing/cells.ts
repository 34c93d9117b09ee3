// Values of any fields of the catalogue beside each row: columns that a person has chosen, and what
// an export writes. A reference comes with its name.
import { type Catalogue, type Field, type HiddenGroups, requireField } from './catalogue.ts';
import { wrong } from './parse-filter.ts';

const COLUMNS_MAX = 60;

/** The fields of `columns=a,b`; an unknown one and an unreadable one are refused alike. */
export function readColumns(
  catalogue: Catalogue, columns: string | undefined, hidden: HiddenGroups,
): Field[] {
  const names = columns ? [...new Set(columns.split(','))] : [];
  if (names.length > COLUMNS_MAX) throw wrong(`Столбцов больше ${COLUMNS_MAX}`);
  return names.map((name) => requireField(catalogue, name, hidden));
}

/** Text after `select` that yields `cells`: an object by field name. */
export function cellsSql(fields: readonly Field[]): string {
  const pairs = fields.map((field) => `'${field.name}', ${cellSql(field)}`);
  // One call takes a hundred arguments at most.
  const parts: string[] = [];
  for (let at = 0; at < pairs.length; at += 40) {
    parts.push(`jsonb_build_object(${pairs.slice(at, at + 40).join(', ')})`);
  }
  return `${parts.join(' || ') || `'{}'::jsonb`} as cells`;
}

function cellSql(field: Field): string {
  const { column, named } = field;
  if (!named) return `(${column})`;
  return `(select jsonb_build_object('id', x.id, 'name', x.name)
    from ${named} x where x.id = ${column})`;
}

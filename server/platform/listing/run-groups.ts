// A view by groups: exact number and sums of each from SQL, and the filter that opens it as a list.
import { choiceLabel } from '#contract/choice-labels';
import { type ApartSum, GROUPS_MAX, type Group } from '#contract/lists';
import type { Filter } from '#contract/listing';
import type { Queryable } from '#platform/database';
import { type Field, requireField } from './catalogue.ts';
import { parseFilter, wrong } from './parse-filter.ts';
import type { FilterFrame } from './resolve-filter.ts';
import { fromClause } from './from-clause.ts';
import { type ListSource, viewPredicate } from './run-list.ts';
import { sumsApart } from './sums-apart.ts';

export type GroupsAsked = {
  by: string; filter?: string | undefined; q?: string | undefined; sums?: string | undefined;
  /** GROUPS_MAX unless told. */
  max?: number;
};

const GROUPED = new Set(['reference', 'choice', 'flag', 'date', 'moment']);
const isDate = ({ type }: Field) => type === 'date' || type === 'moment';

type Row = {
  key: string | null; title: string | null; count: number; [sum: `sum_${number}`]: string;
};

/** Groups of the view in their natural order; of very many the largest. */
export async function runGroups(
  queryable: Queryable, source: ListSource, asked: GroupsAsked, frame: FilterFrame,
): Promise<{ groups: Group[]; isCut: boolean }> {
  const field = requireField(source.catalogue, asked.by, frame.hidden);
  // Several values in one row, or a file: no group is the row's own.
  const isGrouped = GROUPED.has(field.type)
    && (field.type === 'moment' || field.operators.includes('eq'));
  if (!isGrouped) throw wrong(`По полю «${field.name}» не группируют`, field.name);
  const summed = summedFields(source, asked, frame);
  const where = viewPredicate(source, {
    ...(asked.filter ? { filter: asked.filter } : {}), ...(asked.q ? { q: asked.q } : {}),
  }, frame);
  const key = keySql(field, frame.timeZone);
  const sums = summed.map(({ column, sumColumn = column }, index) =>
    `, sum(${sumColumn})::text as sum_${index}`);
  const { max = GROUPS_MAX } = asked;
  const from = fromClause(source, where.sql, key, ...sums);
  const title = field.named ? `(select x.name from ${field.named} x where x.id::text = g.key)`
    : 'g.key';
  const { rows } = await queryable.query<Row>(
    `select g.*, ${title} as title from (
       select (${key})::text as key, count(*) as count${sums.join('')}
       from ${from} where ${where.sql} group by 1 order by 2 desc limit ${max + 1}
     ) g order by ${orderSql(field)}`, where.values);
  const apart = await sumsApart(
    queryable, source, { summed: summed.map(({ name }) => name), where, key });
  const base = parseFilter(asked.filter);
  const groups = rows.slice(0, max).map((row): Group => ({
    title: titleOf(field, row),
    count: row.count,
    sums: Object.fromEntries(summed.map(({ name }, index) =>
      [name, Number(row[`sum_${index}`] ?? 0)])),
    ...apartOf(apart.get(row.key)),
    filter: JSON.stringify(both(base, filterOf(field, row.key))),
  }));
  return { groups, isCut: rows.length > max };
}

/** Without the key that groups them: the group stands for it. */
const apartOf = (sums: readonly ApartSum[] | undefined): Pick<Group, 'apart'> =>
  (sums ? { apart: sums.map(({ currency, sums: each }) => ({ currency, sums: each })) } : {});

function summedFields(source: ListSource, { sums }: GroupsAsked, frame: FilterFrame): Field[] {
  return (sums ? [...new Set(sums.split(','))] : []).map((name) => {
    const field = requireField(source.catalogue, name, frame.hidden);
    if (field.type !== 'money') throw wrong(`Поле «${name}» не суммируют`, name);
    return field;
  });
}

/** Dates are grouped by the month of the company's zone, written YYYY-MM. */
function keySql({ type, column, sqlType }: Field, timeZone: string): string {
  if (type === 'date') {
    return sqlType === 'text' ? `left(${column}, 7)` : `to_char(${column}, 'YYYY-MM')`;
  }
  if (type !== 'moment') return column;
  // The zone comes from the settings of the installation, never from a caller.
  return `to_char(${column} at time zone '${timeZone.replaceAll("'", '')}', 'YYYY-MM')`;
}

function orderSql(field: Field): string {
  if (isDate(field)) return 'g.key desc nulls last';
  if (field.groupOrder) return `(${field.groupOrder('g.key')}) nulls last, g.count desc, g.key`;
  return 'g.count desc, g.key nulls last';
}

function titleOf(field: Field, { key, title }: Row): string | null {
  if (key === null) return null;
  if (field.type === 'flag') return key === 'true' ? 'да' : 'нет';
  if (field.type !== 'choice') return title ?? key;
  return field.labels?.[key] ?? choiceLabel(field.choiceSource, key);
}

function filterOf(field: Field, key: string | null): Filter {
  if (key === null) return { [field.name]: { empty: true } };
  if (isDate(field)) return { [field.name]: { between: monthOf(key) } };
  if (field.type === 'flag') return { [field.name]: { eq: key === 'true' } };
  return { [field.name]: { eq: field.type === 'reference' ? Number(key) : key } };
}

/** '2026-02' → its first and last day. */
function monthOf(key: string): [string, string] {
  const [year = 0, month = 1] = key.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return [`${key}-01`, `${key}-${last}`];
}

const both = (base: Filter, group: Filter): Filter =>
  (Object.keys(base).length === 0 ? group : { and: [base, group] });

// Sums in other currencies than ours, of a view or of each of its groups: beside the sums of the
// list, never converted and never added to them.
import type { ApartSum } from '#contract/lists';
import { decimalFromKopecks } from '#contract/money';
import type { Queryable } from '#platform/database';
import type { Fragment } from './fragment.ts';
import { type From, fromClause } from './from-clause.ts';

/** Where a noun keeps them. */
export type Apart = {
  /** The few rows that have any; found by an index of their own. */
  where: string;
  /** One row for each currency of a record: text after the from-clause. */
  join: string;
  currency: string;
  /** Money fields of the catalogue with their SQL in the currency of the joined row. */
  sums: Readonly<Record<string, string>>;
  /** The field that tells a record's sums in words, and the money field that it tells of. */
  words: { field: string; of: string };
};

type Source = From & { apart?: Apart | undefined };
type Asked = { summed: readonly string[]; where: Fragment; /** SQL of the group. */ key?: string };
type Row = { key: string | null; currency: string; [sum: `sum_${number}`]: string };

/** By group; under null when there is no key, or no value of it. */
export async function sumsApart(
  on: Queryable, source: Source, { summed, where, key = 'null' }: Asked,
): Promise<ReadonlyMap<string | null, ApartSum[]>> {
  const { apart } = source;
  const names = apart ? summed.filter((name) => Object.hasOwn(apart.sums, name)) : [];
  if (!apart || names.length === 0) return new Map();
  const sums = names.map((name, index) => `, sum(${apart.sums[name]})::text as sum_${index}`);
  const { rows } = await on.query<Row>(
    `select (${key})::text as key, ${apart.currency} as currency${sums.join('')}
     from ${fromClause(source, where.sql, key)} ${apart.join}
     where ${apart.where} and (${where.sql}) group by 1, 2 order by 2`, where.values);
  return Map.groupBy(rows.map((row): ApartSum & { key: string | null } => ({
    key: row.key, currency: row.currency,
    sums: Object.fromEntries(names.map((name, index) =>
      [name, Number(row[`sum_${index}`] ?? 0)])),
  })), ({ key: group }) => group);
}

/** "12500,00 EUR + 300,00 USD", as the field of a record says it. */
export const wordsApart = (sums: readonly ApartSum[], of: string): string =>
  sums.map(({ currency, sums: { [of]: kopecks = 0 } }) =>
    `${decimalFromKopecks(kopecks).replace('.', ',')} ${currency}`).join(' + ');

// 1C's side of a month without a question to 1C: what was taken of every object that its sets have
// listed. The walk lists everything once a day, so the night need not list millions once more.
import type { OnecDigestRow } from '#contract/onec';
import { one } from '#platform/database';
import { monthNumber, monthText } from '../object-types.ts';
import { ALL_MONTH, type Place } from '../reconcile/month-states.ts';
import { decimalOf } from '../wire/digest.ts';
import { monthWindow, type Slice } from './months.ts';
import type { ObjectSource } from './profiles/profile.ts';
import type { Work } from './work.ts';

/** A walk begins a day after the one before it has ended, and may take hours itself. */
const REMEMBERED_HOURS = 48;

/** `at`: before the list was asked for. A month that was listed in part is not known as a whole. */
export async function noteListed(
  { inbox, base }: Work, { source, month, window }: Slice, at: Date,
): Promise<void> {
  const isWhole = window.from === null || window.from === `${month}-01`;
  if (!isWhole) return;
  await inbox.db.query({
    name: 'odata-note-listed',
    text: `insert into onec.odata_slice (base_id, source, month, listed_at)
      values ($1, $2, $3, $4)
      on conflict (base_id, source, month) do update set listed_at = excluded.listed_at`,
    values: [base.id, source.code, monthNumber(month) ?? ALL_MONTH, at],
  });
}

export async function forgetListed({ inbox, base }: Work): Promise<void> {
  await inbox.db.query('delete from onec.odata_slice where base_id = $1', [base.id]);
}

type Digest = { listed: number; count: number; sum: string; hash: string };

/** Null when one of the sets was not listed lately: then it has to be asked. */
export async function rememberedMonth(
  { inbox, base }: Work, { type, month }: Place, sources: readonly ObjectSource[],
): Promise<OnecDigestRow | null> {
  const { from, to } = monthWindow(month);
  const row = await one<Digest>(inbox.db, {
    name: `odata-remembered${month === ALL_MONTH ? '-all' : ''}`,
    text: `
      select (select count(*)::int from onec.odata_slice s
          where s.base_id = $1 and s.source = any($2::smallint[]) and s.month = $3
            and s.listed_at > $4::timestamptz - interval '${REMEMBERED_HOURS} hours') as listed,
        count(*)::int as count, coalesce(sum(v.taken_kopecks), 0)::text as sum,
        encode(sha256(convert_to(coalesce(string_agg(
          v.uid::text || ':' || encode(v.taken_sha256, 'hex') || e'\\n', '' order by v.uid), ''),
          'UTF8')), 'hex') as hash
      from onec.odata_object v
      where v.base_id = $1 and v.source = any($2::smallint[]) and v.taken_sha256 is not null
        and ${month === ALL_MONTH ? '$5::date is null and $6::date is null'
    : 'v.dated_on >= $5::date and v.dated_on < $6::date'}`,
    values: [base.id, sources.map(({ code }) => code), month, inbox.now(), from, to],
  });
  if (!row || row.listed < sources.length) return null;
  return {
    type, month: monthText(month === ALL_MONTH ? null : month), count: row.count,
    sum: decimalOf(BigInt(row.sum)), hash: row.hash,
  };
}

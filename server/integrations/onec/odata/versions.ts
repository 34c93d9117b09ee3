// Versions of objects as they were taken last, for comparing with a list of 1C.
import { inTransaction, type Db } from '#platform/database';
import type { Mapped } from './map-entity.ts';
import type { ObjectSource } from './profiles/profile.ts';
import type { ListedObject, Window } from './read-objects.ts';

type Place = { inbox: { db: Db }; base: { id: number } };

/** After the inbox has them, never before: a version that is here is never asked for again. */
export async function rememberVersions(
  { inbox, base }: Place, mapped: Mapped[], gone: { source: ObjectSource; gone: string }[],
): Promise<void> {
  const rows = mapped.filter(({ dataVersion }) => dataVersion !== '')
    .map(({ source, uid, dataVersion, on }) => ({ source: source.code, uid, dataVersion, on }));
  await inTransaction(inbox.db, async (tx) => {
    await tx.query({
      name: 'odata-remember',
      text: `
        insert into onec.odata_object (base_id, source, uid, data_version, dated_on)
        select $1, source, uid, "dataVersion", "on"
        from jsonb_to_recordset($2::jsonb)
          as n (source smallint, uid uuid, "dataVersion" text, "on" date)
        on conflict (base_id, source, uid) do update
        set data_version = excluded.data_version, dated_on = excluded.dated_on`,
      values: [base.id, JSON.stringify(rows)],
    });
    if (gone.length === 0) return;
    await tx.query(
      `delete from onec.odata_object o using unnest($2::smallint[], $3::uuid[]) as k (source, uid)
       where o.base_id = $1 and o.source = k.source and o.uid = k.uid`,
      [base.id, gone.map(({ source }) => source.code), gone.map((one) => one.gone)]);
  });
}

/** Guids of a list that are new here or have another version. */
export async function staleOf(
  { inbox, base }: Place, source: ObjectSource, listed: ReadonlyMap<string, ListedObject>,
): Promise<string[]> {
  const uids = [...listed.keys()];
  if (uids.length === 0) return [];
  const { rows } = await inbox.db.query<{ uid: string; dataVersion: string }>({
    name: 'odata-versions',
    text: `select uid, data_version as "dataVersion" from onec.odata_object
           where base_id = $1 and source = $2 and uid = any($3::uuid[])`,
    values: [base.id, source.code, uids],
  });
  const known = new Map(rows.map(({ uid, dataVersion }) => [uid, dataVersion]));
  return uids.filter((uid) => known.get(uid) !== listed.get(uid)!.dataVersion);
}

/** What stood in the window when it was taken and is in its list no more. */
export async function absentOf(
  { inbox, base }: Place, source: ObjectSource, window: Window,
  listed: ReadonlyMap<string, ListedObject>,
): Promise<{ absent: string[]; total: number }> {
  const isDated = window.from !== null || window.to !== null;
  const { rows } = await inbox.db.query<{ uid: string }>({
    name: 'odata-window',
    text: `select uid from onec.odata_object
           where base_id = $1 and source = $2 and (not $3::boolean or dated_on is not null
             and ($4::date is null or dated_on >= $4) and ($5::date is null or dated_on < $5))`,
    values: [base.id, source.code, isDated, window.from, window.to],
  });
  return {
    absent: rows.map(({ uid }) => uid).filter((uid) => !listed.has(uid)), total: rows.length,
  };
}

/** A base that was restored counts its versions anew: everything is read again. */
export async function forgetVersions({ inbox, base }: Place): Promise<void> {
  await inbox.db.query(
    `update onec.odata_object set data_version = '' where base_id = $1 and data_version <> ''`,
    [base.id]);
}

// Versions of objects as they were taken last, for comparing with a list of 1C.
import { inTransaction, type Db } from '#platform/database';
import { saidKopecks } from '../history-proof/carried.ts';
import { bodySha256 } from '../wire/canonical.ts';
import type { Mapped } from './map-entity.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { listObjects, type ListedObject, type Window } from './read-objects.ts';
import type { Work } from './work.ts';

type Place = { inbox: { db: Db }; base: { id: number } };

/** After the inbox has them, never before: a version that is here is never asked for again. */
export async function rememberVersions(
  { inbox, base }: Place, mapped: Mapped[], gone: { source: ObjectSource; gone: string }[],
): Promise<void> {
  const rows = mapped.filter(({ dataVersion }) => dataVersion !== '')
    .map(({ source, type, uid, dataVersion, on, body }) => ({
      source: source.code, uid, dataVersion, on, sha256: body && bodySha256(body),
      kopecks: body && saidKopecks(type, body),
    }));
  await inTransaction(inbox.db, async (tx) => {
    await tx.query({
      name: 'odata-remember',
      text: `
        insert into onec.odata_object (base_id, source, uid, data_version, dated_on,
          taken_sha256, taken_kopecks)
        select $1, source, uid, "dataVersion", "on", decode(sha256, 'hex'), kopecks
        from jsonb_to_recordset($2::jsonb) as n (source smallint, uid uuid, "dataVersion" text,
          "on" date, sha256 text, kopecks bigint)
        on conflict (base_id, source, uid) do update
        set data_version = excluded.data_version, dated_on = excluded.dated_on,
          taken_sha256 = excluded.taken_sha256, taken_kopecks = excluded.taken_kopecks`,
      values: [base.id, JSON.stringify(rows)],
    });
    if (gone.length === 0) return;
    await tx.query(
      `delete from onec.odata_object o using unnest($2::smallint[], $3::uuid[]) as k (source, uid)
       where o.base_id = $1 and o.source = k.source and o.uid = k.uid`,
      [base.id, gone.map(({ source }) => source.code), gone.map((one) => one.gone)]);
  });
}

/** A list of 1C with the versions that objects are kept under here. */
export async function listVersions(
  { reader, view }: Pick<Work, 'reader' | 'view'>, source: ObjectSource, window: Window,
): Promise<Map<string, ListedObject>> {
  const listed = await listObjects(reader, source.set, window);
  await view.reaches?.mark(source, listed);
  return listed;
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

// 1C's side of one month over OData. An object whose version is the one that was taken last is what
// was taken then; only what is new, changed or unknown here is read whole. So a base of millions of
// documents is compared by its light lists.
import { decimalFromKopecks } from '#contract/money';
import type { OnecDigestItems, OnecDigestRow } from '#contract/onec';
import { saidKopecks } from '../history-proof/carried.ts';
import { monthText, TYPE_CODES } from '../object-types.ts';
import { ALL_MONTH, type Place } from '../reconcile/month-states.ts';
import { bodySha256 } from '../wire/canonical.ts';
import { digestOf } from '../wire/digest.ts';
import { monthWindow } from './months.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { readByKeys, type ListedObject, type Window } from './read-objects.ts';
import { listVersions } from './versions.ts';
import { mapFound, type Work } from './work.ts';

type Said = OnecDigestItems['items'][number];

export type TheirMonth = {
  items: Said[];
  row: OnecDigestRow;
  /** Where each object is read. */
  sourceOf: Map<string, ObjectSource>;
};

/** What is known of a listed object: our revision, and what was taken at which version. */
type Known = {
  uid: string; rev: number | null;
  dataVersion: string | null; sha256: string | null; kopecks: number;
};

async function knownOf(work: Work, source: ObjectSource, uids: string[]): Promise<Known[]> {
  const { rows } = await work.inbox.db.query<Known>({
    name: 'odata-known-objects',
    text: `
      select k.uid, o.rev, v.data_version as "dataVersion",
        encode(v.taken_sha256, 'hex') as sha256, coalesce(v.taken_kopecks, 0) as kopecks
      from unnest($4::uuid[]) as k (uid)
        left join onec.object o on o.base_id = $1 and o.type = $2 and o.uid = k.uid
        left join onec.odata_object v on v.base_id = $1 and v.source = $3 and v.uid = k.uid`,
    values: [work.base.id, TYPE_CODES[source.type], source.code, uids],
  });
  return rows;
}

/** Taken at this very version and not doubted since. */
const isTaken = (known: Known, listed: ListedObject): boolean =>
  known.dataVersion === listed.dataVersion && listed.dataVersion !== '';

type Counted = { said: Said; kopecks: number };

/** What 1C has now of the objects that are not known as they are. */
async function readSaid(
  work: Work, source: ObjectSource, unknown: Map<string, Known>,
): Promise<Counted[]> {
  const said: Counted[] = [];
  for await (const entity of readByKeys(work.reader, source.set, [...unknown.keys()])) {
    const [mapped] = await mapFound(work.view, [{ source, entity }]);
    // A folder or a loan is no object of ours, though it stands in the same set.
    if (!mapped?.body) continue;
    const { uid, on, body } = mapped;
    const kopecks = saidKopecks(source.type, body);
    said.push({
      kopecks,
      said: {
        uid, rev: (unknown.get(uid)?.rev ?? 0) + 1, sha256: bodySha256(body) ?? '', on,
        name: (body['number'] as string | undefined) ?? null,
        sum: on === null ? null : decimalFromKopecks(kopecks),
      },
    });
  }
  return said;
}

async function sourceSide(
  work: Work, source: ObjectSource, window: Window,
): Promise<Counted[]> {
  const listed = await listVersions(work, source, window);
  const taken: Counted[] = [];
  const unknown = new Map<string, Known>();
  for (const known of await knownOf(work, source, [...listed.keys()])) {
    const { uid, rev, sha256, kopecks } = known;
    const one = listed.get(uid)!;
    // What is older than the first day wanted counts only once it is here.
    if (rev === null && one.on !== null && one.on < work.link.sinceOn) continue;
    if (!isTaken(known, one)) unknown.set(uid, known);
    else if (sha256 !== null) {
      const sum = one.on === null ? null : decimalFromKopecks(kopecks);
      taken.push({ kopecks, said: { uid, rev: rev ?? 1, sha256, on: one.on, sum } });
    }
  }
  return [...taken, ...await readSaid(work, source, unknown)];
}

/** One type and month, of all the sets that hold it. */
export async function theirMonth(
  work: Work, { type, month }: Place, sources: readonly ObjectSource[],
): Promise<TheirMonth> {
  const sourceOf = new Map<string, ObjectSource>();
  const all: Counted[] = [];
  for (const source of sources) {
    for (const one of await sourceSide(work, source, monthWindow(month))) {
      sourceOf.set(one.said.uid, source);
      all.push(one);
    }
  }
  const digest = digestOf(all.map(({ said, kopecks }) => (
    { uid: said.uid, sha256: said.sha256, totalKopecks: kopecks, tombstone: false })));
  return {
    items: all.map(({ said }) => said), sourceOf,
    row: { type, month: monthText(month === ALL_MONTH ? null : month), ...digest },
  };
}

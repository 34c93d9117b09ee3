// 1C's side of one month over OData. An object whose version is the one that was taken last is what
// was taken then; only what is new, changed or unknown here is read whole. So a base of millions of
// documents is compared by its light lists.
import { decimalFromKopecks } from '#contract/money';
import type { OnecDigestItems, OnecDigestRow } from '#contract/onec';
import type { OnecSnapshot } from '#contract/onec-rows';
import { monthText, TYPE_CODES } from '../object-types.ts';
import { ALL_MONTH, type Place } from '../reconcile/month-states.ts';
import { bodySha256 } from '../wire/canonical.ts';
import { digestKopecks, digestOf } from '../wire/digest.ts';
import { readItem } from '../wire/item.ts';
import type { Mapped } from './map-entity.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { listObjects, readByKeys, type ListedObject, type Window } from './read-objects.ts';
import { nextMonth } from './sweep.ts';
import { mapFound, type Work } from './work.ts';

type Said = OnecDigestItems['items'][number];

export type TheirMonth = {
  items: Said[];
  row: OnecDigestRow;
  /** Where each object is read. */
  sourceOf: Map<string, ObjectSource>;
};

const windowOf = (month: number): Window => {
  if (month === ALL_MONTH) return { from: null, to: null };
  const text = monthText(month);
  return { from: `${text}-01`, to: `${nextMonth(text)}-01` };
};

type Known = {
  uid: string; rev: number | null; sha256: string | null; deleted: boolean; total: number;
  dataVersion: string | null;
};

async function knownOf(work: Work, source: ObjectSource, uids: string[]): Promise<Known[]> {
  const { rows } = await work.inbox.db.query<Known>({
    name: 'odata-known-objects',
    text: `
      select k.uid, o.rev, encode(o.sha256, 'hex') as sha256, coalesce(o.deleted, false) as deleted,
        coalesce(o.total_kopecks, 0) as total, v.data_version as "dataVersion"
      from unnest($4::uuid[]) as k (uid)
        left join onec.object o on o.base_id = $1 and o.type = $2 and o.uid = k.uid
        left join onec.odata_object v on v.base_id = $1 and v.source = $3 and v.uid = k.uid`,
    values: [work.base.id, TYPE_CODES[source.type], source.code, uids],
  });
  return rows;
}

/** Taken at this very version and not doubted since. */
const isTaken = (known: Known, listed: ListedObject): boolean =>
  Boolean(known.sha256) && !known.deleted && known.dataVersion === listed.dataVersion
  && listed.dataVersion !== '';

function snapshotOf(work: Work, { type, uid, body }: Mapped): OnecSnapshot | null {
  const read = readItem({
    v: 1, id: uid, ib: work.base.ib, epoch: work.base.epoch, lane: 'refs', type, uid, rev: 1,
    op: 'upsert', at: work.inbox.now().toISOString(), sha256: bodySha256(body), body,
  });
  return read.ok ? read.snapshot : null;
}

/** What 1C has now of the objects that are not known as they are. */
async function readSaid(
  work: Work, source: ObjectSource, unknown: Map<string, Known>,
): Promise<{ said: Said; total: number }[]> {
  const said: { said: Said; total: number }[] = [];
  for await (const entity of readByKeys(work.reader, source.set, [...unknown.keys()])) {
    const [mapped] = await mapFound(work.view, [{ source, entity }]);
    // A folder or a loan is no object of ours, though it stands in the same set.
    if (!mapped?.body) continue;
    const snapshot = snapshotOf(work, mapped);
    const total = snapshot ? digestKopecks(snapshot) : 0;
    const row = snapshot?.row as { number?: string } | undefined;
    said.push({
      total,
      said: {
        uid: mapped.uid, rev: (unknown.get(mapped.uid)?.rev ?? 0) + 1,
        sha256: bodySha256(mapped.body) ?? '', on: mapped.on, name: row?.number || null,
        sum: mapped.on === null ? null : decimalFromKopecks(total),
      },
    });
  }
  return said;
}

async function sourceSide(work: Work, source: ObjectSource, window: Window) {
  const listed = await listObjects(work.reader, source.set, window);
  const taken: { said: Said; total: number }[] = [];
  const unknown = new Map<string, Known>();
  for (const known of await knownOf(work, source, [...listed.keys()])) {
    const { uid, rev, sha256, total } = known;
    const one = listed.get(uid)!;
    // What is older than the first day wanted counts only once it is here.
    if (rev === null && one.on !== null && one.on < work.link.sinceOn) continue;
    if (!isTaken(known, one)) unknown.set(uid, known);
    else {
      taken.push({
        total,
        said: {
          uid, rev: rev ?? 1, sha256: sha256 ?? '', on: one.on,
          sum: one.on === null ? null : decimalFromKopecks(total),
        },
      });
    }
  }
  return [...taken, ...await readSaid(work, source, unknown)];
}

/** One type and month, of all the sets that hold it. */
export async function theirMonth(
  work: Work, { type, month }: Place, sources: readonly ObjectSource[],
): Promise<TheirMonth> {
  const sourceOf = new Map<string, ObjectSource>();
  const all: { said: Said; total: number }[] = [];
  for (const source of sources) {
    for (const one of await sourceSide(work, source, windowOf(month))) {
      sourceOf.set(one.said.uid, source);
      all.push(one);
    }
  }
  const digest = digestOf(all.map(({ said, total }) => (
    { uid: said.uid, sha256: said.sha256, totalKopecks: total, tombstone: false })));
  return {
    items: all.map(({ said }) => said), sourceOf,
    row: { type, month: monthText(month === ALL_MONTH ? null : month), ...digest },
  };
}

// The nightly reconciliation as 1C runs it: its own digest, then what differs is sent again.
import type {
  OnecDifferences, OnecDigestRow, OnecRepair, OnecResult, OnecWants,
} from '#contract/onec';
import { decimalFromKopecks } from '#contract/money';
import { itemOf, sha256, type FakeBase, type FakeObject } from './base.ts';
import type { OnecClient } from './client.ts';
import { kopecksOf } from './documents.ts';

export type Reconciled = {
  differ: OnecDifferences['differ'];
  /** Guids sent again, those the server never saw among them. */
  resent: string[];
  goneIn1C: string[];
  results: OnecResult[];
};

type How = {
  wanted?: NonNullable<OnecWants['wantDigest']>;
  /** Says of an object no more than it must: neither day nor sum nor number. */
  isTerse?: boolean;
};

/** Asks month by month what differs and sends that again under the revisions it has. */
export async function reconcile(
  client: OnecClient, base: FakeBase, { wanted = 'all', isTerse = false }: How = {},
): Promise<Reconciled> {
  const { ib, epoch } = base;
  const path = '/api/1c/v1/digest';
  const rows = rowsFor(base, wanted);
  const { differ } = await client.post<OnecDifferences>(path, { ib, epoch, rows });
  const done: Reconciled = { differ, resent: [], goneIn1C: [], results: [] };
  for (const { type, month } of differ) {
    const items = liveObjects(base, type, month).map((object) => {
      const item = itemOf(base, object);
      const { uid, rev, sha256: hash } = item;
      return { uid, rev, sha256: hash, ...(isTerse ? {} : shownOf(object)) };
    });
    const repair = await client.post<OnecRepair>(path, { ib, epoch, type, month, items });
    const objects = [...repair.resend, ...repair.goneIn1C]
      .flatMap((uid) => base.objects.get(uid) ?? []);
    done.results.push(...await client.push(objects.map((object) => itemOf(base, object))));
    done.resent.push(...repair.resend);
    done.goneIn1C.push(...repair.goneIn1C);
  }
  return done;
}

/** A month that was asked for and is empty here is said to be empty. */
function rowsFor(base: FakeBase, wanted: NonNullable<OnecWants['wantDigest']>): OnecDigestRow[] {
  const rows = digestRows(base);
  if (wanted === 'all') return rows;
  return wanted.map(({ type, month }) =>
    rows.find((row) => row.type === type && row.month === month)
    ?? { type, month, count: 0, sum: '0.00', hash: sha256('') });
}

/** Day, sum and number, so that the report names what Verstak has never seen. */
function shownOf(object: FakeObject): { on?: string; sum?: string; name?: string } {
  const { body } = object;
  if (!('date' in body)) return {};
  return {
    on: body.date.slice(0, 10), sum: decimalFromKopecks(totalOf(object)), name: body.number,
  };
}

/** Sends what the server asks for in its answers: objects again, and the digest. */
export async function fulfil(
  client: OnecClient, base: FakeBase, { wantDigest, wantResend = [] }: OnecWants,
  how: Pick<How, 'isTerse'> = {},
): Promise<Reconciled | null> {
  const objects = wantResend.flatMap(({ uid }) => base.objects.get(uid) ?? []);
  if (objects.length > 0) await client.push(objects.map((object) => itemOf(base, object)));
  return wantDigest ? reconcile(client, base, { ...how, wanted: wantDigest }) : null;
}

/** Count, Σ total and hash of every (type, month), tombstones left out. */
export function digestRows(base: FakeBase): OnecDigestRow[] {
  const groups = new Map<string, FakeObject[]>();
  for (const object of base.objects.values()) {
    // What it has never sent is not its to compare.
    if (object.gone || object.rev === 0) continue;
    const key = `${object.type} ${monthOf(object)}`;
    const group = groups.get(key);
    if (group) group.push(object);
    else groups.set(key, [object]);
  }
  return [...groups].map(([key, objects]) => {
    const [type = '', month = ''] = key.split(' ');
    const lines = objects.map((object) => `${object.uid}:${itemOf(base, object).sha256}\n`).sort();
    const sum = objects.reduce((total, object) => total + totalOf(object), 0);
    return {
      type, month, count: objects.length, sum: decimalFromKopecks(sum),
      hash: sha256(lines.join('')),
    };
  });
}

function liveObjects(base: FakeBase, type: string, month: string): FakeObject[] {
  return [...base.objects.values()].filter((object) =>
    !object.gone && object.rev > 0 && object.type === type && monthOf(object) === month);
}

function monthOf({ body }: FakeObject): string {
  return 'date' in body ? body.date.slice(0, 7) : 'all';
}

/** The attribute «СуммаДокумента», without signs; a shipment has only its lines. */
function totalOf({ body }: FakeObject): number {
  if ('total' in body) return kopecksOf(body.total);
  if (!('kind' in body) || !('lines' in body)) return 0;
  return body.lines.reduce((sum, line) => sum + kopecksOf(line.sum), 0);
}

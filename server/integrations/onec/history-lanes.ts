// A portion of history is applied by two transactions side by side: PostgreSQL uses both cores.
//
// Nothing depends on who is first. What a portion says of people, companies and goods is applied
// before its documents; documents of one company stay together in the order of the file, so that
// lanes hardly ever wait for each other; the next portion begins when both have ended.
import type { OnecType } from '#contract/onec-rows';
import {
  applyWaves, settleBatch, type Applied, type Inbox, type RawItem, type Sorted,
} from './apply-items.ts';
import type { Origin, ReceivedItem } from './received.ts';

const LANES = 2;
/** Fewer are applied sooner than they are divided. */
const WORTH_ITEMS = 100;

const DOCUMENTS: ReadonlySet<OnecType> = new Set(['order', 'invoice', 'payment', 'shipment']);

/** Documents by company; an object that comes twice stays where it was met first. */
function byCompany(documents: ReceivedItem[]): ReceivedItem[][] {
  const keys = new Map<string, string>();
  const groups = new Map<string, ReceivedItem[]>();
  for (const item of documents) {
    const { type, uid } = item.envelope;
    const row = item.snapshot?.row as { companyUid?: string | null } | undefined;
    const key = keys.get(`${type} ${uid}`) ?? row?.companyUid ?? uid;
    keys.set(`${type} ${uid}`, key);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

/** The largest companies first, each to the lane that has least to do. */
function shareOut(documents: ReceivedItem[]): ReceivedItem[][] {
  const lanes: ReceivedItem[][] = Array.from({ length: LANES }, () => []);
  const groups = byCompany(documents).sort((a, b) => b.length - a.length);
  for (const group of groups) {
    lanes.sort((a, b) => a.length - b.length);
    lanes[0]?.push(...group);
  }
  return lanes.map((lane) => lane.sort((a, b) => a.index - b.index));
}

export type Shared = { first: ReceivedItem[]; lanes: ReceivedItem[][] };

/** Only history is divided: what lives is told of in the order in which it came. */
export function shareLanes(items: ReceivedItem[]): Shared {
  const isHistory = items.every(({ envelope }) => envelope.lane === 'backfill');
  if (!isHistory || items.length < WORTH_ITEMS) return { first: items, lanes: [] };
  const isDocument = ({ envelope }: ReceivedItem) => DOCUMENTS.has(envelope.type);
  return {
    first: items.filter((item) => !isDocument(item)),
    lanes: shareOut(items.filter(isDocument)),
  };
}

/** As `applyItems`, by two transactions at a time. */
export async function applyInLanes(
  inbox: Inbox, items: RawItem[], sorted: Sorted & { origin: Origin },
): Promise<Applied> {
  const { first, lanes } = shareLanes(sorted.ready);
  const done = [await applyWaves(inbox, first, sorted)];
  const both = await Promise.allSettled(lanes.map((ready) => applyWaves(inbox, ready, sorted)));
  for (const lane of both) {
    // Only now: no lane may be at work when the load is given up.
    if (lane.status === 'rejected') throw lane.reason;
    done.push(lane.value);
  }
  return settleBatch(inbox, items, sorted, done);
}

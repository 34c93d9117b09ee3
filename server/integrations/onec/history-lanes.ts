// A portion of history is applied by two transactions side by side: PostgreSQL uses both cores.
//
// Nothing depends on who is first. What a portion says of people, companies and goods is applied
// before its documents; documents of one company stay together in the order of the file, so that
// lanes hardly ever wait for each other. A lane goes on with the next portion as soon as it has
// ended its part of this one, when both hold nothing but documents that were read without fault;
// otherwise the next portion begins when both lanes have ended.
import type { OnecType } from '#contract/onec-rows';
import {
  applyWaves, settleBatch, type Applied, type Inbox, type RawItem, type Sorted, type WavesDone,
} from './apply-items.ts';
import type { Origin, ReceivedItem } from './received.ts';

const LANES = 2;
/** Fewer are applied sooner than they are divided. */
const WORTH_ITEMS = 100;

const DOCUMENTS: ReadonlySet<OnecType> = new Set(['order', 'invoice', 'payment', 'shipment']);

function companyOf({ snapshot }: ReceivedItem): string | null | undefined {
  return (snapshot?.row as { companyUid?: string | null } | undefined)?.companyUid;
}

/** Documents by company; an object that comes twice stays where it was met first. */
function byCompany(documents: ReceivedItem[]): ReceivedItem[][] {
  const keys = new Map<string, string>();
  const groups = new Map<string, ReceivedItem[]>();
  for (const item of documents) {
    const company = keys.get(item.key) ?? companyOf(item) ?? item.envelope.uid;
    keys.set(item.key, company);
    const group = groups.get(company);
    if (group) group.push(item);
    else groups.set(company, [item]);
  }
  return [...groups.values()];
}

/** Lane by what an item is known by: its object, its company. */
type Places = ReadonlyMap<string, number>;

const NOWHERE: Places = new Map();

export function placesOf(lanes: ReceivedItem[][]): Places {
  const places = new Map<string, number>();
  for (const [lane, items] of lanes.entries()) {
    for (const item of items) {
      const company = companyOf(item);
      places.set(item.key, lane);
      if (company) places.set(company, lane);
    }
  }
  return places;
}

/** The lane of its object, else that of its company. */
const placeOf = (places: Places, item: ReceivedItem): number | undefined =>
  places.get(item.key) ?? places.get(companyOf(item) ?? '');

function placeIn(places: Places, group: ReceivedItem[]): number | undefined {
  for (const item of group) {
    const lane = placeOf(places, item);
    if (lane !== undefined) return lane;
  }
  return undefined;
}

/**
 * What the portion before has placed stays in its lane; of the others the largest companies first,
 * each to the lane that has least to do.
 */
function shareOut(documents: ReceivedItem[], places: Places): ReceivedItem[][] {
  const lanes: ReceivedItem[][] = Array.from({ length: LANES }, () => []);
  const groups = byCompany(documents).sort((a, b) => b.length - a.length);
  const least = () => lanes.reduce((found, lane) => (lane.length < found.length ? lane : found));
  const placed = Map.groupBy(groups, (group) => placeIn(places, group));
  for (const [lane, known] of placed) {
    if (lane !== undefined) for (const group of known) lanes[lane]?.push(...group);
  }
  for (const group of placed.get(undefined) ?? []) least().push(...group);
  return lanes.map((lane) => lane.sort((a, b) => a.index - b.index));
}

export type Shared = { first: ReceivedItem[]; lanes: ReceivedItem[][] };

/** Only history is divided: what lives is told of in the order in which it came. */
export function shareLanes(items: ReceivedItem[], places = NOWHERE): Shared {
  const isHistory = items.every(({ envelope }) => envelope.lane === 'backfill');
  if (!isHistory || items.length < WORTH_ITEMS) return { first: items, lanes: [] };
  const isDocument = ({ envelope }: ReceivedItem) => DOCUMENTS.has(envelope.type);
  return {
    first: items.filter((item) => !isDocument(item)),
    lanes: shareOut(items.filter(isDocument), places),
  };
}

/** A portion on its way into the database. */
export type Flight = {
  lanes: Promise<WavesDone>[];
  places: Places;
  /** Nothing but documents, none of which is held for a person. */
  isPlain: boolean;
  landed: Promise<Applied>;
};

type Portion = { items: RawItem[]; sorted: Sorted & { origin: Origin } };

/** As `applyItems`, by two transactions at a time; `before` is the portion before it. */
export function startInLanes(
  inbox: Inbox, { items, sorted }: Portion, before: Flight | null,
): Flight {
  const { first, lanes } = shareLanes(sorted.ready, before?.places);
  const isPlain = first.length === 0 && lanes.length > 0
    && sorted.held.length + sorted.strangers.length === 0;
  const goesOn = before !== null && before.isPlain && isPlain && agree(lanes, before.places);
  const begin = async () => {
    if (!goesOn) await before?.landed;
    return applyWaves(inbox, first, sorted);
  };
  const begun = begin();
  const running = lanes.map(async (ready, lane) => {
    await (goesOn ? before.lanes[lane] : begun);
    return applyWaves(inbox, ready, sorted);
  });
  const landed = land([begun, ...running], before)
    .then((done) => settleBatch(inbox, items, sorted, done));
  // A failure is met where the flight is awaited; until then it must not end the process.
  for (const each of [begun, ...running, landed]) each.catch(() => undefined);
  return { lanes: running, places: placesOf(lanes), isPlain, landed };
}

/** Whether every item stands in the lane where the portion before has placed it. */
export const agree = (lanes: ReceivedItem[][], places: Places): boolean =>
  lanes.every((items, lane) => items.every((item) => (places.get(item.key) ?? lane) === lane
    && (places.get(companyOf(item) ?? '') ?? lane) === lane));

async function land(parts: Promise<WavesDone>[], before: Flight | null): Promise<WavesDone[]> {
  const ended = await Promise.allSettled(parts);
  // Only now: no lane may be at work when the load is given up.
  await before?.landed;
  return ended.map((part) => {
    if (part.status === 'rejected') throw part.reason;
    return part.value;
  });
}

// A base that is asked over OData opens no connection, so it cannot answer a reconciliation: its
// poller does, month by month between polls, and then reads again what differs.
import type { OnecDigestRow } from '#contract/onec';
import type { OnecType } from '#contract/onec-rows';
import { monthNumber, typeOfCode, TYPE_CODES } from '../object-types.ts';
import { compareMonths } from '../reconcile/compare-months.ts';
import { compareObjects } from '../reconcile/compare-objects.ts';
import { ALL_MONTH, placeKey, storedPlaces, type Place } from '../reconcile/month-states.ts';
import { openRun, type Run } from '../reconcile/runs.ts';
import { wantsOf } from '../reconcile/wants.ts';
import { monthsOf } from './months.ts';
import { readInto } from './poll-window.ts';
import { OdataProblem } from './problem.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { rememberedMonth } from './remembered-month.ts';
import { forgetSaid, keepSaid, saidPlaces, saidRows } from './said-months.ts';
import { isReference } from './sweep.ts';
import { theirMonth } from './their-side.ts';
import type { Work } from './work.ts';

/** What of the digest is still to be said; read anew when the process was restarted meanwhile. */
export type Answering = {
  runId: number; places: Place[]; total: number;
  /** Types that 1C refuses to show whole: nothing is said of them. */
  silent: Set<OnecType>;
};

type Holder = { answering?: Answering | undefined };

/** Sets that hold a type; none when one of them is not shown: half a month would look gone. */
function sourcesOf({ sources, link }: Work, type: OnecType): readonly ObjectSource[] {
  const ofType = sources.filter((source) => source.type === type);
  return ofType.some(({ code }) => link.refused[code] !== undefined) ? [] : ofType;
}

async function allPlaces(work: Work, today: string): Promise<Place[]> {
  const stored = await storedPlaces(work.inbox.db, work.base.id);
  const wanted = monthsOf(work.link.sinceOn, today).map((month) => monthNumber(month) ?? 0);
  const types = [...new Set(work.sources.map(({ type }) => type))];
  return types.flatMap((type) => {
    if (isReference({ type })) return [{ type, month: ALL_MONTH }];
    const months = stored.filter((place) => place.type === type).map(({ month }) => month);
    return [...new Set([...wanted, ...months])].sort((a, b) => b - a)
      .map((month) => ({ type, month }));
  });
}

async function begin(work: Work, run: Run, today: string): Promise<Answering> {
  const wanted = run.scope?.map(({ type, month }) =>
    ({ type, month: monthNumber(month) ?? ALL_MONTH })) ?? await allPlaces(work, today);
  const said = await saidPlaces(work, run);
  return {
    runId: run.id, total: wanted.length, silent: new Set(),
    places: wanted.filter((place) => !said.has(placeKey(place))),
  };
}

/** What was listed by the walk is known; a person wants to hear it from 1C itself. */
const mayRemember = ({ reason }: Run): boolean => reason === 'nightly' || reason === 'epoch';

/** A refusal of 1C takes its type out of the answer; any other trouble ends the poll. */
async function monthRow(
  work: Work, answering: Answering, run: Run, place: Place,
): Promise<{ row: OnecDigestRow | null; asked: boolean }> {
  const sources = sourcesOf(work, place.type);
  const isSilent = sources.length === 0 || answering.silent.has(place.type);
  if (isSilent) return { row: null, asked: false };
  const known = mayRemember(run) ? await rememberedMonth(work, place, sources) : null;
  if (known) return { row: known, asked: false };
  try {
    return { row: (await theirMonth(work, place, sources)).row, asked: true };
  } catch (error) {
    if (!(error instanceof OdataProblem) || error.kind !== 'refused') throw error;
    answering.silent.add(place.type);
    return { row: null, asked: true };
  }
}

/** Months that cost 1C nothing take this long of a poll at most. */
const SAY_MS_MAX = 2_000;

async function sayDigest(
  work: Work, holder: Holder, run: Run, { today, count }: { today: string; count: number },
): Promise<void> {
  if (holder.answering?.runId !== run.id) holder.answering = await begin(work, run, today);
  const { answering } = holder;
  const { places, silent } = answering;
  const rows: OnecDigestRow[] = [];
  const until = performance.now() + SAY_MS_MAX;
  let asked = 0;
  try {
    while (places.length > 0 && asked < count && performance.now() < until) {
      const month = await monthRow(work, answering, run, places[0]!);
      if (month.row) rows.push(month.row);
      asked += Number(month.asked);
      places.shift();
    }
  } finally {
    const { total } = answering;
    await keepSaid(work, run, rows, { done: total - places.length, all: total });
  }
  if (places.length > 0) return;
  const { ib, epoch } = work.base;
  const all = (await saidRows(work, run)).filter(({ type }) => !silent.has(type as OnecType));
  await compareMonths(work.inbox, work.base, { ib, epoch, rows: all });
  await forgetSaid(work);
  holder.answering = undefined;
}

/** Months that differ and whose objects are not named yet: what a restart would go on with. */
async function unnamedPlaces(work: Work, run: Run, count: number): Promise<Place[]> {
  const { rows } = await work.inbox.db.query<{ type: number; month: number }>(
    `select type, month from onec.reconcile_month
     where reconcile_id = $1 and differs and itemised_at is null
       and type = any($2::smallint[]) order by month desc, type limit $3`,
    [run.id, [...new Set(work.sources.map(({ type }) => TYPE_CODES[type]))], count]);
  return rows.flatMap(({ type, month }) => {
    const name = typeOfCode(type);
    return name ? [{ type: name, month }] : [];
  });
}

async function nameObjects(work: Work, place: Place): Promise<void> {
  const sources = sourcesOf(work, place.type);
  if (sources.length === 0) return;
  const { items, row, sourceOf } = await theirMonth(work, place, sources);
  const { ib, epoch } = work.base;
  const { resend, goneIn1C } = await compareObjects(work.inbox, work.base,
    { ib, epoch, type: row.type, month: row.month, items });
  for (const source of sources) {
    // What has left the month may stand in another one: its set is asked by the guid.
    await readInto(work, source, [
      ...resend.filter((uid) => sourceOf.get(uid) === source), ...goneIn1C]);
  }
}

/** Objects that a person has asked for again. */
async function answerResends(work: Work): Promise<void> {
  const { wantResend = [] } = await wantsOf(work.inbox.db, work.base.id, work.inbox.now());
  for (const [type, wanted] of Map.groupBy(wantResend, (one) => one.type)) {
    for (const source of work.sources.filter((one) => one.type === type)) {
      await readInto(work, source, wanted.map(({ uid }) => uid));
    }
  }
}

/** Does up to `count` months of what is wanted; true while there is more to do now. */
export async function answerReconcile(
  work: Work, holder: Holder, today: string, count: number,
): Promise<boolean> {
  const { inbox, base, link } = work;
  const run = await openRun(inbox.db, base.id);
  // Before the first walk has ended half the base would look as if it were missing.
  if (!run || run.state === 'counting' || link.sweepFinishedAt === null) {
    if (!run) await answerResends(work);
    return false;
  }
  await work.tell('сверка');
  await answerResends(work);
  if (run.state === 'waiting') {
    await sayDigest(work, holder, run, { today, count });
    return true;
  }
  const places = await unnamedPlaces(work, run, count);
  for (const place of places) await nameObjects(work, place);
  return places.length > 0;
}

// A base that is asked over OData opens no connection, so it cannot answer a reconciliation: its
// poller does, month by month between polls, and then reads again what differs.
import type { OnecDigestRow } from '#contract/onec';
import type { OnecType } from '#contract/onec-rows';
import { monthNumber, typeOfCode, TYPE_CODES } from '../object-types.ts';
import { compareMonths } from '../reconcile/compare-months.ts';
import { compareObjects } from '../reconcile/compare-objects.ts';
import { ALL_MONTH, storedPlaces, type Place } from '../reconcile/month-states.ts';
import { openRun, type Run } from '../reconcile/runs.ts';
import { wantsOf } from '../reconcile/wants.ts';
import { readInto } from './poll-window.ts';
import { OdataProblem } from './problem.ts';
import type { ObjectSource } from './profiles/profile.ts';
import { isReference, monthsOf } from './sweep.ts';
import { theirMonth } from './their-side.ts';
import type { Work } from './work.ts';

/** How far the digest of a run has come; begun anew when the process was restarted meanwhile. */
export type Answering = {
  runId: number; places: Place[]; rows: OnecDigestRow[];
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
  const places = run.scope?.map(({ type, month }) =>
    ({ type, month: monthNumber(month) ?? ALL_MONTH })) ?? await allPlaces(work, today);
  return { runId: run.id, places, rows: [], silent: new Set() };
}

/** A refusal of 1C takes its type out of the answer; any other trouble ends the poll. */
async function sayMonth(work: Work, answering: Answering, place: Place): Promise<void> {
  const sources = sourcesOf(work, place.type);
  if (sources.length === 0 || answering.silent.has(place.type)) return;
  try {
    answering.rows.push((await theirMonth(work, place, sources)).row);
  } catch (error) {
    if (!(error instanceof OdataProblem) || error.kind !== 'refused') throw error;
    answering.silent.add(place.type);
  }
}

async function sayDigest(
  work: Work, holder: Holder, run: Run, { today, count }: { today: string; count: number },
): Promise<void> {
  if (holder.answering?.runId !== run.id) holder.answering = await begin(work, run, today);
  const { answering } = holder;
  for (const place of answering.places.splice(0, count)) await sayMonth(work, answering, place);
  if (answering.places.length > 0) return;
  const { ib, epoch } = work.base;
  const rows = answering.rows.filter(({ type }) => !answering.silent.has(type as OnecType));
  await compareMonths(work.inbox, work.base, { ib, epoch, rows });
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

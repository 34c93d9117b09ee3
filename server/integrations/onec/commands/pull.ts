// GET /api/1c/v1/pull: commands of a base, at once when there are any, else when one is written.
import type { OnecCommands, OnecPullQuery } from '#contract/onec';
import { giveCommands, registerReceiver } from '#modules/commands';
import { inTransaction } from '#platform/database';
import { onecCommandsGiven } from '#platform/metrics';
import type { Inbox } from '../apply-items.ts';
import { touchContact } from '../bases.ts';
import { wantsOf } from '../reconcile/wants.ts';
import { buildBody } from './build-body.ts';
import type { CommandDoor } from './command-door.ts';
import { requireBase } from './require-base.ts';

const WAIT_MAX_SECONDS = 25;
/** A row that another puller holds right now, or an event that was read too early, is met again. */
const LOOK_EVERY_MS = 5_000;

type Caller = { door: CommandDoor; gone: AbortSignal };

export async function pull(
  inbox: Inbox, { ib, epoch, cursor, wait = 0 }: OnecPullQuery, { door, gone }: Caller,
): Promise<OnecCommands> {
  const base = await requireBase(inbox.db, ib, epoch);
  await inTransaction(inbox.db, (tx) =>
    registerReceiver(tx, base.id, inbox.now(), { hasAsked: true }));
  const from = Number(cursor ?? '') || 0;
  const until = performance.now() + Math.min(wait, WAIT_MAX_SECONDS) * 1000;
  for (;;) {
    await touchContact(inbox.db, base.id, inbox.now(), true);
    // Whatever is written after this look wakes the waiting that begins before it.
    const leftMs = until - performance.now();
    const ended = new AbortController();
    const woken = leftMs > 0
      ? door.wait(base.id, Math.min(leftMs, LOOK_EVERY_MS), AbortSignal.any([gone, ended.signal]))
      : Promise.resolve();
    try {
      const { hasAny, ...answer } = await look(inbox, base.id, from);
      if (hasAny || leftMs <= 0 || gone.aborted || door.isStopped()) return answer;
      await woken;
    } finally {
      ended.abort();
    }
    // An administrator may have stopped the exchange, or the base come back as a copy, meanwhile.
    await requireBase(inbox.db, ib, epoch);
  }
}

/** Commands, and what else is wanted: a digest may be asked for while 1C has nothing to push. */
async function look(
  inbox: Inbox, baseId: number, from: number,
): Promise<OnecCommands & { hasAny: boolean }> {
  const commands = await fetchCommands(inbox, baseId, from);
  const wants = await wantsOf(inbox.db, baseId, inbox.now());
  const last = commands.at(-1)?.seq ?? from;
  return {
    commands, cursor: String(Math.max(from, last)), ...wants,
    hasAny: commands.length > 0 || Object.keys(wants).length > 0,
  };
}

/** What a base gets right now. */
export async function fetchCommands(
  inbox: Inbox, baseId: number, cursor = 0,
): Promise<OnecCommands['commands']> {
  const given = await inTransaction(inbox.db, (tx) => giveCommands(
    tx, { baseId, cursor, now: inbox.now() }, (command) => buildBody(tx, command)));
  for (const { type } of given) onecCommandsGiven.inc({ type });
  return given.map(({ body, ...command }) =>
    ({ ...command, body: JSON.parse(body) as Record<string, unknown> }));
}

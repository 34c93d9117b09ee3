// The test button: walks what an exchange needs, one answer each, and what to do about it. A
// payment of one kopeck goes through the real inbox in a transaction that is taken back.
import { randomUUID } from 'node:crypto';
import type { BaseCheck } from '#contract/exchange';
import type { Context } from '#platform/context';
import { inTransaction, joinTransaction, one } from '#platform/database';
import { refuse } from '#platform/refuse';
import { applyItems, type Inbox } from '../apply-items.ts';
import { EPOCH } from '../commerceml/meet-base.ts';
import { bodySha256 } from '../wire/canonical.ts';
import { CLOCK_SKEW_MAX_MS } from '../wire/limits.ts';
import { check, contactCheck, doorChecks, readDoor } from './door-checks.ts';
import { readWatchRules, silentMinutes } from './incidents.ts';
import { twinChecks } from './twin-check.ts';

type Facts = {
  ib: string; epoch: string; accepted: boolean; pendingEpoch: string | null;
  liveAt: string | null; reconciledAt: string | null; left: number; skewMs: number | null;
};

async function factsOf(ctx: Context, baseId: number): Promise<Facts> {
  const facts = await one<Facts>(ctx.db,
    `select b.ib, b.epoch, b.accepted, b.pending_epoch as "pendingEpoch", b.live_at as "liveAt",
       b.clock_skew_ms as "skewMs", r.finished_at as "reconciledAt",
       (select count(*)::int from onec.reconcile_object o
         where o.reconcile_id = r.id and o.settled_at is null) as left
     from onec.base b left join lateral (
       select id, finished_at from onec.reconcile
       where base_id = b.id and state = 'done' and scope is null order by id desc limit 1
     ) r on true
     where b.id = $1`, [baseId]);
  if (!facts) throw refuse('record.missing');
  return facts;
}

class TakenBack extends Error {}

/** Null is well; else why a payment would not be taken. */
async function tryPayment(inbox: Inbox, { ib, epoch }: Facts): Promise<string | null> {
  const body = {
    kind: 'bank', direction: 'in', number: 'ПРОБА', date: '2020-01-01T00:00:00', posted: true,
    deleted: false, bankConfirmed: true, currency: 'RUB', total: '0.01', lines: [],
  };
  const item = {
    v: 1, id: 'check', ib, epoch, lane: 'money', type: 'payment', uid: randomUUID(), rev: 1,
    op: 'upsert', at: inbox.now().toISOString(), sha256: bodySha256(body), body,
  };
  let problem: string | null = 'Пробная оплата не получила ответа.';
  await inTransaction(inbox.db, async (tx) => {
    const { results: [result] } = await applyItems(
      { ...inbox, db: joinTransaction(tx) }, [{ value: item, line: null }], { kind: 'retry' });
    problem = result?.status === 'applied' ? null : result?.text ?? problem;
    throw new TakenBack();
  }).catch((error: unknown) => {
    if (error instanceof TakenBack) return;
    // Whatever is the fault of the payment has had its answer: this is our own trouble.
    problem = `сбой Верстака, повторите проверку. Подробности: ${(error as Error).message}`;
  });
  return problem;
}

function accessCheck({ accepted, pendingEpoch }: Facts): BaseCheck {
  if (accepted && pendingEpoch === null) {
    return check('access', 'ok', 'База допущена, эпоха известна.');
  }
  return check('access', 'bad', pendingEpoch !== null
    ? 'База прислала другую эпоху: подтвердите её или отключите обмен в копии.'
    : 'База ждёт допуска администратора.');
}

/** Money is told late or early by nobody within a minute. */
const MINUTE_MS = 60_000;
const CLOCK_WARN_MS = MINUTE_MS;

/** Nothing to say of a base that signs nothing. */
function clockChecks({ skewMs }: Facts): BaseCheck[] {
  if (skewMs === null) return [];
  const away = Math.abs(skewMs);
  if (away < CLOCK_WARN_MS) return [check('clock', 'ok', 'Часы 1С идут верно.')];
  const words = `Часы сервера 1С ${skewMs > 0 ? 'отстают' : 'спешат'} на ${
    Math.round(away / 1000)} с`;
  return [away > CLOCK_SKEW_MAX_MS
    ? check('clock', 'bad',
      `${words}: её запросы отклоняются. Включите на нём синхронизацию времени.`)
    : check('clock', 'warn', `${words}; больше ${CLOCK_SKEW_MAX_MS / MINUTE_MS} минут нельзя. `
      + 'Включите на нём синхронизацию времени.')];
}

function reconcileCheck({ epoch, reconciledAt, left }: Facts, now: Date): BaseCheck {
  if (epoch === EPOCH) {
    return check('reconcile', 'ok',
      '«Обмен с сайтом» не присылает контрольных сумм: такую базу не сверяют.');
  }
  if (!reconciledAt) {
    return check('reconcile', 'warn', 'Полной сверки ещё не было: нажмите «Сверить сейчас».');
  }
  if (left > 0) return check('reconcile', 'bad', `После сверки осталось расхождений: ${left}.`);
  const isOld = now.getTime() - Date.parse(reconciledAt) > 2 * 24 * 60 * 60_000;
  return isOld ? check('reconcile', 'warn', 'Последней полной сверке больше двух суток.')
    : check('reconcile', 'ok', 'Последняя полная сверка сошлась.');
}

export async function checkBase(
  ctx: Context, inbox: Inbox, baseId: number,
): Promise<{ checks: BaseCheck[] }> {
  const facts = await factsOf(ctx, baseId);
  const door = await readDoor(ctx.db, baseId, ctx.now());
  const rules = await readWatchRules(ctx.db);
  const silent = facts.liveAt ? silentMinutes(facts.liveAt, ctx.now(), rules) : null;
  const startedMs = performance.now();
  const problem = await tryPayment(inbox, facts);
  const tookMs = Math.round(performance.now() - startedMs);
  return {
    checks: [
      contactCheck(door, silent, rules.silenceMinutes), accessCheck(facts), ...doorChecks(door),
      ...clockChecks(facts),
      problem === null
        ? check('trial', 'ok', `Пробная оплата принята и убрана, ${tookMs} мс.`)
        : check('trial', 'bad', `Пробная оплата не прошла: ${problem}`),
      reconcileCheck(facts, ctx.now()), ...await twinChecks(ctx.db, baseId),
    ],
  };
}

// A request that makes something is done once, however often it is sent: whoever got no answer
// (a cut connection, a killed server) sends it again under the same `Idempotency-Key`. The key is
// written in the transaction of the work itself, so both are there or neither.
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ONCE_HEADER } from '#contract/route';
import type { Context } from '#platform/context';
import { inTransaction, joinTransaction, one, type Queryable, type Tx } from '#platform/database';
import { refuse } from '#platform/refuse';

const KEPT_HOURS = 24;

type Work = (ctx: Context) => Promise<unknown>;

/** Runs `work`, or gives the answer that the same sender has had under the same key. */
export async function doOnce(ctx: Context, request: FastifyRequest, work: Work): Promise<unknown> {
  const key = request.headers[ONCE_HEADER];
  if (key === undefined) return work(ctx);
  const asked = hashOf([request.method, request.url, request.body]);
  const place = [senderOf(ctx, request), key];
  return inTransaction(ctx.db, async (tx) => {
    // A second one at the same time waits here for the end of the first.
    const { rowCount } = await tx.query(
      `insert into platform.request_once (sender, key, asked, at) values ($1, $2, $3, $4)
       on conflict do nothing`, [...place, asked, ctx.now()]);
    if (rowCount === 0) return answerGiven(tx, place, asked);
    const answer = await work({ ...ctx, db: joinTransaction(tx) });
    await tx.query(
      'update platform.request_once set answer = $3 where sender = $1 and key = $2',
      [...place, JSON.stringify(answer ?? null)]);
    return answer;
  });
}

async function answerGiven(tx: Tx, place: unknown[], asked: Buffer): Promise<unknown> {
  const given = await one<{ asked: Buffer; answer: unknown }>(tx,
    'select asked, answer from platform.request_once where sender = $1 and key = $2', place);
  if (!given?.asked.equals(asked)) throw refuse('key.used');
  return given.answer ?? undefined;
}

/** A key of one person is nothing to another: an answer is for who may have it. */
function senderOf({ actor }: Context, { headers }: FastifyRequest): Buffer {
  return hashOf(actor.employeeId === null ? headers.authorization : actor.employeeId);
}

const hashOf = (value: unknown): Buffer =>
  createHash('sha256').update(JSON.stringify(value) ?? '').digest();

export async function forgetOnce(on: Queryable, now: Date): Promise<void> {
  await on.query(
    `delete from platform.request_once where at < $1::timestamptz - make_interval(hours => $2)`,
    [now, KEPT_HOURS]);
}

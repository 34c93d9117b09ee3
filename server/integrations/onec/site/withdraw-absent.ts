// `deactivate`: what a whole catalogue did not name is gone in 1C. Only after every file of the
// session was taken with success may absence mean that, and never for most of what we know.
import { one, type Db } from '#platform/database';
import { applyItems, type Inbox } from '../apply-items.ts';
import { EPOCH } from '../commerceml/meet-base.ts';
import { TYPE_CODES } from '../object-types.ts';
import { bodySha256 } from '../wire/canonical.ts';
import { failure, progress, success, type Answer } from './answer.ts';
import type { OpenSession } from './sessions.ts';

/** A catalogue that lost more than this share is a mistake of the unloading, not of the trade. */
const SHARE_MAX = 0.5;
const FEW = 20;
const BATCH = 500;
const BATCHES_AN_ANSWER = 10;

type Files = { full: number; working: number; failed: number; waiting: number };

export async function withdrawAbsent(inbox: Inbox, session: OpenSession): Promise<Answer> {
  const { encoding } = session;
  const files = await one<Files>(inbox.db, `
    select count(*) filter (where is_full)::int as full,
      count(*) filter (where state in ('queued', 'running'))::int as working,
      count(*) filter (where state = 'failed')::int as failed,
      count(*) filter (where state = 'receiving')::int as waiting
    from onec.history_file where session_id = $1`, [session.id]);
  if (files && files.working > 0) return progress(encoding, 'Файлы ещё разбираются');
  const refusal = files && whyNot(files);
  if (refusal) return failure(encoding, refusal);
  // A package of changes says nothing of what it leaves out.
  if (!files || files.full === 0) return success(encoding);
  const known = await countKnown(inbox.db, session);
  const isTooMany = known.absent > FEW && known.absent > known.total * SHARE_MAX;
  if (isTooMany && !known.begun) {
    return failure(encoding, `В полной выгрузке нет ${known.absent} из ${known.total} товаров: `
      + 'ничего не удалено, проверьте отбор выгрузки');
  }
  return withdraw(inbox, session);
}

function whyNot({ failed, waiting }: Files): string | null {
  if (failed > 0) return 'Не все файлы разобраны: отсутствие в выгрузке не считается удалением';
  if (waiting > 0) return 'Не все присланные файлы разобраны: сначала вызовите import для каждого';
  return null;
}

type Known = { total: number; absent: number; begun: boolean };

async function countKnown(db: Db, session: OpenSession): Promise<Known> {
  const row = await one<Known>(db, `
    select count(*)::int as total,
      count(*) filter (where s.uid is null)::int as absent,
      (select withdrawn_count is not null from onec.site_session where id = $2) as begun
    from onec.object o join onec.base b on b.id = o.base_id and b.ib = $1
      left join onec.site_seen s on s.session_id = $2 and s.uid = o.uid
    where o.type = ${TYPE_CODES.product} and not o.deleted`, [session.ib, session.id]);
  return row ?? { total: 0, absent: 0, begun: false };
}

/** In batches: what is withdrawn is absent no more, so the next question goes on from there. */
async function withdraw(inbox: Inbox, session: OpenSession): Promise<Answer> {
  const { encoding } = session;
  await addWithdrawn(inbox.db, session.id, 0);
  for (let batch = 0; batch < BATCHES_AN_ANSWER; batch += 1) {
    const { rows } = await inbox.db.query<{ uid: string; rev: number }>(`
      select o.uid, o.rev from onec.object o
        join onec.base b on b.id = o.base_id and b.ib = $1
        left join onec.site_seen s on s.session_id = $2 and s.uid = o.uid
      where o.type = ${TYPE_CODES.product} and not o.deleted and s.uid is null
      order by o.uid limit ${BATCH}`, [session.ib, session.id]);
    if (rows.length === 0) return success(encoding);
    const { results } = await applyItems(
      inbox, rows.map(({ uid, rev }) => tombstone(inbox, session.ib, uid, rev + 1)),
      { kind: 'site' });
    const withdrawn = results.filter(({ status }) => status === 'applied').length;
    await addWithdrawn(inbox.db, session.id, withdrawn);
    if (withdrawn === 0) return failure(encoding, 'Товары не удалось снять: см. карантин обмена');
  }
  return progress(encoding, 'Снимаются товары, которых нет в полной выгрузке');
}

function tombstone(inbox: Inbox, ib: string, uid: string, rev: number) {
  const body = {};
  return {
    line: null,
    value: {
      v: 1, id: `product:${uid}`, ib, epoch: EPOCH, lane: 'refs', type: 'product', uid, rev,
      op: 'delete', at: inbox.now().toISOString(), sha256: bodySha256(body), body,
    },
  };
}

async function addWithdrawn(db: Db, sessionId: number, count: number): Promise<void> {
  await db.query(
    `update onec.site_session set withdrawn_count = coalesce(withdrawn_count, 0) + $2
     where id = $1`, [sessionId, count]);
}

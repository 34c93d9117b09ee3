// One object of 1C from its first word to its last: every revision that is kept and what it
// changed, what waits in the quarantine, and where the object stands now.
import type { ObjectTimeline } from '#contract/exchange';
import { one, type Db } from '#platform/database';
import { refuse } from '#platform/refuse';
import { TYPE_CODES, typeOfCode } from './object-types.ts';
import { CHANGES_MAX, diffBodies, type RevisionChange } from './revision-diff.ts';

const SNAPSHOTS_MAX = 50;

type Stored = {
  baseId: number; ib: string; type: number; rev: number; deleted: boolean; appliedAt: string;
  file: string | null; line: number | null; isAsked: boolean;
};

type Message = {
  id: number; rev: number; receivedAt: string; lane: string; cause: string | null;
  lagMs: number | null; raw: string | null;
};

async function storedObjects(db: Db, uid: string): Promise<Stored[]> {
  // Eight types of few bases: each is one probe of the key.
  const { rows } = await db.query<Stored>({
    name: 'onec-object-stored',
    text: `
      select o.base_id as "baseId", b.ib, o.type, o.rev, o.deleted, o.applied_at as "appliedAt",
        f.path as file, o.origin_line as line,
        exists (select from onec.resend s where s.base_id = o.base_id and s.type = o.type
          and s.uid = o.uid) as "isAsked"
      from onec.base b
        cross join unnest($2::smallint[]) as t (type)
        join onec.object o on o.base_id = b.id and o.type = t.type and o.uid = $1
        left join onec.history_file f on f.id = o.origin_file_id`,
    values: [uid, Object.values(TYPE_CODES)],
  });
  return rows;
}

async function messagesOf(db: Db, uid: string): Promise<Message[]> {
  const { rows } = await db.query<Message>({
    name: 'onec-object-messages',
    text: `select id, rev, received_at as "receivedAt", lane, cause, lag_ms as "lagMs", raw
      from onec.message where uid = $1 order by id desc limit ${SNAPSHOTS_MAX + 1}`,
    values: [uid],
  });
  return rows;
}

type Item = { op?: string; at?: string; body?: Record<string, unknown> };

function itemOf(raw: string | null): Item | null {
  try {
    return raw === null ? null : JSON.parse(raw) as Item;
  } catch {
    return null;
  }
}

function changesOf(now: Item | null, before: Item | null): RevisionChange[] {
  if (!now?.body || !before?.body || now.op === 'delete') return [];
  return diffBodies(before.op === 'delete' ? {} : before.body, now.body);
}

function revisionsOf(messages: Message[]): ObjectTimeline['revisions'] {
  const items = messages.map(({ raw }) => itemOf(raw));
  return messages.slice(0, SNAPSHOTS_MAX).map(({ raw: _raw, ...message }, index) => {
    const item = items[index] ?? null;
    const changes = changesOf(item, items[index + 1] ?? null);
    return {
      ...message, at: item?.at ?? null, isDeletion: item?.op === 'delete',
      isFirst: index === messages.length - 1,
      changes: changes.slice(0, CHANGES_MAX), changesTotal: changes.length,
    };
  });
}

const DEALS = `
  select h.deal_id as id from payments.sales_order h where h.uid = $1 and h.base_id = $2
    and h.deal_id is not null
  union select h.deal_id from payments.payment_line l join payments.sales_order h
      on h.base_id = l.base_id and h.uid = l.order_uid
    where l.base_id = $2 and l.payment_uid = $1 and h.deal_id is not null
  union select h.deal_id from payments.shipment_line l join payments.sales_order h
      on h.base_id = l.base_id and h.uid = l.order_uid
    where l.base_id = $2 and l.shipment_uid = $1 and h.deal_id is not null
  union select h.deal_id from payments.invoice i join payments.sales_order h
      on h.base_id = i.base_id and h.uid = i.order_uid
    where i.base_id = $2 and i.uid = $1 and h.deal_id is not null
  limit 20`;

export async function readObjectTimeline(db: Db, id: string): Promise<ObjectTimeline> {
  const uid = id.toLowerCase();
  const [objects, messages, held] = await Promise.all([
    storedObjects(db, uid), messagesOf(db, uid),
    db.query<ObjectTimeline['held'][number]>(
      `select id, state, reason, rev, received_at as "receivedAt" from onec.quarantine
       where uid = $1 and state <> 'settled' order by id desc limit 20`, [uid]),
  ]);
  if (objects.length === 0 && messages.length === 0 && held.rows.length === 0) {
    throw refuse('record.missing');
  }
  const [object] = objects;
  const deals = object ? await db.query<{ id: number }>(DEALS, [uid, object.baseId]) : { rows: [] };
  const latest = itemOf(messages[0]?.raw ?? null)?.body as { number?: unknown } | undefined;
  return {
    uid,
    object: object ? { ...object, type: typeOfCode(object.type) ?? '' } : null,
    number: typeof latest?.number === 'string' ? latest.number : null,
    dealIds: deals.rows.map((row) => row.id),
    revisions: revisionsOf(messages),
    held: held.rows,
  };
}

/** What exactly 1C sent. */
export async function readSnapshot(
  db: Db, uid: string, messageId: number,
): Promise<{ raw: string }> {
  const row = await one<{ raw: string | null }>(db,
    'select raw from onec.message where uid = $1 and id = $2', [uid.toLowerCase(), messageId]);
  if (!row) throw refuse('record.missing');
  return { raw: row.raw ?? '' };
}

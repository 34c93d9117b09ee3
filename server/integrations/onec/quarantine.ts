// Nothing that cannot be applied is dropped: it waits here with its raw text and a Russian reason.
import type { Queryable } from '#platform/database';

export type Held = {
  state: 'parked' | 'rejected';
  baseId: number | null;
  ib: string | null;
  lane: string | null;
  type: string | null;
  uid: string | null;
  rev: number | null;
  messageId: string;
  code: string;
  reason: string;
  field: string | null;
  waitsFor: string | null;
  raw: string;
  file: string | null;
  line: number | null;
};

/**
 * Characters of a raw item that are kept. A gzip body or a line of a file may hold more than a
 * plain push (8 MB), and a parked item that was cut could never be applied.
 */
const RAW_MAX = 20_000_000;

// PostgreSQL keeps no NUL in text; a replacement mark shows that something was there.
const storable = (text: string) => text.replaceAll('\u0000', '\uFFFD').slice(0, RAW_MAX);

/**
 * Holds items. An item that is held already for the same object and reason counts one try more;
 * a newer revision of a held object takes its place.
 */
export async function holdItems(on: Queryable, items: Held[], now: Date): Promise<void> {
  for (const item of items) {
    const { rowCount } = await on.query({
      name: 'quarantine-again',
      text: `
        update onec.quarantine set tries = tries + 1, last_tried_at = $8, rev = $5, raw = $6,
          reason = $7, field = $9, waits_for = $10, message_id = $11, state = $12, code = $4
        where state <> 'settled' and base_id is not distinct from $1 and type = $2 and uid = $3
          and ib is not distinct from $13 and coalesce(rev, 0) <= $5
          and (code = $4 or state = 'parked' and $12 = 'parked')`,
      values: [
        item.baseId, item.type, item.uid, item.code, item.rev ?? 0, storable(item.raw),
        item.reason, now, item.field, item.waitsFor, item.messageId, item.state, item.ib,
      ],
    });
    if (rowCount) continue;
    await on.query({
      name: 'quarantine-hold',
      text: `
        insert into onec.quarantine (state, base_id, ib, lane, type, uid, rev, message_id, code,
          reason, field, waits_for, raw, file, line, received_at, last_tried_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16)`,
      values: [
        item.state, item.baseId, item.ib, item.lane, item.type, item.uid, item.rev,
        item.messageId, item.code, item.reason, item.field, item.waitsFor, storable(item.raw),
        item.file, item.line, now,
      ],
    });
  }
}

export type AppliedObject = { type: string; uid: string; rev: number };

/** Whatever waited for these objects at this revision or an older one is settled by itself. */
export async function settleApplied(
  on: Queryable, baseId: number, objects: AppliedObject[], now: Date,
): Promise<void> {
  if (objects.length === 0) return;
  await on.query({
    name: 'quarantine-settle',
    text: `
      update onec.quarantine q set state = 'settled', settled_at = $5,
        settlement = case when q.rev = k.rev then 'applied' else 'superseded' end
      from unnest($2::text[], $3::text[], $4::bigint[]) as k (type, uid, rev)
      where q.state <> 'settled' and q.base_id = $1 and q.type = k.type and q.uid = k.uid
        and coalesce(q.rev, 0) <= k.rev
        -- Of two bodies under one revision a person must decide, unless a newer one has come.
        and (q.code <> 'rev.conflict' or q.rev < k.rev)`,
    values: [
      baseId, objects.map((object) => object.type), objects.map((object) => object.uid),
      objects.map((object) => object.rev), now,
    ],
  });
}

// Raw snapshots of the last 90 days: what exactly 1C said, when, and what became of it.
import type { Tx } from '#platform/database';
import type { ItemEnvelope } from './wire/item.ts';

export type Received = {
  envelope: ItemEnvelope;
  status: string;
  /** Milliseconds from 1C's knowledge to our answer; null when it was sent again on demand. */
  lagMs: number | null;
  raw: string;
};

export async function storeMessages(
  tx: Tx, baseId: number, messages: Received[], now: Date,
): Promise<void> {
  if (messages.length === 0) return;
  await tx.query({
    name: 'onec-messages',
    text: `
      insert into onec.message
        (received_at, base_id, lane, type, uid, rev, message_id, cause, status, lag_ms, raw)
      select $2, $1, m.* from unnest($3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[],
        $8::text[], $9::text[], $10::int[], $11::text[]) as m`,
    values: [
      baseId, now,
      messages.map(({ envelope }) => envelope.lane), messages.map(({ envelope }) => envelope.type),
      messages.map(({ envelope }) => envelope.uid), messages.map(({ envelope }) => envelope.rev),
      messages.map(({ envelope }) => envelope.id), messages.map(({ envelope }) => envelope.cause),
      messages.map(({ status }) => status), messages.map(({ lagMs }) => lagMs),
      messages.map(({ raw }) => raw),
    ],
  });
}

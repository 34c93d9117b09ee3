// Calls of 1C that were refused before anything in them was read, by day: the monitor shows them.
import type { Db } from '#platform/database';
import { onecRefusals } from '#platform/metrics';

export async function countRefusal(
  { db, now }: { db: Db; now: () => Date }, keyId: string, code: string,
): Promise<void> {
  onecRefusals.inc({ code });
  const at = now();
  await db.query(
    `insert into onec.refusal as r (key_id, code, on_day, count, last_at)
     values ($1, $2, $3, 1, $4)
     on conflict (key_id, code, on_day) do update set count = r.count + 1, last_at = $4`,
    [keyId.slice(0, 100), code, at.toISOString().slice(0, 10), at]);
}

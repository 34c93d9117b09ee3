// Serialises everything that touches the same objects of 1C, whatever order it arrives in.
//
// A payment and its order may arrive at the same moment in two requests; each would compute the
// deal without the other. Locking every uid a batch names, always in one order, makes the second
// wait and see. Buckets bound the number of locks; the order of buckets excludes deadlocks, and so
// does that of the classes: everybody locks objects themselves first and what they name afterwards.
import type { Tx } from '#platform/database';

const CLASSES = { itself: 7102, named: 7101 } as const;
const BUCKETS = 16_384;

export async function lockUids(
  tx: Tx, baseId: number, uids: Iterable<string>, as: keyof typeof CLASSES,
): Promise<void> {
  await tx.query({
    name: 'onec-lock-uids',
    text: `
      select pg_advisory_xact_lock($3::int, bucket) from (
        select distinct hashtext($1::text || uid) & ${BUCKETS - 1} as bucket
        from unnest($2::text[]) as u (uid) order by 1
      ) as buckets`,
    values: [String(baseId), [...uids], CLASSES[as]],
  });
}

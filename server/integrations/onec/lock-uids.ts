// Serialises everything that touches the same objects of 1C, whatever order it arrives in.
//
// A payment and its order may arrive at the same moment in two requests; each would compute the
// deal without the other. Locking every uid a batch names, always in one order, makes the second
// wait and see. The order of the hashes excludes deadlocks, and so does that of the classes:
// everybody locks objects themselves first and what they name afterwards. Of 16,384 buckets two
// batches of history always shared some, and the second waited for the first; of all 32-bit hashes
// hardly ever. A batch that needs more locks than PostgreSQL has is halved by the inbox.
import type { Tx } from '#platform/database';

const CLASSES = { itself: 7102, named: 7101 } as const;

export async function lockUids(
  tx: Tx, baseId: number, uids: Iterable<string>, as: keyof typeof CLASSES,
): Promise<void> {
  await lockKeys(tx, baseId, CLASSES[as], { alone: uids, together: [] });
}

/**
 * Locks what a batch names. Whoever only reads of an object (the manager of an order) holds it
 * together with others that do; who changes it or what is computed of it holds it alone.
 */
export async function lockNamed(tx: Tx, baseId: number, named: Named): Promise<void> {
  await lockKeys(tx, baseId, CLASSES.named, named);
}

type Named = { alone: Iterable<string>; together: Iterable<string> };

// A guid is 36 characters and names hold no commas: one text is cheaper to send than an array.
const listed = (uids: Iterable<string>) => [...uids].join(',');

async function lockKeys(
  tx: Tx, baseId: number, lockClass: number, { alone, together }: Named,
): Promise<void> {
  await tx.query({
    name: 'onec-lock-uids',
    // Counted, so that no row comes back for each lock.
    text: `
      select count(case when alone then pg_advisory_xact_lock($4::int, key)
        else pg_advisory_xact_lock_shared($4::int, key) end)
      from (
        select key, bool_or(alone) as alone from (
          select hashtext($1::text || uid) as key, true as alone
          from unnest(string_to_array($2::text, ',')) as u (uid)
          union all
          select hashtext($1::text || uid), false
          from unnest(string_to_array($3::text, ',')) as u (uid)
        ) as each group by key order by key offset 0
      ) as keys`,
    values: [String(baseId), listed(alone), listed(together), lockClass],
  });
}

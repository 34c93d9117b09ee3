// References in history carry names: a year later the record may be gone.
import type { Tx } from './database.ts';
import type { Changes } from './events.ts';
import { mergedInto } from './merged-into.ts';
import { refuseField, refuseMerged } from './refuse.ts';

/** Where a reference leads, which of its rows may be chosen, and what to say of the others. */
export type Reference = {
  relation: string; alive: string; missing: string;
  /** Such rows may be merged at this moment: the lock waits for it and sees what came out. */
  lock?: boolean;
  /** Whose rows live on in another one after a merge: 'company'. */
  mergedAs?: string;
};

type Found = { id: number; name: string; alive: boolean };

/** Replaces ids by `{id, name}`; a new value that does not exist is a refusal naming its field. */
export async function nameReferences(
  tx: Tx, references: Readonly<Record<string, Reference>>, changes: Changes,
): Promise<Changes> {
  const named: Changes = {};
  for (const [field, change] of Object.entries(changes)) {
    const reference = references[field];
    named[field] = reference ? await nameOne(tx, field, reference, change) : change;
  }
  return named;
}

async function nameOne(
  tx: Tx, field: string, { relation, alive, missing, lock, mergedAs }: Reference,
  change: { old: unknown; new: unknown },
): Promise<{ old: unknown; new: unknown }> {
  const { rows } = await tx.query<Found>(
    `select id, name, ${alive} as alive from ${relation} where id = any($1::bigint[])
     ${lock ? 'for key share' : ''}`,
    [[change.old, change.new].filter((id) => id !== null)]);
  const nameOf = (id: unknown) => {
    const row = rows.find((one) => one.id === id);
    return row ? { id: row.id, name: row.name } : null;
  };
  if (change.new !== null && !rows.some((row) => row.id === change.new && row.alive)) {
    const id = mergedAs ? await mergedInto(tx, relation, Number(change.new)) : null;
    throw mergedAs && id !== null
      ? refuseMerged({ entity: mergedAs, id }, field) : refuseField(field, missing);
  }
  return { old: nameOf(change.old), new: nameOf(change.new) };
}

// References in history carry names: a year later the record may be gone.
import type { Tx } from './database.ts';
import type { Change, Changes } from './events.ts';
import { mergedInto } from './merged-into.ts';
import { prepared } from './prepared.ts';
import { refuseField, refuseMerged } from './refuse.ts';

/** Where a reference leads, which of its rows may be chosen, and what to say of the others. */
export type Reference = {
  relation: string; alive: string; missing: string;
  /** Such rows may be merged at this moment: the lock waits for it and sees what came out. */
  lock?: boolean;
  /** Whose rows live on in another one after a merge: 'company'. */
  mergedAs?: string;
};

type Found = { at: number; id: number; name: string; alive: boolean };
type Asked = { field: string; change: Change; reference: Reference };

/** Replaces ids by `{id, name}`; a new value that does not exist is a refusal naming its field. */
export async function nameReferences(
  tx: Tx, references: Readonly<Record<string, Reference>>, changes: Changes,
): Promise<Changes> {
  const asked = Object.entries(changes).flatMap(([field, change]) => {
    const reference = references[field];
    return reference ? [{ field, change, reference }] : [];
  });
  const found = await findAll(tx, asked);
  const named: Changes = { ...changes };
  for (const [at, each] of asked.entries()) {
    named[each.field] = await nameOne(tx, each, found.filter((row) => row.at === at));
  }
  return named;
}

const idsOf = ({ old, new: next }: Change) => [old, next].filter((id) => id !== null);

/** All in one statement: a new deal has six of them. What refers to nothing is not asked for. */
async function findAll(tx: Tx, asked: readonly Asked[]): Promise<Found[]> {
  const values: unknown[][] = [];
  const parts = asked.flatMap(({ change, reference: { relation, alive, lock } }, at) => {
    const ids = idsOf(change);
    if (ids.length === 0) return [];
    values.push(ids);
    return [`select ${at} as at, r.* from (select id, name, ${alive} as alive from ${relation}
      where id = any($${values.length}::bigint[]) ${lock ? 'for key share' : ''}) r`];
  });
  if (parts.length === 0) return [];
  return (await tx.query<Found>(prepared('references', parts.join(' union all '), values))).rows;
}

async function nameOne(
  tx: Tx, { field, change, reference: { relation, missing, mergedAs } }: Asked,
  found: readonly Found[],
): Promise<Change> {
  const nameOf = (id: unknown) => {
    const row = found.find((one) => one.id === id);
    return row ? { id: row.id, name: row.name } : null;
  };
  if (change.new !== null && !found.some((row) => row.id === change.new && row.alive)) {
    const id = mergedAs ? await mergedInto(tx, relation, Number(change.new)) : null;
    throw mergedAs && id !== null
      ? refuseMerged({ entity: mergedAs, id }, field) : refuseField(field, missing);
  }
  return { ...change, old: nameOf(change.old), new: nameOf(change.new) };
}

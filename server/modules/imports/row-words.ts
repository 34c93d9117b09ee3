// By what rows of a file may come to one record. Such rows are done one after the other.
import type { Tx } from '#platform/database';
import { claimsOf, type Plan } from './apply-row.ts';
import type { Values } from './subject.ts';

type Readable = { values: () => Values };

const NOTHING: Values = {};

/** What cannot be read claims nothing. */
export function keysOf(plan: Plan, { values }: Readable): string[] {
  try {
    return claimsOf(plan, values());
  } catch {
    return [];
  }
}

function valuesOrNothing({ values }: Readable): Values {
  try {
    return values();
  } catch {
    return NOTHING;
  }
}

export async function meetingWords(
  tx: Tx, plan: Plan, rows: readonly Readable[],
): Promise<string[][]> {
  const meets = await plan.subject.meets(tx, rows.map(valuesOrNothing));
  return rows.map((row, index) => [...keysOf(plan, row), ...meets[index] ?? []]);
}

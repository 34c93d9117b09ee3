// Fields of one's own in a merge and its undo: chosen and given back one by one.
import { customName } from '#contract/custom-fields';
import type { RawValues } from '#modules/fields';


const codesOf = (...all: RawValues[]) =>
  [...new Set(all.flatMap((values) => Object.keys(values ?? {})))];

/** Empty values leave the column; a record that never had any keeps its null. */
function values(pairs: (readonly [string, unknown])[], isNull: boolean): RawValues {
  const given = pairs.filter(([, value]) => value !== undefined && value !== null);
  return isNull && given.length === 0 ? null : Object.fromEntries(given);
}

/**
 * What the person could choose is as they chose it; of the rest, hidden from them, the record that
 * stays keeps its values and the empty ones are filled by the other.
 */
export function mergedCustom(
  mine: RawValues, other: RawValues,
  { take, choosable }: { take: readonly string[]; choosable: ReadonlySet<string> },
): RawValues {
  const valueOf = (code: string) => {
    const name = customName(code);
    if (choosable.has(name)) return (take.includes(name) ? other : mine)?.[code];
    return mine?.[code] ?? other?.[code];
  };
  return values(codesOf(mine, other).map((code) => [code, valueOf(code)]),
    mine === null && other === null);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Files that go back with their record, and the fields that hold a file. */
export type Leaving = { codes: readonly string[]; fileIds: readonly number[] };
const NOTHING_LEAVES: Leaving = { codes: [], fileIds: [] };

/**
 * A value that still is what the merge wrote gets back what it was; a later one stays, unless it
 * is a file that leaves: nobody keeps what hangs on another record.
 */
export function customBack(
  now: RawValues, before: RawValues, after: RawValues, leaving: Leaving = NOTHING_LEAVES,
): RawValues {
  const leaves = (code: string) => leaving.codes.includes(code)
    && leaving.fileIds.includes(now?.[code] as number);
  const valueOf = (code: string) =>
    (leaves(code) || same(now?.[code], after?.[code]) ? before?.[code] : now?.[code]);
  return values(codesOf(now, before, after).map((code) => [code, valueOf(code)]),
    before === null);
}

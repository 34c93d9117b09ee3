// Values with the words that people read: of references in a card, of everything in history.
import type { Queryable } from '#platform/database';
import type { StoredValue } from './check-value.ts';
import type { Definition } from './definition.ts';
import { fileNames, referencesOf } from './references.ts';

export type Names = Record<'employee' | 'company' | 'file', ReadonlyMap<number, string>>;
type Valued = { field: Definition; value: unknown };

export const isReference = (
  field: Definition,
): field is Definition & { kind: keyof Names } =>
  field.kind === 'employee' || field.kind === 'company' || field.kind === 'file';

/** Names of everything that the values point at, one question for each kind that occurs. */
export async function namesOf(on: Queryable, values: readonly Valued[]): Promise<Names> {
  const idsOf = (kind: keyof Names) => [...new Set(values
    .filter(({ field, value }) => field.kind === kind && typeof value === 'number')
    .map(({ value }) => value as number))];
  const ask = async (kind: keyof Names): Promise<ReadonlyMap<number, string>> => {
    const ids = idsOf(kind);
    if (ids.length === 0) return new Map();
    if (kind === 'file') return fileNames(on, ids);
    return await referencesOf(kind)?.names(on, ids) ?? new Map();
  };
  return { employee: await ask('employee'), company: await ask('company'),
    file: await ask('file') };
}

const nameOfOption = (field: Definition, code: unknown) =>
  field.options.find((option) => option.code === code)?.name ?? String(code);

/** For cards and lists: a reference is `{id, name}`, everything else as it is stored. */
export function shownValue(field: Definition, value: unknown, names: Names): unknown {
  if (!isReference(field) || typeof value !== 'number') return value;
  const name = names[field.kind].get(value);
  // A file that was removed and what is gone altogether is no value any more.
  return name === undefined ? null : { id: value, name };
}

/** For history, which must be readable when the option, the person or the file is gone. */
export function toldValue(field: Definition, value: StoredValue, names: Names): unknown {
  if (isReference(field) && typeof value === 'number') {
    return { id: value, name: names[field.kind].get(value) ?? `№ ${value}` };
  }
  if (field.kind === 'list' && value !== null) {
    return { id: value, name: nameOfOption(field, value) };
  }
  if (Array.isArray(value)) {
    return value.map((code) => ({ id: code, name: nameOfOption(field, code) }));
  }
  return value;
}

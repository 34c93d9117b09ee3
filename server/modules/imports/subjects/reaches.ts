// Phones and addresses in an import: what the file has is added, nothing that is there is lost.
import { addReach, keyOfReach, type NewReach, readReaches, removeReach, spelledReach }
  from '#modules/customers';
import type { Context } from '#platform/context';
import { reachesOf } from '../find-customers.ts';
import { shownList } from '../shown.ts';
import type { Shown, Values } from '../subject.ts';

type Kind = 'phone' | 'email';
export type StoredReach = Omit<NewReach, 'type'> & { id: number };
type Owner = { entity: 'company' | 'contact'; id: number };

/** SQL of all reaches of a record as json. */
export const reachesSql = (column: 'company_id' | 'contact_id', id: string): string => `(
  select coalesce(json_agg(json_build_object('id', r.id, 'kind', r.kind, 'value', r.value,
    'extension', r.extension, 'raw', r.raw, 'isValid', r.is_valid) order by r.id), '[]')
  from customers.reach r where r.${column} = ${id})`;

export function shownReaches(reaches: readonly StoredReach[]): { phones: Shown; emails: Shown } {
  const of = (kind: Kind) => {
    const own = reaches.filter((reach) => reach.kind === kind);
    return shownList(own.map(keyOfReach).toSorted(), own.map(spelledReach));
  };
  return { phones: of('phone'), emails: of('email') };
}

/** Texts of the row for a verb; only what a column fills. */
export function givenReaches(values: Values): { phones?: string[]; emails?: string[] } {
  const { phones, emails } = reachesOf(values);
  return { ...(phones.length > 0 ? { phones } : {}), ...(emails.length > 0 ? { emails } : {}) };
}

/** Adds those that the record does not have. */
export async function addReaches(
  ctx: Context, owner: Owner, values: Values, stored: readonly StoredReach[],
): Promise<void> {
  // An export writes numbers without their extensions: such a number is known with any of them.
  const known = new Set(stored.flatMap((reach) =>
    [keyOfReach(reach), keyOfReach({ ...reach, extension: null })]));
  const phones = (values['phones'] ?? []) as string[];
  const emails = (values['emails'] ?? []) as string[];
  for (const reach of readReaches(phones, emails)) {
    if (known.has(keyOfReach(reach))) continue;
    await addReach(ctx, { ...owner, kind: reach.kind, value: reach.raw });
  }
}

/** Makes the lists what they were: an import only adds, so its way back only removes. */
export async function removeReaches(
  ctx: Context, owner: Owner, values: Values, stored: readonly StoredReach[],
): Promise<void> {
  for (const [name, kind] of [['phones', 'phone'], ['emails', 'email']] as const) {
    const keys = values[name] as string[] | undefined;
    if (!keys) continue;
    const gone = stored.filter((reach) => reach.kind === kind && !keys.includes(keyOfReach(reach)));
    for (const { id } of gone) await removeReach(ctx, { ...owner, reachId: id });
  }
}

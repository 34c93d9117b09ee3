// Writes phones and e-mails of companies and contacts; what is there already stays as it is.
import type { Tx } from '#platform/database';
import { refuse, refuseField } from '#platform/refuse';
import { type NewReach, readEmail, readPhone, type ReachKind, readReach } from './reach.ts';

export type OwnedReach = NewReach & { companyId: number | null; contactId: number | null };
export type StoredReach = {
  id: number; companyId: number | null; contactId: number | null;
  kind: ReachKind; value: string; extension: string | null; raw: string; isValid: boolean;
};

/** Adds those that are new; returns only them. */
export async function storeReaches(tx: Tx, reaches: OwnedReach[]): Promise<StoredReach[]> {
  if (reaches.length === 0) return [];
  const { rows } = await tx.query<StoredReach>({
    name: 'reach-store',
    text: `
      insert into customers.reach
        (company_id, contact_id, kind, value, extension, raw, type, is_valid)
      select r."companyId", r."contactId", r.kind, r.value, r.extension, r.raw, r.type, r."isValid"
      from jsonb_to_recordset($1::jsonb) as r ("companyId" bigint, "contactId" bigint,
        kind text, value text, extension text, raw text, type text, "isValid" boolean)
      on conflict on constraint reach_unique do nothing
      returning id, company_id as "companyId", contact_id as "contactId", kind, value, extension,
        raw, is_valid as "isValid"`,
    values: [JSON.stringify(reaches)],
  });
  return rows;
}

const REASONS: Record<ReachKind, string> = {
  phone: 'Телефон не разобран: впишите номер цифрами, добавочный после «доб.».',
  email: 'Это не похоже на адрес почты.',
};

/** What a person typed into a form; refuses the field by its place. */
export function typedReaches(
  input: { phones?: string[] | undefined; emails?: string[] | undefined },
): NewReach[] {
  const faults: { field: string; reason: string }[] = [];
  const read = (name: 'phones' | 'emails', kind: ReachKind) =>
    (input[name] ?? []).flatMap((text, index) => {
      if (text.trim() === '') return [];
      const reach = kind === 'phone' ? readPhone(text) : readEmail(text);
      if (!reach) faults.push({ field: `${name}[${index}]`, reason: REASONS[kind] });
      return reach ? [reach] : [];
    });
  const reaches = [...read('phones', 'phone'), ...read('emails', 'email')];
  const [first] = faults;
  if (first) throw refuse('field.invalid', first.reason, faults);
  return reaches;
}

export function typedReach(kind: ReachKind, text: string): NewReach {
  const reach = readReach(kind, text);
  if (!reach) throw refuseField('value', REASONS[kind]);
  return reach;
}

// One of our legal entities as verbs read and write it, and what must hold of it.
import type { OwnEntity, OwnEntityCreate, OwnEntityEdit, Signatory } from '#contract/own-entities';
import { one, type Queryable, type Tx } from '#platform/database';
import { changesBetween, type Changes } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { refuseFaults, textOrNull } from '../company-record.ts';
import { cleanBankAccounts } from '../edit-company-parts.ts';

export type OwnFields = Pick<OwnEntity,
  | 'name' | 'fullName' | 'kind' | 'inn' | 'kpp' | 'ogrn' | 'address' | 'vatRegime'
  | 'bankAccounts' | 'signatories' | 'isDefault'> & { archived: boolean; departmentIds: number[] };

export const BLANK: OwnFields = {
  name: '', fullName: null, kind: 'legal', inn: null, kpp: null, ogrn: null, address: null,
  vatRegime: 'vat', bankAccounts: [], signatories: [], isDefault: false, archived: false,
  departmentIds: [],
};

const LIST = `
  select o.id, o.name, o.full_name as "fullName", o.kind, o.inn, o.kpp, o.ogrn, o.address,
    o.vat_regime as "vatRegime", o.bank_accounts as "bankAccounts", o.signatories,
    o.is_default as "isDefault", o.archived_at as "archivedAt", o.version,
    (select coalesce(json_agg(json_build_object('id', d.id, 'name', d.name)
        order by d.name collate "ru-x-icu"), '[]')
      from customers.own_entity_department u join staff.department d on d.id = u.department_id
      where u.own_entity_id = o.id) as departments,
    (select coalesce(json_agg(a.name order by a.name collate "ru-x-icu"), '[]')
      from customers.own_entity_alias a where a.own_entity_id = o.id) as "onecNames"
  from customers.own_entity o`;

export async function listOwnEntities(on: Queryable): Promise<OwnEntity[]> {
  const { rows } = await on.query<OwnEntity>({
    name: 'own-entities',
    text: `${LIST} order by o.archived_at is not null, not o.is_default,
      o.name collate "ru-x-icu", o.id`,
  });
  return rows;
}

export async function lockOwnEntity(tx: Tx, id: number): Promise<OwnEntity> {
  await tx.query('select from customers.own_entity where id = $1 for update', [id]);
  const row = await one<OwnEntity>(tx, `${LIST} where o.id = $1`, [id]);
  if (!row) throw refuse('record.missing');
  return row;
}

export const fieldsOf = ({
  archivedAt, departments, id: _id, version: _version, onecNames: _names, ...fields
}: OwnEntity): OwnFields => ({
  ...fields, archived: archivedAt !== null,
  departmentIds: departments.map(({ id }) => id).sort(byNumber),
});

const byNumber = (a: number, b: number) => a - b;

const TEXTS = ['fullName', 'inn', 'kpp', 'ogrn', 'address'] as const;

function cleanSignatories(signatories: readonly Signatory[]): Signatory[] {
  return signatories.map(({ position, name, basis }, place) => {
    const clean = { position: position.trim(), name: name.trim(), basis: textOrNull(basis) };
    if (!clean.name) throw refuseField(`signatories[${place}].name`, 'Назовите подписанта.');
    if (!clean.position) {
      throw refuseField(`signatories[${place}].position`, 'Укажите должность подписанта.');
    }
    return clean;
  });
}

/** The fields after an edit: trimmed, checked; an archived entity is nobody's default. */
export function nextFields(
  before: OwnFields, input: OwnEntityCreate | Omit<OwnEntityEdit, 'version'>,
): { next: OwnFields; changes: Changes } {
  const next: OwnFields = { ...before, ...input, name: (input.name ?? before.name).trim() };
  if (!next.name) throw refuseField('name', 'Название не заполнено.');
  for (const field of TEXTS) next[field] = textOrNull(next[field]);
  if (next.kind === 'sole') next.kpp = null;
  if (input.bankAccounts) next.bankAccounts = cleanBankAccounts(input.bankAccounts, 'bankAccounts');
  if (input.signatories) next.signatories = cleanSignatories(input.signatories);
  next.departmentIds = next.archived ? [] : [...next.departmentIds].sort(byNumber);
  if (next.archived) next.isDefault = false;
  const changes = changesBetween(before, next);
  refuseFaults(next, changes);
  return { next, changes };
}

/** Bank accounts and signatories in history as people read them. */
export function spoken(changes: Changes, departments: ReadonlyMap<number, string>): Changes {
  const say: Record<string, (value: unknown) => unknown> = {
    bankAccounts: (value) => (value as OwnFields['bankAccounts'])
      .map(({ account, bankName }) => `${account}, ${bankName}`),
    signatories: (value) => (value as Signatory[])
      .map(({ position, name }) => `${position} ${name}`),
    departmentIds: (value) => (value as number[]).map((id) => departments.get(id) ?? String(id)),
  };
  return Object.fromEntries(Object.entries(changes).map(([field, change]) => {
    const words = say[field];
    return [field, words ? { old: words(change.old), new: words(change.new) } : change];
  }));
}

export async function departmentNames(
  tx: Tx, ids: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await tx.query<{ id: number; name: string }>(`
    select id, name from staff.department where id = any($1::bigint[])`, [ids]);
  if (new Set(ids).size !== rows.length) throw refuseField('departmentIds', 'Такого отдела нет.');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

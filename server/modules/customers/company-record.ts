// A company as verbs read and write it, and the checks that every writing verb makes.
import type { CompanyRelation } from '#contract/company-parts';
import { ONEC_COMPANY_FIELDS } from '#contract/customers';
import type { CompanyKind } from '#contract/onec-rows';
import { requisitesFaults, type Requisites } from '#contract/requisites';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import type { Changes } from '#platform/events';
import { prepared } from '#platform/prepared';
import { refuse, refuseField } from '#platform/refuse';
import type { RawValues } from '#modules/fields';
import { goneRecord } from './gone-record.ts';
import { ownedRows } from './owners.ts';

export type CompanyFields = {
  name: string;
  fullName: string | null;
  inn: string | null;
  kpp: string | null;
  ogrn: string | null;
  kind: CompanyKind;
  address: string | null;
  responsibleId: number | null;
  departmentId: number | null;
};

/** What we say of a company ourselves; 1C knows nothing of it. */
export type OwnFields = { relations: CompanyRelation[]; tags: string[] };

export type CompanyRecord = CompanyFields & OwnFields & {
  id: number; version: number; fromOnec: boolean; custom: RawValues;
};

const COLUMNS = `c.id, c.name, c.full_name as "fullName", c.inn, c.kpp, c.ogrn, c.kind, c.address,
  c.responsible_id as "responsibleId", c.department_id as "departmentId", c.version,
  c.custom, c.from_onec as "fromOnec", c.relations, c.tags`;

/** Locks the company for a change; refuses what the actor may not see or not edit. */
export async function lockCompany(tx: Tx, ctx: Context, id: number): Promise<CompanyRecord> {
  const read = ownedRows(ctx.actor, 'company', 'read', 1);
  const edit = ownedRows(ctx.actor, 'company', 'edit', 1 + read.values.length);
  const row = await one<CompanyRecord & { mayEdit: boolean }>(tx, prepared('company-lock', `
    select ${COLUMNS}, coalesce(${edit.sql}, false) as "mayEdit"
    from customers.company c
    where c.id = $1 and c.deleted_at is null and (${read.sql})
    for update`, [id, ...read.values, ...edit.values]));
  if (!row) throw await goneRecord(tx, ctx, 'company', { id });
  const { mayEdit, ...record } = row;
  if (!mayEdit) throw refuse('right.missing');
  return record;
}

/** Blank text is no value; screens send it for an emptied field. */
export function textOrNull(text: string | null | undefined): string | null {
  const clean = text?.trim() ?? '';
  return clean === '' ? null : clean;
}

/** Tags as they are kept: trimmed, each once, however it was capitalised. */
export function cleanTags(tags: readonly string[]): string[] {
  const byKey = new Map(tags.map((tag) => tag.trim()).filter(Boolean)
    .map((tag) => [tag.toLowerCase(), tag]));
  return [...byKey.values()];
}

/** 12 digits of ИНН are a person in business, everything else an organisation. */
export function kindOfInn(inn: string | null): CompanyKind {
  return inn?.length === 12 ? 'sole' : 'legal';
}

/** A wrong check digit is refused when a person typed it just now, not when it came from 1C. */
export function refuseFaults(next: Requisites, changes: Changes): void {
  const faults = requisitesFaults(next).filter(({ field }) => field in changes);
  const [first] = faults;
  if (first) throw refuse('field.invalid', first.reason, faults);
}

export function refuseOnecFields(record: CompanyRecord, changes: Changes): void {
  if (!record.fromOnec) return;
  const fields = ONEC_COMPANY_FIELDS
    .filter((field) => field in changes)
    .map((field) => ({ field, reason: 'Поле ведёт 1С: исправьте его там.' }));
  if (fields.length > 0) throw refuse('field.readOnly', undefined, fields);
}

/** Department of the new responsible; a record follows the person who answers for it. */
export async function departmentOf(
  on: Queryable, employeeId: number | null,
): Promise<number | null> {
  if (employeeId === null) return null;
  const row = await one<{ department_id: number }>(on, {
    name: 'department-of-responsible',
    text: 'select department_id from staff.employee where id = $1 and dismissed_at is null',
    values: [employeeId],
  });
  if (!row) throw refuseField('responsibleId', 'Сотрудник не найден или уволен.');
  return row.department_id;
}

// Locks are taken by remainder, so that a batch of 1C never holds more than these.
const LOCK_SPACE = 7_263_100;
const LOCK_BUCKETS = 64;

/** Whoever may create a company with one of these ИНН waits for the others who may. */
export async function lockInns(tx: Tx, inns: readonly (string | null)[]): Promise<void> {
  const known = inns.filter((inn) => inn !== null);
  if (known.length === 0) return;
  await tx.query({
    name: 'company-lock-inns',
    text: `
      select pg_advisory_xact_lock(${LOCK_SPACE}, bucket) from (
        select distinct abs(hashtext(inn) % ${LOCK_BUCKETS}) as bucket
        from unnest($1::text[]) as inn order by bucket) as buckets`,
    values: [known],
  });
}

/** A person may not make a second company with the same ИНН and КПП. */
export async function refuseDuplicate(
  tx: Tx, ctx: Context, { inn, kpp }: Pick<Requisites, 'inn' | 'kpp'>, exceptId: number | null,
): Promise<void> {
  if (inn === null) return;
  await lockInns(tx, [inn]);
  const read = ownedRows(ctx.actor, 'company', 'read', 3);
  const twin = await one<{ id: number; name: string | null }>(tx, prepared('company-twin', `
    select c.id, case when ${read.sql} then c.name end as name
    from customers.company c
    where c.inn = $1 and c.kpp is not distinct from $2 and c.deleted_at is null
      and c.id is distinct from $3::bigint
    order by c.id limit 1`, [inn, kpp, exceptId, ...read.values]));
  if (!twin) return;
  const reason = twin.name === null
    ? 'Компания с этими ИНН и КПП уже есть.'
    : `Компания с этими ИНН и КПП уже есть: «${twin.name}».`;
  throw refuse('record.duplicate', reason, [{ field: 'inn', reason }]);
}

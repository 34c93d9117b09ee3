import type { CompanyEdit } from '#contract/customers';
import type { Context } from '#platform/context';
import { inTransaction, type Tx } from '#platform/database';
import { type Changes, changesBetween, writeEvents } from '#platform/events';
import { refuseLostUpdate } from '#platform/lost-update';
import { changeValues } from '#modules/fields';
import { askOnec, onecOwned, receiverOf } from './ask-onec.ts';
import {
  cleanTags, type CompanyFields, type CompanyRecord, departmentOf, lockCompany, type OwnFields,
  refuseDuplicate, refuseFaults, refuseOnecFields, textOrNull,
} from './company-record.ts';
import { storeCustom } from './store-custom.ts';

/** The department follows the responsible; only the way back of a change names it itself. */
export type Owned = { id: number; departmentId?: number | null };

/**
 * Changes the given fields; what 1C owns of a linked company becomes a command to 1C where it takes
 * commands and is named in `asked`, else it is refused by name. Fields that nobody else touched
 * meanwhile are merged.
 */
export async function editCompany(
  ctx: Context, input: CompanyEdit & Owned,
): Promise<{ version: number; asked?: string[] }> {
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockCompany(tx, ctx, input.id);
    const wanted = await nextFields(tx, before, input);
    const custom = await changeValues(
      tx, ctx, { entity: 'company', id: before.id, values: before.custom }, input.custom);
    const all = { ...changesBetween(before, wanted), ...custom.changes };
    if (Object.keys(all).length === 0) return { version: before.version };
    await refuseLostUpdate(tx, {
      entity: 'company', record: before, seen: input.version, fields: Object.keys(all),
    });
    const owned = onecOwned(before, all);
    const target = Object.keys(owned).length > 0 ? await receiverOf(tx, before.id) : undefined;
    if (!target) refuseOnecFields(before, all);
    refuseFaults(wanted, all);
    if ('inn' in all || 'kpp' in all) await refuseDuplicate(tx, ctx, wanted, before.id);
    // What 1C owns does not change here: it is asked, and its next snapshot brings the value.
    const asked = target ? await askOnec(tx, ctx, { ...before, ...target }, owned) : [];
    const changes = without(all, asked);
    if (Object.keys(changes).length === 0) return { version: before.version, asked };
    const next = { ...wanted, ...pick(before, asked) };
    await writeCompany(tx, ctx, before, next);
    await storeCustom(tx, 'customers.company', before.id, custom);
    await writeEvents(tx, ctx, [{
      kind: 'company.edited', entity: 'company', entityId: before.id,
      data: { version: before.version + 1, changes },
      ...seenBefore(before, changes),
    }]);
    return { version: before.version + 1, ...(asked.length > 0 ? { asked } : {}) };
  });
}

const without = (changes: Changes, fields: string[]): Changes =>
  Object.fromEntries(Object.entries(changes).filter(([field]) => !fields.includes(field)));

const pick = (record: CompanyRecord, fields: string[]): Partial<CompanyRecord> =>
  Object.fromEntries(fields.map((field) => [field, record[field as keyof CompanyRecord]]));

async function nextFields(
  tx: Tx, before: CompanyRecord, input: CompanyEdit & Owned,
): Promise<CompanyFields & OwnFields> {
  const text = (field: 'fullName' | 'inn' | 'kpp' | 'ogrn' | 'address') =>
    input[field] === undefined ? before[field] : textOrNull(input[field]);
  const responsibleId = input.responsibleId === undefined
    ? before.responsibleId : input.responsibleId;
  const moved = responsibleId !== before.responsibleId;
  return {
    name: input.name === undefined ? before.name : input.name.trim(),
    fullName: text('fullName'),
    inn: text('inn'),
    kpp: text('kpp'),
    ogrn: text('ogrn'),
    kind: input.kind ?? before.kind,
    address: text('address'),
    responsibleId,
    departmentId: input.departmentId !== undefined ? input.departmentId
      : moved && responsibleId !== null ? await departmentOf(tx, responsibleId)
        : before.departmentId,
    relations: input.relations ?? before.relations,
    tags: input.tags === undefined ? before.tags : cleanTags(input.tags),
  };
}

async function writeCompany(
  tx: Tx, ctx: Context, before: CompanyRecord, next: CompanyFields & OwnFields,
): Promise<void> {
  await tx.query(`
    update customers.company set name = $2, full_name = $3, inn = $4, kpp = $5, ogrn = $6,
      kind = $7, address = $8, responsible_id = $9, department_id = $10, updated_at = $11,
      relations = $12, tags = $13, version = version + 1
    where id = $1`,
  [before.id, next.name, next.fullName, next.inn, next.kpp, next.ogrn, next.kind, next.address,
    next.responsibleId, next.departmentId, ctx.now(), next.relations, next.tags]);
}

/** Those who lose sight of the record must be told that it has gone. */
export function seenBefore(
  before: Pick<CompanyRecord, 'departmentId' | 'responsibleId'>, changes: Changes,
): { visibleBefore?: { departmentId: number | null; readerIds: number[] } } {
  if (!('responsibleId' in changes)) return {};
  return {
    visibleBefore: {
      departmentId: before.departmentId,
      readerIds: before.responsibleId === null ? [] : [before.responsibleId],
    },
  };
}

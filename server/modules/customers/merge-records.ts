// Two records become one. Everything happens in one transaction: kill -9 leaves both or one.
import { MERGE_UNDO_DAYS, type MergeEntity, type MergeInput } from '#contract/merges';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { type Changes, changesBetween, writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { type RawValues, tellChanges, tellValues } from '#modules/fields';
import { cleanTags, refuseDuplicate } from './company-record.ts';
import { mergedCustom } from './merge-custom.ts';
import { mergeEvents } from './merge-events.ts';
import type { MergeDeps } from './merge-followers.ts';
import { copyParts, moveIdentities, type MovedParts } from './merge-parts.ts';
import {
  HEADER_FIELDS, identitiesOf, isMergeField, lockPair, type MergeFields, type MergeRecord,
  recordTable, writeFields,
} from './merge-record.ts';

export type Moved = MovedParts & {
  /** Whose card of 1C writes the header since; null when 1C knows neither. */
  header: 'survivor' | 'loser' | null;
  followed: Record<string, number[]>;
};

/** Throws 'record.changed' when one of the two is not as the person saw it. */
export async function mergeRecords(
  ctx: Context, { followers }: MergeDeps, input: MergeInput,
): Promise<{ id: number }> {
  const { entity, survivorId, loserId } = input;
  return inTransaction(ctx.db, async (tx) => {
    const ids: [number, number] = [survivorId, loserId];
    const [survivor, loser] = await lockPair(tx, ctx, { entity, ids }, followers);
    refuseUnseen(input, survivor, loser);
    const header = headerOf(input, survivor, loser);
    const choosable = await choosableFields(tx, ctx, entity);
    refuseUnknown(input, choosable);
    const next = nextFields(input, survivor, loser, { header, choosable });
    const own = await identitiesOf(tx, entity, survivorId);
    const identities = await identitiesOf(tx, entity, loserId);
    await retire(tx, ctx, input);
    await moveIdentities(tx, input, header);
    const parts = await copyParts(tx, input);
    const followed: Record<string, number[]> = {};
    for (const { noun, follow } of followers) {
      if (follow) {
        followed[noun] = await follow(tx, ctx, { entity, fromId: loserId, toId: survivorId });
      }
    }
    await writeFields(tx, ctx, entity, { id: survivorId, fields: next });
    await refuseTwin(tx, ctx, survivor, next);
    const both = [...own, ...identities];
    for (const { settle } of followers) await settle?.(tx, ctx, both);
    const moved: Moved = { ...parts, identities, ownIdentities: own, header, followed };
    const id = await remember(tx, ctx, input, { before: survivor.fields, after: next, moved });
    await writeEvents(tx, ctx, mergeEvents('merged', {
      mergeId: id, entity, survivor, loser,
      changes: await toldChanges(tx, entity, survivor.fields, next),
    }));
    return { id };
  });
}

function refuseUnseen(input: MergeInput, survivor: MergeRecord, loser: MergeRecord): void {
  if (survivor.version !== input.survivorVersion || loser.version !== input.loserVersion) {
    throw refuse('record.changed');
  }
}

function refuseUnknown({ entity, take }: MergeInput, choosable: ReadonlySet<string>): void {
  const unknown = take.find((field) => !isMergeField(entity, field) && !choosable.has(field));
  if (unknown !== undefined) throw refuseField('take', `Поля «${unknown}» у записи нет.`);
}

/** Names of the fields of one's own that the actor may fill; the others go by the rule. */
async function choosableFields(
  tx: Tx, ctx: Context, entity: MergeEntity,
): Promise<ReadonlySet<string>> {
  const told = await tellValues(ctx, tx, entity, null);
  return new Set(told.filter(({ mayEdit }) => mayEdit).map(({ name }) => name));
}

export async function toldChanges(
  tx: Tx, entity: MergeEntity, before: MergeFields, after: MergeFields,
): Promise<Changes> {
  return {
    ...changesBetween(before, after),
    ...await tellChanges(tx, entity,
      { old: before['custom'] as RawValues, next: after['custom'] as RawValues }),
  };
}

/** 1C writes name and requisites of a linked record, so the header is of a linked one. */
export function headerOf(
  { header }: Pick<MergeInput, 'header'>, survivor: MergeRecord, loser: MergeRecord,
): 'survivor' | 'loser' | null {
  const linked = { survivor: survivor.fromOnec, loser: loser.fromOnec };
  if (!linked.survivor && !linked.loser) return null;
  const side = header ?? (linked.survivor ? 'survivor' : 'loser');
  if (!linked[side]) throw refuseField('header', 'Этой карточки в 1С нет: главной станет другая.');
  return side;
}

const RESPONSIBLE = 'responsibleId';

export function nextFields(
  { entity, take }: Pick<MergeInput, 'entity' | 'take'>, survivor: MergeRecord,
  loser: MergeRecord,
  { header, choosable }: {
    header: 'survivor' | 'loser' | null; choosable: ReadonlySet<string>;
  },
): MergeFields {
  const ofHeader = new Set(HEADER_FIELDS[entity]);
  const next: MergeFields = { ...survivor.fields };
  for (const field of Object.keys(next)) {
    const takes = header !== null && ofHeader.has(field) ? header === 'loser'
      : take.includes(field);
    if (takes) next[field] = loser.fields[field];
  }
  if (take.includes(RESPONSIBLE)) next['departmentId'] = loser.fields['departmentId'];
  next['custom'] = mergedCustom(survivor.fields['custom'] as RawValues,
    loser.fields['custom'] as RawValues, { take, choosable });
  if (entity === 'contact') next['companyId'] ??= loser.fields['companyId'];
  else {
    next['relations'] = union(survivor.fields['relations'], loser.fields['relations']);
    next['tags'] = cleanTags(union(survivor.fields['tags'], loser.fields['tags'])).slice(0, 30);
  }
  return next;
}

const union = (a: unknown, b: unknown): string[] =>
  [...new Set([...a as string[], ...b as string[]])];

/** Out of sight, but as it was: an undo finds it untouched. Its advance is counted once. */
async function retire(tx: Tx, ctx: Context, { entity, survivorId, loserId }: MergeInput) {
  const advance = entity === 'company' ? 'advance_kopecks = 0, ' : '';
  await tx.query(`
    update ${recordTable(entity)} set ${advance}deleted_at = $2, merged_into_id = $3,
      updated_at = $2, version = version + 1
    where id = $1`, [loserId, ctx.now(), survivorId]);
}

/** The chosen ИНН and КПП may belong to a third company. */
async function refuseTwin(
  tx: Tx, ctx: Context, survivor: MergeRecord, next: MergeFields,
): Promise<void> {
  const changes = changesBetween(survivor.fields, next);
  if (!('inn' in changes || 'kpp' in changes)) return;
  const requisites = { inn: next['inn'] as string | null, kpp: next['kpp'] as string | null };
  await refuseDuplicate(tx, ctx, requisites, survivor.id);
}

type Memory = { before: MergeFields; after: MergeFields; moved: Moved };

async function remember(
  tx: Tx, ctx: Context, { entity, survivorId, loserId }: MergeInput, memory: Memory,
): Promise<number> {
  const row = await one<{ id: number }>(tx, `
    insert into customers.merge
      (entity, survivor_id, loser_id, before, after, moved, merged_by, merged_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) returning id`,
  [entity, survivorId, loserId, JSON.stringify(memory.before), JSON.stringify(memory.after),
    JSON.stringify(memory.moved), ctx.actor.employeeId, ctx.now()]);
  return row!.id;
}

export type MergeMemory = Memory & {
  id: number; entity: MergeEntity; survivorId: number; loserId: number; mergedAt: string;
};

const DAY_MS = 24 * 60 * 60_000;

export const undoUntil = (mergedAt: string): Date =>
  new Date(Date.parse(mergedAt) + MERGE_UNDO_DAYS * DAY_MS);

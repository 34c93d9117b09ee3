import { type CustomEntity, customCode, customName } from '#contract/custom-fields';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { Changes } from '#platform/events';
import { type Refusal, refuse } from '#platform/refuse';
import type { Definition } from './definition.ts';
import { isEditable } from './definition.ts';
import { sayOthers } from './say-others.ts';
import { fieldsOf, readableFields } from './known-fields.ts';
import { fileNames } from './references.ts';
import type { RawValues } from './change-values.ts';

/** Of the required names those custom fields that are empty, whoever may fill them. */
async function lackingValues(
  tx: Tx, ctx: Context, { entity, stage, custom }: Asked,
): Promise<Definition[]> {
  const codes = new Set(stage.requiredFields.map(customCode));
  const asked = fieldsOf(ctx, entity).filter((field) => codes.has(field.code));
  const files = asked.filter(({ kind }) => kind === 'file')
    .map(({ code }) => custom?.[code]).filter((id) => typeof id === 'number');
  const kept = files.length === 0 ? null : await fileNames(tx, files);
  return asked.filter(({ code, kind }) => {
    const value = custom?.[code] ?? null;
    return value === null || (kind === 'file' && !kept?.has(value as number));
  });
}

type Asked = {
  entity: CustomEntity;
  stage: { name: string; requiredFields: readonly string[] };
  custom: RawValues;
  /** Fixed fields of the record that the stage asks for and that are empty. */
  fixed: { field: string; label: string }[];
};

/**
 * Refuses with every field that the stage asks for and the record lacks: 'stage.needsFields' when
 * the mover may fill them all, else 'stage.needsOthers', which says whose word is awaited. A rule
 * holds for whoever moves the record; of a field that they may not see they learn no name.
 */
export async function refuseLacking(tx: Tx, ctx: Context, asked: Asked): Promise<void> {
  const { stage, fixed } = asked;
  const empty = await lackingValues(tx, ctx, asked);
  const own = empty.filter((field) => isEditable(ctx.actor, field))
    .map((field) => ({ field: customName(field.code), label: field.name }));
  const lacking = [...fixed, ...own];
  const fill = `заполните ${lacking.map(({ label }) => `«${label}»`).join(', ')}`;
  const fields = lacking.map(({ field }) => ({ field, reason: 'Заполните для этой стадии.' }));
  const others = empty.filter((field) => !isEditable(ctx.actor, field));
  if (others.length > 0) {
    const awaited = await sayOthers(tx, ctx, others);
    throw refuse('stage.needsOthers', `«${stage.name}»: не заполнено ${awaited}.${
      lacking.length > 0 ? ` Сами ${fill}.` : ''}`, fields);
  }
  if (lacking.length > 0) throw refuse('stage.needsFields', `«${stage.name}»: ${fill}.`, fields);
}

/** Names of fields that an edit leaves without a value; of a sum nothing is nothing. */
export const emptiedBy = (changes: Changes): string[] => Object.entries(changes)
  .filter(([name, change]) => change.new === null || change.new === ''
    || (name === 'estimateKopecks' && change.new === 0))
  .map(([name]) => name);

/** A record keeps what its stage has asked for: it may be replaced there and not emptied. */
export function refuseEmptied(stage: Asked['stage'], emptied: readonly string[]): void {
  const asked = emptied.filter((name) => stage.requiredFields.includes(name));
  if (asked.length === 0) return;
  throw refuse('field.invalid', `«${stage.name}» требует это поле: замените значение.`,
    asked.map((field) => ({ field, reason: `Обязательно на стадии «${stage.name}».` })));
}

/** What a person can add so that a refused move is made; empty when the stage says no for good. */
export function askedByStage({ code, fields = [] }: Refusal): string[] {
  if (code === 'stage.needsFields') return fields.map(({ field }) => field);
  return fields.some(({ field }) => field === 'lostReason') ? ['lostReason'] : [];
}

type Between = { position: number; semantics: string; requiredFields: readonly string[] };

/**
 * What a move asks for: the fields of the stage entered and, on the way forward, of the stage left.
 * A record is born in its first stage without a word, or brought somewhere by 1C: making one stays
 * quick, and nobody gets past a stage without what it demands.
 */
export function askedBetween(from: Between, to: Between): string[] {
  const isForward = to.semantics !== 'lost' && to.position > from.position;
  return [...new Set([...(isForward ? from.requiredFields : []), ...to.requiredFields])];
}

/** Names of required fields that the reader may know of. */
export function shownNames(
  ctx: Context, entity: CustomEntity, names: readonly string[],
): string[] {
  const readable = new Set(readableFields(ctx, entity).map((field) => field.code));
  return names.filter((name) => {
    const code = customCode(name);
    return code === null || readable.has(code);
  });
}

/** Whether a field of that name is in use. */
export const isCustomField = (
  ctx: Pick<Context, 'db'>, entity: CustomEntity, name: string,
): boolean => fieldsOf(ctx, entity).some((field) => field.code === customCode(name));

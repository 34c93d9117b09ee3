// A field as the database keeps it, and who may see and fill it. Pure but for the reading.
import type { CustomEntity, CustomField, CustomKind, FieldOption } from '#contract/custom-fields';
import { can, scopeOf, type Actor } from '#platform/actor';
import type { Queryable } from '#platform/database';

export type Definition = {
  id: number;
  entity: CustomEntity;
  code: string;
  name: string;
  kind: CustomKind;
  hint: string | null;
  section: string | null;
  options: FieldOption[];
  readerRoleIds: number[] | null;
  editorRoleIds: number[] | null;
  isFrequent: boolean;
  isSearched: boolean;
  isListed: boolean;
  archivedAt: string | null;
  version: number;
};

export const DEFINITION_COLUMNS = `
  f.id, f.entity, f.code, f.name, f.kind, f.hint, f.section, f.options,
  f.reader_role_ids as "readerRoleIds", f.editor_role_ids as "editorRoleIds",
  f.is_frequent as "isFrequent", f.is_searched as "isSearched", f.is_listed as "isListed",
  f.archived_at as "archivedAt", f.version`;

export async function readDefinitions(on: Queryable): Promise<Definition[]> {
  const { rows } = await on.query<Definition>({
    name: 'custom-fields-read',
    text: `select ${DEFINITION_COLUMNS} from fields.field f order by f.entity, f.position, f.id`,
    values: [],
  });
  return rows;
}

/** Whoever may change fields sees all of them; rights of several roles add up. */
function isAmong(actor: Actor, roleIds: number[] | null): boolean {
  return roleIds === null || scopeOf(actor, 'setting', 'edit') === 'all'
    || roleIds.some((id) => actor.roleIds.includes(id));
}

/** A field that the actor may not see does not exist for them. */
export const isReadable = (actor: Actor, field: Definition): boolean =>
  isAmong(actor, field.readerRoleIds);

export const isEditable = (actor: Actor, field: Definition): boolean =>
  isReadable(actor, field) && isAmong(actor, field.editorRoleIds);

export function shownField(actor: Actor, field: Definition): CustomField {
  const { id, entity, code, name, kind, hint, section, options, isListed } = field;
  return {
    id, entity, code, name, kind, hint, section, options, isListed,
    mayEdit: isEditable(actor, field),
  };
}

/** Fields of records that the actor may read at all. */
export const shownFields = (actor: Actor, all: readonly Definition[]): CustomField[] =>
  all.filter((field) => field.archivedAt === null && can(actor, field.entity, 'read')
    && isReadable(actor, field)).map((field) => shownField(actor, field));

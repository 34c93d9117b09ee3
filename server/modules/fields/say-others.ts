// A stage waits for what its mover may not fill: who may is said by role. A field that the mover
// may not see has no name here.
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { type Definition, isReadable } from './definition.ts';

/** «Подбор» (заполняет Инженер), поле, которое вам не показано (заполняет Продакт) */
export async function sayOthers(
  tx: Tx, ctx: Context, fields: readonly Definition[],
): Promise<string> {
  const { rows } = await tx.query<{ id: number; name: string }>(
    'select id, name from staff.role order by name', []);
  const said = fields.map((field) => {
    const names = rows.filter(({ id }) => mayFill(field, id)).map(({ name }) => name);
    const what = isReadable(ctx.actor, field) ? `«${field.name}»` : 'поле, которое вам не показано';
    // Whoever may change fields may fill each of them.
    return `${what} (заполняет ${names.join(', ') || 'администратор'})`;
  });
  return [...new Set(said)].join(', ');
}

const mayFill = ({ readerRoleIds, editorRoleIds }: Definition, roleId: number): boolean =>
  [readerRoleIds, editorRoleIds].every((ids) => ids === null || ids.includes(roleId));

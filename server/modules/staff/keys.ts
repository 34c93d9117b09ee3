// An administrator gives a program a key and takes it back.
import type { KeyCreate } from '#contract/keys';
import { requireRight } from '#platform/actor';
import { createApiKey, type NewKey } from '#platform/auth/api-keys';
import { revokeApiKey } from '#platform/auth/key-register';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { Secrets } from '#platform/secrets';
import { roleIdsByCode } from './roles.ts';

export async function createKey(
  ctx: Context, secrets: Secrets, input: KeyCreate,
): Promise<NewKey> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { kind, roleCode } = input;
  const name = input.name.trim();
  if (!name) throw refuseField('name', 'Название ключа не заполнено.');
  if (kind === 'onec' && roleCode) throw refuseField('roleCode', 'У ключа 1С нет роли.');
  if (kind === 'api' && !(await roleIdsByCode(ctx.db)).has(roleCode ?? '')) {
    throw refuseField('roleCode', 'Укажите код существующей роли.');
  }
  return inTransaction(ctx.db, async (tx) => {
    const key = await createApiKey(tx, secrets, { kind, name, ...(roleCode ? { roleCode } : {}) });
    await writeEvents(tx, ctx, [{
      kind: 'setting.keyCreated', entity: 'setting', entityId: 0,
      data: { keyId: key.keyId, name, role: roleCode ?? null },
    }]);
    return key;
  });
}

export async function revokeKey(ctx: Context, keyId: string): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    if (!await revokeApiKey(tx, keyId, ctx.now())) throw refuse('record.missing');
    await writeEvents(tx, ctx, [{
      kind: 'setting.keyRevoked', entity: 'setting', entityId: 0, data: { keyId },
    }]);
  });
}

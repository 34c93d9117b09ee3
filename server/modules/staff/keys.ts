// An administrator gives a program a key and takes it back.
import type { ApiKey, KeyCreate } from '#contract/keys';
import { requireRight } from '#platform/actor';
import { createApiKey, type NewKey } from '#platform/auth/api-keys';
import { listApiKeys, revokeApiKey } from '#platform/auth/key-register';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { Secrets } from '#platform/secrets';
import { employeeNames } from './employee-names.ts';
import { requireKnownBase, type KeyBases } from './key-bases.ts';
import { listRoles } from './roles.ts';

export async function readKeys(on: Queryable, bases: KeyBases): Promise<ApiKey[]> {
  const [keys, bound] = [await listApiKeys(on), await bases.read(on)];
  const ids = keys.flatMap(({ employeeId }) => employeeId ?? []);
  const names = await employeeNames(on, [...new Set(ids)]);
  return keys.map(({ employeeId, ...key }) => ({
    ...key,
    base: bound.get(key.id) ?? null,
    employee: employeeId === null ? null : { id: employeeId, name: names.get(employeeId) ?? '' },
  }));
}

async function checkKey(ctx: Context, bases: KeyBases, input: KeyCreate): Promise<void> {
  if (!input.name.trim()) throw refuseField('name', 'Название ключа не заполнено.');
  if (input.kind === 'api') return checkApiKey(ctx.db, input);
  const { roleCode, employeeId, ib } = input;
  if (roleCode) throw refuseField('roleCode', 'У ключа 1С нет роли.');
  if (employeeId) throw refuseField('employeeId', 'У ключа 1С нет сотрудника.');
  if (ib) await requireKnownBase(ctx.db, bases, ib);
}

/** Without a person a key has what its role may on all records, which must not be nothing. */
async function checkApiKey(
  on: Queryable, { roleCode, employeeId, ib }: KeyCreate,
): Promise<void> {
  const role = (await listRoles(on)).find(({ code }) => code === roleCode);
  if (!role) throw refuseField('roleCode', 'Укажите код существующей роли.');
  if (ib) throw refuseField('ib', 'Базе 1С служит только ключ 1С.');
  if (employeeId || role.grants.some(({ scope }) => scope === 'all')) return;
  throw refuseField('employeeId', 'Роль открывает только своё и свой отдел: укажите сотрудника, '
    + 'за которого действует ключ.');
}

export type KeyDoors = { secrets: Secrets; bases: KeyBases };

export async function createKey(
  ctx: Context, { secrets, bases }: KeyDoors, input: KeyCreate,
): Promise<NewKey> {
  requireRight(ctx.actor, 'setting', 'edit');
  await checkKey(ctx, bases, input);
  const { kind, roleCode, employeeId, ib } = input;
  const name = input.name.trim();
  return inTransaction(ctx.db, async (tx) => {
    if (employeeId) await requireWorking(tx, employeeId);
    const key = await createApiKey(tx, secrets, {
      kind, name, ...(roleCode ? { roleCode } : {}), ...(employeeId ? { employeeId } : {}),
    });
    if (ib) await bases.bind(tx, key.keyId, ib);
    await writeEvents(tx, ctx, [{
      kind: 'setting.keyCreated', entity: 'setting', entityId: 0,
      data: {
        keyId: key.keyId, name, role: roleCode ?? null, employeeId: employeeId ?? null,
        ...(ib ? { base: ib } : {}),
      },
    }]);
    return key;
  });
}

async function requireWorking(tx: Tx, employeeId: number): Promise<void> {
  const found = await one(tx,
    'select 1 from staff.employee where id = $1 and dismissed_at is null', [employeeId]);
  if (!found) throw refuseField('employeeId', 'Такого сотрудника нет или он уволен.');
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

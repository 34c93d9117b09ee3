// Keys of programs: `api` keys are bearer tokens with a role, `onec` keys sign with HMAC.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { one, type Queryable } from '#platform/database';
import type { Secrets } from '#platform/secrets';

export type ApiKeyKind = 'onec' | 'api';
export type NewKey = { keyId: string; secret: string };

const SECRET_BYTES = 32;

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

export type KeyInput = {
  kind: ApiKeyKind; name: string; roleCode?: string;
  /** Whose ground the scopes own, department and subtree are. */
  employeeId?: number;
};

/** Makes a key; the secret is shown once. An api key acts with the rights of `roleCode`. */
export async function createApiKey(
  on: Queryable, secrets: Secrets, input: KeyInput,
): Promise<NewKey> {
  const keyId = `${input.kind}_${randomBytes(9).toString('base64url')}`;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await on.query(
    `insert into platform.api_key
       (id, kind, name, role_code, employee_id, secret_cipher, secret_hash)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [keyId, input.kind, input.name, input.roleCode ?? null, input.employeeId ?? null,
      input.kind === 'onec' ? secrets.seal(secret) : null,
      input.kind === 'api' ? hashOf(secret) : null]);
  return { keyId, secret };
}

/** The live HMAC key of 1C with its secret, or undefined. */
export async function findOnecKey(
  on: Queryable, secrets: Secrets, keyId: string,
): Promise<{ keyId: string; secret: string } | undefined> {
  const row = await one<{ secret_cipher: Buffer }>(on, {
    name: 'api-key-onec',
    text: `select secret_cipher from platform.api_key
           where id = $1 and kind = 'onec' and revoked_at is null`,
    values: [keyId],
  });
  return row && { keyId, secret: secrets.open(row.secret_cipher) };
}

export type BearerKey = {
  keyId: string; name: string; roleCode: string; employeeId: number | null;
};

/** Bearer value is `keyId.secret`; the role of a live key, or undefined. */
export async function findBearerKey(
  on: Queryable, bearer: string,
): Promise<BearerKey | undefined> {
  const dot = bearer.indexOf('.');
  if (dot < 1) return undefined;
  const keyId = bearer.slice(0, dot);
  const row = await one<Omit<BearerKey, 'keyId'> & { hash: Buffer }>(on, {
    name: 'api-key-bearer',
    text: `select secret_hash as hash, name, role_code as "roleCode", employee_id as "employeeId"
           from platform.api_key
           where id = $1 and kind = 'api' and revoked_at is null`,
    values: [keyId],
  });
  if (!row || !timingSafeEqual(row.hash, hashOf(bearer.slice(dot + 1)))) return undefined;
  const { name, roleCode, employeeId } = row;
  return { keyId, name, roleCode, employeeId };
}

// Keys of programs: `api` keys are bearer tokens with a role, `onec` keys sign with HMAC.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { one, type Queryable } from '#platform/database';
import type { Secrets } from '#platform/secrets';

export type ApiKeyKind = 'onec' | 'api';
export type NewKey = { keyId: string; secret: string };

const SECRET_BYTES = 32;

const hashOf = (secret: string) => createHash('sha256').update(secret).digest();

/** Makes a key; the secret is shown once. An api key acts with the rights of `roleCode`. */
export async function createApiKey(
  on: Queryable, secrets: Secrets, input: { kind: ApiKeyKind; name: string; roleCode?: string },
): Promise<NewKey> {
  const keyId = `${input.kind}_${randomBytes(9).toString('base64url')}`;
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  await on.query(
    `insert into platform.api_key (id, kind, name, role_code, secret_cipher, secret_hash)
     values ($1, $2, $3, $4, $5, $6)`,
    [keyId, input.kind, input.name, input.roleCode ?? null,
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

/** Bearer value is `keyId.secret`; the role of a live key, or undefined. */
export async function findBearerKey(
  on: Queryable, bearer: string,
): Promise<{ keyId: string; name: string; roleCode: string } | undefined> {
  const dot = bearer.indexOf('.');
  if (dot < 1) return undefined;
  const keyId = bearer.slice(0, dot);
  const row = await one<{ secret_hash: Buffer; name: string; role_code: string }>(on, {
    name: 'api-key-bearer',
    text: `select secret_hash, name, role_code from platform.api_key
           where id = $1 and kind = 'api' and revoked_at is null`,
    values: [keyId],
  });
  if (!row || !timingSafeEqual(row.secret_hash, hashOf(bearer.slice(dot + 1)))) return undefined;
  return { keyId, name: row.name, roleCode: row.role_code };
}

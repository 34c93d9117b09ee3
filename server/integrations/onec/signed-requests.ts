// The door for 1C: raw bytes, HMAC over them, a nonce that is used once, then JSON.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findOnecKey } from '#platform/auth/api-keys';
import { touchApiKey } from '#platform/auth/key-register';
import { useNonce } from '#platform/auth/nonces';
import type { Db } from '#platform/database';
import { refuse, type Refusal } from '#platform/refuse';
import type { Secrets } from '#platform/secrets';
import { noteClock, skewOf } from './clock-skew.ts';
import { countRefusal } from './refusals.ts';
import { PUSH_BYTES_MAX } from './wire/limits.ts';
import { checkSignature, isRefusal, readSignatureClaim } from './wire/signature.ts';

const BODY_BYTES_MAX = 16 * 1024 * 1024;
const INFLATED_BYTES_MAX = 64 * 1024 * 1024;
const inflate = promisify(gunzip);

export type SignedDoor = { db: Db; secrets: Secrets; now: () => Date };

/** The refusal of a request, or null when the key, the signature, the time and the nonce hold. */
async function judge(door: SignedDoor, request: FastifyRequest, raw: Buffer) {
  const claim = readSignatureClaim(request.headers);
  if (isRefusal(claim)) return { keyId: '', refusal: refuse(claim.code, claim.text) };
  const { keyId, nonce } = claim;
  const key = await findOnecKey(door.db, door.secrets, keyId);
  if (!key) {
    return { keyId: 'unknown', refusal: refuse('signature.invalid', 'Ключ не найден или отозван') };
  }
  const signed = { method: request.method, path: request.url, body: raw };
  const nowMs = door.now().getTime();
  const sentMs = Number(claim.timestamp) * 1000;
  const wrong = checkSignature(claim, signed, key.secret, nowMs);
  // What is refused for its time alone was signed with the secret, if not now: a copy of an old
  // call shows a wrong clock until the next true one.
  if (wrong?.code !== 'signature.invalid') {
    await noteClock(door.db, keyId, wrong ? nowMs - sentMs : skewOf(keyId, sentMs, nowMs));
  }
  if (wrong) return { keyId, refusal: refuse(wrong.code, wrong.text) };
  const fresh = await useNonce(door.db, keyId, nonce, door.now());
  if (!fresh) return { keyId, refusal: refuse('signature.replayed') };
  await touchApiKey(door.db, keyId, door.now());
  return { keyId, refusal: null };
}

async function plain(request: FastifyRequest, raw: Buffer): Promise<Buffer> {
  // Names of codings have no case (RFC 9110), and x-gzip is gzip.
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity') return raw;
  if (encoding !== 'gzip' && encoding !== 'x-gzip') {
    throw refuse('media.unsupported', 'Понимаем только gzip.');
  }
  try {
    return await inflate(raw, { maxOutputLength: INFLATED_BYTES_MAX });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw refuse('body.tooLarge');
    throw refuse('request.invalid', 'Тело не распаковалось: gzip повреждён.');
  }
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refuse('request.invalid', 'Тело не разбирается как JSON в UTF-8.');
  }
}

/** Guards every route of `scope`: bodies reach handlers only signed, fresh and once. */
export function guardSigned(scope: FastifyInstance, door: SignedDoor): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, done) => {
      done(null, body);
    });
  scope.addHook('preValidation', async (request) => {
    const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (request.url.startsWith('/api/1c/v1/push') && raw.length > PUSH_BYTES_MAX * 1.05) {
      throw refuse('body.tooLarge', `Не больше ${PUSH_BYTES_MAX} байт в одной посылке.`);
    }
    const { keyId, refusal } = await judge(door, request, raw);
    if (refusal) await reject(door, keyId, refusal);
    if (raw.length > 0) request.body = parse(await plain(request, raw));
  });
}

async function reject(door: SignedDoor, keyId: string, refusal: Refusal): Promise<never> {
  await countRefusal(door, keyId, refusal.code);
  throw refusal;
}

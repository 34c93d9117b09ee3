// The sending side of transport A as 1C would write it: signs every call, keeps to the limits the
// server gives, tries again after failures and sends whole again what arrived corrupted.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type {
  OnecAckAnswer, OnecAnswer, OnecCommands, OnecResult, OnecWants, OnecWelcome,
} from '#contract/onec';
import type { FakeBase, FakeItem } from './base.ts';
import type { AckResult } from './crm-memory.ts';

export type ClientOptions = {
  /** `http://127.0.0.1:3000` */
  url: string;
  keyId: string;
  secret: string;
  /** First wait after a failure; it doubles up to `retryMaxMs`. 1C itself waits 5 s … 15 min. */
  retryMs?: number;
  retryMaxMs?: number;
  /** Failures in a row after which a call gives up; 1C itself never does. */
  triesMax?: number;
  /** One line about every trouble. */
  say?: (line: string) => void;
  /** Damage done on the way, e.g. by `corruptSome`; a second sending is never damaged. */
  damage?: (items: FakeItem[]) => FakeItem[];
};

export type OnecClient = {
  hello: (base: FakeBase) => Promise<OnecWelcome>;
  /** Results in the order of the items; corrupted ones have been sent again meanwhile. */
  push: (items: readonly FakeItem[]) => Promise<OnecResult[]>;
  /** A signed POST of any body, tried until it is answered; for digest and odd requests. */
  post: <T>(path: string, body: unknown) => Promise<T>;
  /** What the server has asked for since this was called last. */
  wanted: () => OnecWants;
  /** Commands of CRM; waits for one up to `wait` seconds. Without a cursor all that is open. */
  pull: (base: FakeBase, how?: { cursor?: string; wait?: number }) => Promise<OnecCommands>;
  /** What became of commands. */
  ack: (base: FakeBase, results: readonly AckResult[]) => Promise<OnecAckAnswer>;
};

/** An answer that another try cannot change: a wrong signature, a malformed request. */
export class CallRefused extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(`HTTP ${status}: ${text}`);
    this.status = status;
  }
}

const BODY_BYTES_MAX = 1_000_000;
const RESEND_MAX = 5;

export function createClient(options: ClientOptions): OnecClient {
  const limits = { batch: 200, bytes: BODY_BYTES_MAX, pauseMs: 0 };
  let wants: OnecWants = {};
  const note = ({ wantDigest, wantResend }: OnecWants) => {
    if (wantDigest) wants.wantDigest = wantDigest;
    if (wantResend) wants.wantResend = [...wants.wantResend ?? [], ...wantResend];
  };
  const post = <T>(path: string, body: unknown): Promise<T> =>
    callUntilAnswered<T>(options, { method: 'POST', path, body: JSON.stringify(body) });

  const pushBatch = async (items: readonly FakeItem[]): Promise<OnecResult[]> => {
    try {
      const answer = await post<OnecAnswer>('/api/1c/v1/push', { items });
      limits.batch = Math.max(1, answer.limits.batch);
      limits.pauseMs = answer.limits.pauseMs;
      note(answer);
      if (limits.pauseMs > 0) await wait(limits.pauseMs);
      return answer.results;
    } catch (error) {
      const isTooLarge = error instanceof CallRefused && error.status === 413;
      if (!isTooLarge || items.length < 2) throw error;
      const half = Math.ceil(items.length / 2);
      return [...await pushBatch(items.slice(0, half)), ...await pushBatch(items.slice(half))];
    }
  };

  const pushAll = async (items: readonly FakeItem[]): Promise<OnecResult[]> => {
    const results: OnecResult[] = [];
    for (let at = 0; at < items.length;) {
      const batch = batchFrom(items, at, limits);
      results.push(...await pushBatch(batch));
      at += batch.length;
    }
    return results;
  };

  const push = async (items: readonly FakeItem[]): Promise<OnecResult[]> => {
    const results = await pushAll(options.damage ? options.damage([...items]) : items);
    for (let tries = 0; tries < RESEND_MAX; tries += 1) {
      const again = results.flatMap(({ code }, at) => (code === 'hash.mismatch' ? [at] : []));
      if (again.length === 0) break;
      options.say?.(`повреждено в пути: ${again.length}, отправляю целиком ещё раз`);
      const second = await pushAll(again.map((at) => items[at] as FakeItem));
      for (const [index, at] of again.entries()) results[at] = second[index] as OnecResult;
    }
    return results;
  };

  const hello = async (base: FakeBase): Promise<OnecWelcome> => {
    const welcome = await post<OnecWelcome>('/api/1c/v1/hello', helloOf(base));
    Object.assign(limits, welcome.limits);
    note(welcome);
    return welcome;
  };
  const wanted = () => {
    const said = wants;
    wants = {};
    return said;
  };
  const pull: OnecClient['pull'] = async ({ ib }, { cursor, wait = 0 } = {}) => {
    const query = new URLSearchParams({
      ib, wait: String(wait), ...(cursor === undefined ? {} : { cursor }),
    });
    const answer = await callUntilAnswered<OnecCommands>(
      options, { method: 'GET', path: `/api/1c/v1/pull?${query}`, body: '' });
    note(answer);
    return answer;
  };
  const ack: OnecClient['ack'] = ({ ib }, results) => post('/api/1c/v1/ack', { ib, results });
  return { hello, push, post, wanted, pull, ack };
}

/** What the base says of itself. */
export function helloOf({ ib, epoch }: FakeBase): { [key: string]: string } {
  return {
    ib, epoch, configuration: 'УправлениеТорговлей', version: '11.5.21.84',
    platform: '8.3.27.1606', timeZone: 'Europe/Moscow', extension: 'onec-fake',
  };
}

/** Headers of one call; every call has a nonce and a time of its own. */
export function signedHeaders(
  key: { keyId: string; secret: string },
  call: { method: string; path: string; body: string | Uint8Array },
  at: { nowMs?: number; nonce?: string } = {},
): { [name: string]: string } {
  const timestamp = String(Math.floor((at.nowMs ?? Date.now()) / 1000));
  const nonce = at.nonce ?? randomUUID();
  const bodyHash = createHash('sha256').update(call.body).digest('hex');
  const text = [call.method, call.path, timestamp, nonce, bodyHash].join('\n');
  return {
    'X-Verstak-Key': key.keyId,
    'X-Verstak-Timestamp': timestamp,
    'X-Verstak-Nonce': nonce,
    'X-Verstak-Signature': createHmac('sha256', key.secret).update(text).digest('hex'),
  };
}

type Call = { method: 'GET' | 'POST'; path: string; body: string };

async function callUntilAnswered<T>(options: ClientOptions, call: Call): Promise<T> {
  const { retryMs = 5_000, retryMaxMs = 15 * 60_000, triesMax = Infinity } = options;
  for (let failures = 1; ; failures += 1) {
    const outcome = await callOnce(options, call);
    if ('answer' in outcome) return outcome.answer as T;
    if (failures >= triesMax) throw new Error(`no answer after ${failures} tries: ${outcome.text}`);
    // Half of the wait is chance, so that many bases do not come back at the same second.
    const grownMs = Math.min(retryMaxMs, retryMs * 2 ** (failures - 1));
    const waitMs = Math.max(outcome.retryAfterMs, grownMs * (0.5 + Math.random() / 2));
    options.say?.(`${outcome.text}; повтор через ${Math.ceil(waitMs / 1000)} с`);
    await wait(waitMs);
  }
}

type Outcome = { answer: unknown } | { text: string; retryAfterMs: number };

async function callOnce(options: ClientOptions, call: Call): Promise<Outcome> {
  const { method, path, body } = call;
  const headers = signedHeaders(options, call);
  let response: Response;
  let text: string;
  try {
    response = await fetch(options.url + path, {
      method,
      headers: method === 'GET' ? headers : { ...headers, 'Content-Type': 'application/json' },
      ...(method === 'GET' ? {} : { body }),
      signal: AbortSignal.timeout(60_000),
    });
    text = await response.text();
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? String(error);
    return { text: `нет связи (${cause})`, retryAfterMs: 0 };
  }
  if (response.ok) return { answer: JSON.parse(text) };
  const isFinal = response.status < 500 && response.status !== 429;
  if (isFinal) throw new CallRefused(response.status, text);
  const retryAfterMs = Number(response.headers.get('Retry-After') ?? 0) * 1000 || 0;
  return { text: `сервер ответил ${response.status}`, retryAfterMs };
}

/** As many items as both limits allow, at least one. */
function batchFrom(
  items: readonly FakeItem[],
  from: number,
  limits: { batch: number; bytes: number },
): FakeItem[] {
  const batch: FakeItem[] = [];
  let bytes = '{"items":[]}'.length;
  for (const item of items.slice(from, from + limits.batch)) {
    bytes += Buffer.byteLength(JSON.stringify(item)) + 1;
    if (batch.length > 0 && bytes > limits.bytes) break;
    batch.push(item);
  }
  return batch;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

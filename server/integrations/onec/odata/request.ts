// One request to 1C: the host the administrator typed and no other, patience with limits, and
// every failure as a problem in words. Nothing is repeated here: the poller's clock does that.
import { addressOf, type Query } from './address.ts';
import { readErrorBody, type ErrorBody } from './error-body.ts';
import { OdataProblem, type ProblemKind } from './problem.ts';

export type Connection = {
  root: string;
  login: string;
  password: string;
  /** The poller stops: whatever is under way ends. */
  signal?: AbortSignal | undefined;
  /** How long 1C may think before the first byte: SelectChanges of a loaded base takes minutes. */
  answerMs?: number;
  /** How long the line may be silent within an answer. */
  idleMs?: number;
};

export type Call = {
  method?: 'GET' | 'POST';
  path: string;
  query?: Query;
  /** Bytes that may come before the answer is called too heavy. */
  bytesMax?: number;
};

const ANSWER_MS = 180_000;
const IDLE_MS = 60_000;
const ERROR_BYTES_MAX = 64 * 1024;
/** A probe or a page; a packet of changes has no limit, for it is read as it comes. */
export const PAGE_BYTES_MAX = 64 * 1024 * 1024;

export type Answer = { chunks: AsyncGenerator<Uint8Array, void>; type: string };

/** Sends a call; throws OdataProblem unless 1C answers 2xx. The chunks must be read or returned. */
export async function send(connection: Connection, call: Call): Promise<Answer> {
  const watch = watchdog(connection);
  const { method = 'GET', path, query } = call;
  try {
    const response = await fetch(addressOf(connection.root, path, query), {
      method, signal: watch.signal, redirect: 'manual',
      headers: {
        accept: query?.['$format'] === 'json' ? 'application/json' : 'application/atom+xml,*/*',
        authorization: `Basic ${Buffer.from(
          `${connection.login}:${connection.password}`, 'utf8').toString('base64')}`,
      },
    });
    const chunks = chunksOf(response, watch, call.bytesMax);
    const type = response.headers.get('content-type') ?? '';
    if (response.ok) return { chunks, type };
    throw await problemOf(response, chunks);
  } catch (error) {
    watch.stop();
    throw asProblem(error, watch);
  }
}

type Watch = {
  signal: AbortSignal;
  /** Why it was ended by us. */
  reason: () => 'silence' | 'stopped' | null;
  heard: () => void;
  stop: () => void;
};

function watchdog(connection: Connection): Watch {
  const controller = new AbortController();
  const { answerMs = ANSWER_MS, idleMs = IDLE_MS } = connection;
  let reason: 'silence' | 'stopped' | null = null;
  const end = (why: 'silence' | 'stopped') => {
    reason ??= why;
    controller.abort();
  };
  let timer = setTimeout(() => end('silence'), answerMs);
  const stopped = () => end('stopped');
  connection.signal?.addEventListener('abort', stopped, { once: true });
  if (connection.signal?.aborted) stopped();
  return {
    signal: controller.signal,
    reason: () => reason,
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(() => end('silence'), idleMs);
    },
    stop: () => {
      clearTimeout(timer);
      connection.signal?.removeEventListener('abort', stopped);
      controller.abort();
    },
  };
}

async function* chunksOf(
  response: Response, watch: Watch, bytesMax = Infinity,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  try {
    watch.heard();
    for await (const chunk of response.body ?? []) {
      watch.heard();
      bytes += chunk.length;
      if (bytes > bytesMax) {
        throw new OdataProblem('heavy',
          `Ответ больше ${Math.round(bytesMax / 1024 / 1024)} МБ: страница слишком велика`);
      }
      yield chunk;
    }
  } catch (error) {
    throw asProblem(error, watch);
  } finally {
    watch.stop();
  }
}

export async function textOfChunks(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

async function readStart(chunks: AsyncGenerator<Uint8Array, void>): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      parts.push(chunk);
      bytes += chunk.length;
      if (bytes > ERROR_BYTES_MAX) break;
    }
  } catch {
    // The status alone says enough when the body of the error is cut.
  }
  return Buffer.concat(parts).toString('utf8');
}

async function problemOf(
  response: Response, chunks: AsyncGenerator<Uint8Array, void>,
): Promise<OdataProblem> {
  const { status } = response;
  if (status >= 300 && status < 400) {
    await chunks.return();
    const target = response.headers.get('location') ?? '';
    return new OdataProblem('redirect', `Сервер отсылает на другой адрес${
      target ? ` (${target.slice(0, 200)})` : ''}: впишите конечный адрес базы`);
  }
  return judgeError(status, readErrorBody(await readStart(chunks)),
    retryAfterMs(response.headers.get('retry-after')));
}

/** What a status and the body of an error mean; also for an error that came with HTTP 200. */
export function judgeError(status: number, body: ErrorBody, waitMs = 0): OdataProblem {
  const said = body.text ? `: ${body.text}` : '';
  switch (status) {
    case 401: return new OdataProblem('login', '1С не приняла имя или пароль');
    case 403: return new OdataProblem('rights', `У пользователя 1С нет прав${said}`);
    case 404: case 410:
      return new OdataProblem('address', `По этому адресу нет данных 1С${said}`);
    case 429: return new OdataProblem('throttled', `Сервер просит обращаться реже${said}`, waitMs);
    default:
  }
  const isOwn = status === 500 || status < 400;
  if (body.code === '-1' && isOwn) return new OdataProblem('refused', `1С отказала${said}`);
  if (status >= 500) {
    return new OdataProblem('server', `1С ответила ошибкой ${status}${said}`, waitMs);
  }
  if (status >= 400) {
    return new OdataProblem('configuration', `1С не приняла запрос (${status})${said}`);
  }
  if (body.shape !== 'html') {
    return new OdataProblem('server', `1С ответила ошибкой${said}`, waitMs);
  }
  return new OdataProblem('page', `Вместо данных 1С пришла веб-страница${
    body.text ? ` «${body.text}»` : ''}: похоже на страницу входа или заглушку веб-сервера`);
}

function retryAfterMs(header: string | null): number {
  if (!header) return 0;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? 0 : Math.max(0, at - new Date().getTime());
}

/** Codes of the network and of TLS → what they mean to whoever has typed the address. */
const NETWORK: readonly [RegExp, ProblemKind, string][] = [
  [/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/, 'certificate',
    'Сертификат сервера не внушает доверия: добавьте его издателя в NODE_EXTRA_CA_CERTS'],
  [/ENOTFOUND|EAI_AGAIN/, 'network', 'Имя сервера не найдено: проверьте адрес и DNS'],
  [/ECONNREFUSED|bad port/, 'network', 'Сервер не принимает соединения: проверьте адрес и порт'],
  [/ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|EHOSTUNREACH|ENETUNREACH/, 'network',
    'До сервера не достучаться: проверьте адрес, порт и сетевой экран'],
  [/UND_ERR_SOCKET|ECONNRESET|EPIPE|terminated/, 'cut', 'Связь с 1С оборвалась посреди ответа'],
];

function asProblem(error: unknown, watch: Watch): OdataProblem {
  if (error instanceof OdataProblem) return error;
  if (watch.reason() === 'stopped') return new OdataProblem('cut', 'Опрос остановлен');
  if (watch.reason() === 'silence') {
    return new OdataProblem('timeout', '1С не ответила вовремя');
  }
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  const words = cause?.code ?? cause?.message ?? message;
  const known = NETWORK.find(([code]) => code.test(words));
  return known ? new OdataProblem(known[1], known[2])
    : new OdataProblem('network', `Нет связи с сервером 1С (${words})`);
}

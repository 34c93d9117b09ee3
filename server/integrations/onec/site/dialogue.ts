// The dialogue of «Обмен с сайтом»: every mode by GET and by POST, as clients of different years
// send them. Whatever goes wrong is told to 1C in its own words, «failure» and a Russian reason.
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { SITE_CHUNK_BYTES } from '#contract/site-exchange';
import { tooLarge } from '#platform/http/streamed-body';
import { isDiskFull } from '#platform/full-disk';
import { refuse, Refusal } from '#platform/refuse';
import { meetBase } from '../commerceml/meet-base.ts';
import type { TextEncoding } from '../commerceml/encode-text.ts';
import { FileProblem } from '../commerceml/problem.ts';
import type { HistoryInbox } from '../load-history.ts';
import { isAllowed } from './addresses.ts';
import { failure, progress, say, success, type Answer } from './answer.ts';
import { askImport, startFile } from './ask-import.ts';
import { agreedVersion } from './order-xml.ts';
import { confirmOrders, queryOrders } from './query-orders.ts';
import { PIECE_BYTES_MAX, receiveChunk } from './receive-chunk.ts';
import {
  endSession, noteError, noteVersion, openSession, type OpenSession, touchSession,
} from './sessions.ts';
import { counted, signInSite } from './sign-in.ts';
import { withdrawAbsent } from './withdraw-absent.ts';

export const COOKIE = 'verstak_1c';

type Query = Partial<Record<'type' | 'mode' | 'filename' | 'sessid' | 'version', string>>;

const DEFAULT_ENCODING: TextEncoding = 'windows-1251';

/** Never throws for what 1C sends; only when our own database or disk fails. */
export async function answerSite(inbox: HistoryInbox, request: FastifyRequest): Promise<Answer> {
  const query = request.query as Query;
  let encoding = DEFAULT_ENCODING;
  let session: Opened | undefined;
  try {
    if (query.type !== 'catalog' && query.type !== 'sale') {
      return failure(encoding, 'Неизвестный вид обмена: нужен type=catalog или type=sale');
    }
    if (query.mode === 'checkauth') return await checkAuth(inbox, request, query.type);
    session = await requireSession(inbox, request, query);
    encoding = session.encoding;
    const answer = await act(inbox, request, query, session);
    const isFailure = answer.type === 'text/plain' && answer.body.subarray(0, 7).equals(FAILURE);
    await noteError(inbox.db, session.id,
      isFailure ? new TextDecoder(encoding).decode(answer.body.subarray(8)) : null);
    return answer;
  } catch (error) {
    const told = explain(error);
    if (!told) throw error;
    // Of a full disk it may not be told either; 1C hears it all the same.
    if (session) await noteError(inbox.db, session.id, told.text).catch(() => undefined);
    return { ...failure(encoding, told.text, told.status), headers: told.headers };
  }
}

const FAILURE = Buffer.from('failure');

/** Refusals at the door keep their HTTP status; in the dialogue 1C reads the text of a 200. */
const DOOR_STATUSES: Readonly<Partial<Record<string, number>>> = {
  'login.failed': 401, 'login.throttled': 429, 'address.forbidden': 403,
};

const DOOR_HEADERS: Readonly<Record<number, Record<string, string>>> = {
  401: { 'www-authenticate': 'Basic realm="Verstak 1C", charset="UTF-8"' },
  429: { 'retry-after': '60' },
};

type Told = { text: string; status: number; headers: Record<string, string> };

function explain(error: unknown): Told | null {
  if (error instanceof FileProblem) return { text: error.message, status: 200, headers: {} };
  if (isDiskFull(error)) return explain(refuse('disk.full'));
  if (!(error instanceof Refusal)) return null;
  const status = DOOR_STATUSES[error.code] ?? 200;
  const { message, detail } = error;
  const text = message === detail ? detail : `${message}. ${detail}`;
  return { text, status, headers: DOOR_HEADERS[status] ?? {} };
}

async function checkAuth(
  inbox: HistoryInbox, request: FastifyRequest, kind: 'catalog' | 'sale',
): Promise<Answer> {
  const account = await signInSite(inbox, request);
  await meetBase(inbox, account.ib);
  const token = await openSession(inbox.db, {
    accountId: account.id, kind, address: request.ip,
    userAgent: request.headers['user-agent'] ?? null,
  }, inbox.now());
  return {
    ...success(account.encoding, COOKIE, token, `sessid=${token}`,
      `timestamp=${Math.floor(inbox.now().getTime() / 1000)}`),
    headers: { 'set-cookie': `${COOKIE}=${token}; Path=/; HttpOnly; SameSite=Strict` },
  };
}

/** `token` is what the caller has named it by. */
type Opened = OpenSession & { token: string };

/** The cookie, or `sessid` of newer clients; an address that left the list is out at once. */
async function requireSession(
  inbox: HistoryInbox, request: FastifyRequest, query: Query,
): Promise<Opened> {
  const tokens = [request.cookies[COOKIE], query.sessid].filter((one) => one !== undefined);
  for (const token of tokens) {
    const session = await touchSession(inbox.db, token, inbox.now());
    if (session && isAllowed(session.addresses, request.ip)) return { ...session, token };
  }
  throw await counted(inbox, 'session', refuse('session.required',
    'Сеанс обмена не начат или закончился: 1С должна войти заново (mode=checkauth).'));
}

async function act(
  inbox: HistoryInbox, request: FastifyRequest, query: Query, session: Opened,
): Promise<Answer> {
  const { encoding } = session;
  if (query.type !== session.kind) {
    return failure(encoding, `Сеанс начат для type=${session.kind}: войдите заново`);
  }
  switch (query.mode) {
    case 'init': return init(inbox, query, session);
    case 'file': return takePiece(inbox, request, query, session);
    case 'import':
      return query.filename ? askImport(inbox, session, query.filename) : noName(encoding);
    case 'query':
      return session.kind === 'sale' ? queryOrders(inbox, session) : unknownMode(encoding, query);
    case 'success':
      return session.kind === 'sale' ? confirmOrders(inbox, session) : success(encoding);
    case 'deactivate':
      return session.kind === 'catalog' ? withdrawAbsent(inbox, session) : success(encoding);
    case 'complete':
      await endSession(inbox.db, session.id, inbox.now());
      return success(encoding);
    default: return unknownMode(encoding, query);
  }
}

const unknownMode = (encoding: TextEncoding, { mode = '' }: Query): Answer =>
  failure(encoding, `Команда mode=${mode.slice(0, 40)} не поддерживается`);

const noName = (encoding: TextEncoding): Answer =>
  failure(encoding, 'Не указано имя файла: нужен параметр filename');

async function init(
  inbox: HistoryInbox, query: Query, session: Opened,
): Promise<Answer> {
  const version = agreedVersion(query.version ?? null);
  await noteVersion(inbox.db, session.id, version);
  return say([
    `zip=${session.takesZip ? 'yes' : 'no'}`, `file_limit=${SITE_CHUNK_BYTES}`,
    // Older clients read two lines and may stumble over a third.
    ...(query.version ? [`sessid=${session.token}`, `version=${version}`] : []),
  ], session.encoding);
}

async function takePiece(
  inbox: HistoryInbox, request: FastifyRequest, query: Query, session: OpenSession,
): Promise<Answer> {
  const { encoding } = session;
  if (!query.filename) return noName(encoding);
  const body = request.body as Readable | undefined;
  if (typeof body?.pipe !== 'function') return failure(encoding, 'В запросе нет содержимого файла');
  // What says itself that it is too long is refused before anything is read of it.
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > PIECE_BYTES_MAX) throw tooLarge(PIECE_BYTES_MAX);
  const { file, looksWhole } = await receiveChunk(inbox, session, query.filename, body);
  // Older clients never ask to import what they bring to orders.
  if (file && looksWhole && session.kind === 'sale') {
    await startFile(inbox.db, session, file.name);
    const answer = await askImport(inbox, session, file.name);
    return answer.body.subarray(0, 8).equals(PROGRESS) ? success(encoding) : answer;
  }
  return success(encoding);
}

const PROGRESS = progress(DEFAULT_ENCODING, '').body.subarray(0, 8);

// `standard.odata` of a fake УТ 11 over the objects of a fake base: v3, lists, one object, the node
// of an exchange plan, and the ways of live bases to answer, to fail and to cut. It listens to
// 127.0.0.1 and takes nothing but percent-encoded addresses.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeBase, FakeObject } from '../base.ts';
import { rowsOfSet } from './catalogs.ts';
import { entityOf, guidFor, setOf, type Release, type Row } from './entities.ts';
import type { Fault, FaultPlan } from './faults.ts';
import { createNode, type FakeNode } from './node.ts';
import { BadQuery, pageOf, queryOf } from './query.ts';
import { sampleSets } from './samples.ts';
import { atomFeed, errorBody, metadataXml, type ErrorShape, type PacketEntry } from './wire.ts';

export const FAKE_LOGIN = 'Верстак';
export const FAKE_PASSWORD = 'пароль';
export const FAKE_PLAN = 'ДляВерстака';
const PLAN_SET = `ExchangePlan_${FAKE_PLAN}`;
export const FAKE_NODE = guidFor('node', FAKE_PLAN);
const PATH = '/ut/odata/standard.odata';

export type FakeOdata = {
  url: string;
  node: FakeNode;
  /** Decoded paths with their queries, in the order in which they came. */
  requests: string[];
  plan: FaultPlan;
  /** What a request that is carried out late waits for. */
  runLate: () => void;
  /** Sets that are hidden, as by a right that was taken away. */
  hidden: Set<string>;
  /** Bytes of a page above which the server breaks down: its disk is full. */
  bytesMax: number;
  close: () => Promise<void>;
};

type Options = { base: FakeBase; release?: Release };

type Served = FakeOdata & { base: FakeBase; release: Release; late: (() => void)[] };

export async function startFakeOdata({ base, release = '11.5' }: Options): Promise<FakeOdata> {
  const node = createNode();
  const before = base.onWrite;
  base.onWrite = (object) => {
    before?.(object);
    if (setOf(object)) node.register(object.uid);
  };
  const served: Served = {
    base, release, node, late: [], url: '', requests: [], plan: () => null, hidden: new Set(),
    bytesMax: Infinity, close: () => Promise.resolve(),
    runLate: () => { for (const run of served.late.splice(0)) run(); },
  };
  const server = createServer((request, response) => {
    serve(served, request, response).catch((error: unknown) => {
      response.destroy(error as Error);
    });
  });
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done); });
  served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ut`;
  served.close = async () => {
    server.closeAllConnections();
    await new Promise((done) => { server.close(done); });
    base.onWrite = before;
  };
  return served;
}

type Answer = { status: number; type: string; body: string; retryAfter?: number };

const failed = (status: number, shape: ErrorShape, text: string, code?: string): Answer => {
  const { type, body } = errorBody(shape, text, code);
  return { status, type, body };
};

async function serve(
  served: Served, request: IncomingMessage, response: ServerResponse,
): Promise<void> {
  const raw = request.url ?? '';
  const decoded = decodeURIComponent(raw);
  served.requests.push(`${request.method} ${decoded}`);
  const fault = served.plan(decoded);
  const run = () => answerTo(served, request, raw);
  if (fault?.kind === 'refuse') {
    response.destroy();
    return;
  }
  if (fault?.kind === 'late') {
    served.late.push(run);
    response.destroy();
    return;
  }
  const answer = fault ? faultAnswer(fault, run) : run();
  if (fault?.kind === 'deaf') {
    response.destroy();
    return;
  }
  response.statusCode = answer.status;
  response.setHeader('content-type', answer.type);
  if (answer.retryAfter) response.setHeader('retry-after', String(answer.retryAfter));
  if (fault?.kind === 'cut') {
    const half = Buffer.from(answer.body).subarray(0, Math.floor(answer.body.length / 2));
    response.write(half);
    await new Promise((done) => { setTimeout(done, 5); });
    response.destroy();
    return;
  }
  response.end(answer.body);
}

function faultAnswer(fault: Fault, run: () => Answer): Answer {
  if (fault.kind === 'page') return failed(200, 'html', 'Вход в систему');
  if (fault.kind !== 'error') return run();
  const { status, shape, code, retryAfter } = fault;
  return {
    ...failed(status, shape, 'Недостаточно места на диске', code),
    ...(retryAfter ? { retryAfter } : {}),
  };
}

function answerTo(served: Served, request: IncomingMessage, raw: string): Answer {
  const isEncoded = [...raw].every((letter) => letter.charCodeAt(0) < 127);
  if (!isEncoded) return failed(400, 'html', 'Bad Request');
  const credentials = Buffer.from(
    (request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString('utf8');
  if (credentials !== `${FAKE_LOGIN}:${FAKE_PASSWORD}`) return failed(401, 'html', 'Unauthorized');
  const url = new URL(raw, 'http://localhost');
  const path = decodeURIComponent(url.pathname);
  if (!path.startsWith(`${PATH}/`)) return failed(404, 'html', 'Not Found');
  try {
    const answer = answerPath(served, request.method ?? '', path.slice(PATH.length + 1), url);
    const tooLarge = answer.body.length > served.bytesMax && answer.type.includes('json');
    return tooLarge ? failed(500, '#exception', 'Недостаточно места на диске') : answer;
  } catch (error) {
    if (error instanceof BadQuery) return failed(500, 'xml', error.message);
    throw error;
  }
}

const xml = (body: string): Answer =>
  ({ status: 200, type: 'application/xml;charset=utf-8', body });
const json = (rows: Row[]): Answer => ({
  status: 200, type: 'application/json;odata=minimalmetadata;charset=utf-8',
  body: JSON.stringify({ 'odata.metadata': '$metadata', value: rows }),
});

function answerPath(served: Served, method: string, path: string, url: URL): Answer {
  if (path === '$metadata') return xml(metadataXml(shownSets(served)));
  if (method === 'POST') return answerNode(served, path, url);
  const one = /^(.+)\(guid'([0-9a-f-]+)'\)$/.exec(path);
  const set = one?.[1] ?? path;
  if (served.hidden.has(set) || (!shownSets(served).has(set) && set !== PLAN_SET)) {
    return failed(404, 'odata.error', `Сущность "${set}" не найдена`, '8');
  }
  const rows = set === PLAN_SET ? nodesOf(served)
    : rowsOfSet(served.base, set, served.release);
  if (one) return json(rows.filter(({ Ref_Key }) => Ref_Key === one[2]));
  return json(pageOf(rows, queryOf(url.searchParams)));
}

const shownSets = ({ release, hidden }: Served): Map<string, Row> =>
  new Map([...sampleSets(release), [PLAN_SET, { Ref_Key: '', ReceivedNo: '', SentNo: '' }] as const]
    .filter(([set]) => !hidden.has(set)));

function nodesOf({ node }: Served): Row[] {
  return [
    { Ref_Key: guidFor('node', 'this'), Code: 'УТ ', ThisNode: true, ReceivedNo: '0' },
    {
      Ref_Key: FAKE_NODE, Code: 'ВРС  ', Description: 'Верстак', ThisNode: false,
      ReceivedNo: String(node.receivedNo), SentNo: '0',
    },
  ];
}

function answerNode(served: Served, path: string, { searchParams }: URL): Answer {
  const messageNo = Number(searchParams.get('MessageNo'));
  const point = searchParams.get('DataExchangePoint') ?? '';
  if (!point.includes(`${PLAN_SET}(guid'${FAKE_NODE}')`)) {
    return failed(500, 'xml', 'Узел плана обмена не найден');
  }
  if (path === 'NotifyChangesReceived') {
    served.node.notify(messageNo);
    return xml('');
  }
  if (path !== 'SelectChanges') return failed(404, 'xml', `Нет действия ${path}`);
  const entries = served.node.select(messageNo).flatMap((uid) => entryOf(served, uid));
  return { status: 200, type: 'application/atom+xml;charset=utf-8',
    body: atomFeed(`${served.url}/odata/standard.odata`, entries) };
}

function entryOf({ base, release }: Served, uid: string): PacketEntry[] {
  const object = base.objects.get(uid) as FakeObject;
  const set = setOf(object);
  if (!set) return [];
  return [object.gone ? { set, goneUid: uid } : { set, row: entityOf(object, release) }];
}

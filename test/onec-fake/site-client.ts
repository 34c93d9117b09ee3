// 1C as a client of «Обмен с сайтом»: logs in, cuts files into pieces, asks to import until it
// hears how that ended, and repeats what was cut off. With its quirks: Basic in every request, a
// cookie sent as it came, one archive for several files, GET where others would POST.
import { zipFiles } from './zip-files.ts';

export type SiteFile = { name: string; bytes: Buffer };

export type SiteClientOptions = {
  url: string; login: string; password: string;
  /** Schema that the base writes; older ones say nothing of it. */
  version?: string | undefined;
  /** Smaller pieces than the site allows, as bases with little memory are set. */
  pieceBytes?: number | undefined;
  zip?: boolean | undefined;
  say?: (line: string) => void;
};

/** The site answered «failure», or not as the protocol wants. */
export class SiteRefused extends Error {
  readonly status: number;

  constructor(text: string, status: number) {
    super(text);
    this.name = 'SiteRefused';
    this.status = status;
  }
}

export type SiteAnswer = { status: number; lines: string[]; text: string; bytes: Buffer };

export type SiteClient = {
  ask: (query: Record<string, string>, body?: Buffer) => Promise<SiteAnswer>;
  login: () => Promise<void>;
  init: () => Promise<{ zip: boolean; fileLimit: number; version: string | null }>;
  sendFile: (file: SiteFile) => Promise<void>;
  importFile: (name: string) => Promise<string[]>;
  /** For tests of a wrong cookie. */
  setCookie: (cookie: string) => void;
};

const ASKS_MAX = 2000;
const RETRIES = 5;
const PAUSE_MS = 300;

/** What a client remembers between two requests. */
type Visit = {
  kind: 'catalog' | 'sale'; options: SiteClientOptions; cookie: string; sessid: string | null;
  zip: boolean; fileLimit: number;
};

export function createSiteClient(kind: 'catalog' | 'sale', options: SiteClientOptions): SiteClient {
  const visit: Visit = {
    kind, options, cookie: '', sessid: null, zip: false, fileLimit: 1024 * 1024,
  };
  return {
    ask: (query, body) => ask(visit, query, body),
    login: () => login(visit),
    init: () => init(visit),
    sendFile: (file) => sendFile(visit, file),
    importFile: (name) => importFile(visit, name),
    setCookie(cookie) {
      visit.cookie = cookie;
      visit.sessid = null;
    },
  };
}

async function ask(
  { kind, options, cookie, sessid }: Visit, query: Record<string, string>, body?: Buffer,
): Promise<SiteAnswer> {
  const params = new URLSearchParams({
    type: kind, ...query, ...(sessid === null ? {} : { sessid }),
  });
  const credentials = Buffer.from(`${options.login}:${options.password}`).toString('base64');
  const response = await fetch(`${options.url}?${params}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Basic ${credentials}`,
      'user-agent': '1C+Enterprise/8.3',
      ...(cookie ? { cookie } : {}),
    },
    ...(body ? { body } : {}),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const [, charset = 'utf-8'] = /charset=([\w-]+)/.exec(
    response.headers.get('content-type') ?? '') ?? [];
  const text = new TextDecoder(charset).decode(bytes);
  return { status: response.status, lines: text.split('\n'), text, bytes };
}

async function must(
  visit: Visit, query: Record<string, string>, body?: Buffer,
): Promise<SiteAnswer> {
  const answer = await ask(visit, query, body);
  if (answer.status !== 200 || answer.lines[0] === 'failure') {
    throw new SiteRefused(answer.lines.slice(1).join(' ') || answer.text, answer.status);
  }
  return answer;
}

async function login(visit: Visit): Promise<void> {
  visit.cookie = '';
  visit.sessid = null;
  const { lines } = await must(visit, { mode: 'checkauth' });
  visit.cookie = `${lines[1]}=${lines[2]}`;
  // Bases of schema 3 send it back in the address.
  if (visit.options.version) visit.sessid = lines[3]?.replace('sessid=', '') ?? null;
}

async function init(visit: Visit) {
  const { version } = visit.options;
  const { lines } = await must(visit, { mode: 'init', ...(version ? { version } : {}) });
  const said = new Map(lines.map((line) => line.split('=', 2) as [string, string]));
  visit.zip = said.get('zip') === 'yes';
  visit.fileLimit = Number(said.get('file_limit'));
  return {
    zip: visit.zip, fileLimit: visit.fileLimit, version: said.get('version') ?? null,
  };
}

async function sendFile(visit: Visit, { name, bytes }: SiteFile): Promise<void> {
  const { pieceBytes, say } = visit.options;
  const size = Math.min(pieceBytes ?? visit.fileLimit, visit.fileLimit);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    await withRetries(() => must(visit, { mode: 'file', filename: name }, piece));
  }
  say?.(`${name}: отправлен, ${bytes.length} байт`);
}

async function importFile(visit: Visit, name: string): Promise<string[]> {
  const { say } = visit.options;
  const told: string[] = [];
  for (let asked = 0; asked < ASKS_MAX; asked += 1) {
    const { lines } = await withRetries(() => must(visit, { mode: 'import', filename: name }));
    if (lines[0] !== 'progress') {
      say?.(`${name}: ${lines[0]}`);
      return told;
    }
    told.push(lines.slice(1).join(' '));
    say?.(told.at(-1) ?? '');
    await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS); });
  }
  throw new SiteRefused(`${name}: сайт так и не ответил`, 200);
}

/** 1C repeats what the network has cut, never what the site has refused. */
async function withRetries<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof SiteRefused && error.status < 500) throw error;
      if (attempt >= RETRIES) throw error;
      await new Promise((resolve) => { setTimeout(resolve, PAUSE_MS * attempt); });
    }
  }
}

/** The whole exchange of a catalogue, as 1C plays it; returns the client for what comes after. */
export async function exchangeCatalogue(
  options: SiteClientOptions, files: readonly SiteFile[], isFull: boolean,
): Promise<SiteClient> {
  const client = createSiteClient('catalog', options);
  await client.login();
  const { zip } = await client.init();
  if (zip && options.zip !== false) {
    await client.sendFile({ name: 'v8_1C_export.zip', bytes: zipFiles(files) });
  } else for (const file of files) await client.sendFile(file);
  for (const { name } of files) await client.importFile(name);
  if (isFull) {
    await untilDone(client, 'deactivate');
    await untilDone(client, 'complete');
  }
  return client;
}

async function untilDone(client: SiteClient, mode: string): Promise<void> {
  for (let asked = 0; asked < ASKS_MAX; asked += 1) {
    const { lines, status } = await client.ask({ mode });
    if (lines[0] === 'success') return;
    if (lines[0] !== 'progress') throw new SiteRefused(lines.slice(1).join(' '), status);
  }
}

/** Takes the orders of the site; `confirm` false forgets to say that they have come. */
export async function takeOrders(
  options: SiteClientOptions, confirm = true,
): Promise<{ client: SiteClient; xml: string }> {
  const client = createSiteClient('sale', options);
  await client.login();
  await client.init();
  const { text, lines } = await client.ask({ mode: 'query' });
  if (lines[0] === 'failure') throw new SiteRefused(lines.slice(1).join(' '), 200);
  if (confirm) await client.ask({ mode: 'success' });
  return { client, xml: text };
}

// The environment, read once and completely: every problem is reported, not only the first.
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyFileOf } from './secrets.ts';

export const ROLES = ['web', 'worker', 'connectors'] as const;
export type Role = (typeof ROLES)[number];

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export type Config = {
  host: string;
  port: number;
  /** Absolute; holds the database, the files and the key. */
  dataDir: string;
  filesDir: string;
  /** Files on their way into the program; not backed up. */
  uploadsDir: string;
  /** Files of exports, kept for a day; not backed up. */
  exportsDir: string;
  keyFile: string;
  /** null: the embedded PostgreSQL. */
  databaseUrl: string | null;
  /** Load the demo company into an empty database. */
  demo: boolean;
  /** Let demo logins in although HOST is reachable from outside. */
  demoPublic: boolean;
  roles: ReadonlySet<Role>;
  /** Whose X-Forwarded-* headers are believed: nobody's, everybody's, or those addresses'. */
  trustProxy: boolean | string[];
  logLevel: LogLevel;
};

export type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, one line each. */
export class ConfigProblem extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigProblem';
    this.problems = problems;
  }
}

export const CHECKOUT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Reads and checks; pure but for resolving a relative path against the checkout. */
export function readConfig(env: Environment): Config {
  const problems: string[] = [];
  const read = <T>(name: string, fallback: T, parse: Parse<T>): T => {
    const text = env[name]?.trim();
    if (!text) return fallback;
    const value = parse(text);
    if (!(value instanceof Unfit)) return value;
    problems.push(`${name}=${hide(name, text)} does not fit: expected ${value.expected}.`);
    return fallback;
  };
  const dataDir = read('VERSTAK_DATA', join(CHECKOUT, 'data'), parseFolder);
  const config: Config = {
    host: read('HOST', '127.0.0.1', parseHost),
    port: read('PORT', 3000, parsePort),
    dataDir,
    filesDir: join(dataDir, 'files'),
    exportsDir: join(dataDir, 'exports'),
    uploadsDir: join(dataDir, 'uploads'),
    keyFile: keyFileOf(dataDir),
    databaseUrl: read<string | null>('DATABASE_URL', null, parseDatabaseUrl),
    demo: read('VERSTAK_DEMO', true, parseFlag),
    demoPublic: read('VERSTAK_DEMO_PUBLIC', false, parseFlag),
    roles: read('VERSTAK_ROLES', new Set<Role>(ROLES), parseRoles),
    trustProxy: read<boolean | string[]>('VERSTAK_TRUST_PROXY', false, parseTrustProxy),
    logLevel: read<LogLevel>('VERSTAK_LOG_LEVEL', 'info', parseLogLevel),
  };
  if (problems.length > 0) throw new ConfigProblem(problems);
  return config;
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

type Parse<T> = (text: string) => T | Unfit;

class Unfit {
  readonly expected: string;

  constructor(expected: string) {
    this.expected = expected;
  }
}

/** A database's address holds a password, which must not land in a log. */
function hide(name: string, text: string): string {
  return name === 'DATABASE_URL' ? text.replace(/:[^:@/]*@/, ':…@') : text;
}

function parsePort(text: string): number | Unfit {
  const port = Number(text);
  const fits = /^\d{1,5}$/.test(text) && port <= 65_535;
  return fits ? port : new Unfit('a port from 0 (any free one) to 65535');
}

function parseHost(text: string): string | Unfit {
  return /^[\w.:-]+$/.test(text)
    ? text
    : new Unfit('a host name or an IP address, e.g. 0.0.0.0');
}

function parseFolder(text: string): string | Unfit {
  if (text.includes('\0')) return new Unfit('the path of a folder');
  return isAbsolute(text) ? resolve(text) : resolve(CHECKOUT, text);
}

function parseDatabaseUrl(text: string): string | Unfit {
  return /^postgres(ql)?:\/\/\S+$/.test(text)
    ? text
    : new Unfit('postgres://user:password@host:5432/database');
}

function parseFlag(text: string): boolean | Unfit {
  if (text === '1' || text === 'true') return true;
  if (text === '0' || text === 'false') return false;
  return new Unfit('1 or 0');
}

function parseRoles(text: string): Set<Role> | Unfit {
  const names = text.split(',').map((name) => name.trim()).filter(Boolean);
  const known = names.filter((name): name is Role => ROLES.some((role) => role === name));
  if (known.length === names.length && known.length > 0) return new Set(known);
  return new Unfit(`a comma-separated choice of ${ROLES.join(', ')}`);
}

function parseTrustProxy(text: string): boolean | string[] | Unfit {
  const flag = parseFlag(text);
  if (!(flag instanceof Unfit)) return flag;
  const addresses = text.split(',').map((part) => part.trim());
  return addresses.every((address) => /^[\da-fA-F.:]+(\/\d{1,3})?$/.test(address))
    ? addresses
    : new Unfit('1, 0, or the addresses of the proxies, e.g. 10.0.0.1,10.1.0.0/16');
}

function parseLogLevel(text: string): LogLevel | Unfit {
  return LOG_LEVELS.find((level) => level === text)
    ?? new Unfit(`one of ${LOG_LEVELS.join(', ')}`);
}

// Structured logs, one JSON line each, on stderr: stdout belongs to what a person asked for.
import { pino } from 'pino';
import type { LogLevel } from './config.ts';

export type Log = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  fatal(fields: object, message: string): void;
  /** A log whose every line carries these fields, e.g. the id of a request. */
  child(fields: object): Log;
};

// Secrets reach a log by being part of something else that is logged.
const SECRET_PATHS = [
  'password', 'secret', 'token', 'authorization', 'cookie',
  '*.password', '*.secret', '*.token', '*.authorization', '*.cookie',
  'headers.authorization', 'headers.cookie', '*.headers.authorization', '*.headers.cookie',
];

/** The process' log. `destination` is a file descriptor: 2 is stderr. */
export function createLog(level: LogLevel = 'info', destination = 2): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"at":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      errorKey: 'error',
      serializers: { error: describeError },
      redact: { paths: SECRET_PATHS, censor: '…' },
    },
    // Synchronous, so that the last words of a dying process are not lost.
    pino.destination({ dest: destination, sync: true }),
  ) as unknown as Log;
}

/** A log that says nothing, for tests and commands. */
export const SILENT_LOG: Log = createLog('silent');

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  const code = 'code' in error ? { code: error.code } : {};
  return { name, message, ...code, stack, ...cause };
}

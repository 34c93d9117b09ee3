// `npm run verstak -- COMMAND`: finds the command, gives it what it needs, turns its end into an
// exit status: 0 done, 1 failed, 2 not understood.
import { ConfigProblem, readConfig } from '#platform/config';
import { type Db, openDatabase } from '#platform/database';
import { createLog } from '#platform/log';
import { joinPostgres, type OpenPostgres } from '#platform/postgres/open';
import { type Command, type CommandEnv, UsageProblem } from './command.ts';
import { COMMANDS } from './commands.ts';

const POOL_SIZE = 4;
const FAILED = 1;
const NOT_UNDERSTOOD = 2;

process.exitCode = await main(process.argv.slice(2));

async function main(words: string[]): Promise<number> {
  const [name, ...args] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(overview());
    return name === undefined ? NOT_UNDERSTOOD : 0;
  }
  const entry = COMMANDS.find((candidate) => candidate.name === name);
  if (!entry) {
    console.error(`There is no command "${name}".\n\n${overview()}`);
    return NOT_UNDERSTOOD;
  }
  const { command } = await entry.load();
  if (args.includes('--help') || args.includes('-h')) {
    console.log(command.help.trim());
    return 0;
  }
  return runCommand(name, command, args);
}

type Opened = { db: Db; postgres: OpenPostgres }[];

async function runCommand(name: string, command: Command, args: string[]): Promise<number> {
  const opened: Opened = [];
  // Interrupted, a command must not leave the PostgreSQL behind that it started for itself.
  let interrupted: number | undefined;
  for (const [signal, status] of [['SIGINT', 130], ['SIGTERM', 143]] as const) {
    process.once(signal, () => {
      interrupted = status;
      void stopOpened(opened).finally(() => process.exit(status));
    });
  }
  try {
    await command.run(args, createEnv(opened));
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // The work then fails for want of its database, which is no news.
    return interrupted ?? explain(name, error);
  } finally {
    await closeOpened(opened);
  }
}

async function closeOpened(opened: Opened): Promise<void> {
  for (const { db, postgres } of opened) {
    await db.end();
    await postgres.stop();
  }
}

/** Connections at work would hold up an orderly end of the pool; the server ends them. */
async function stopOpened(opened: Opened): Promise<void> {
  for (const { postgres } of opened) await postgres.stop();
}

function createEnv(opened: Opened): CommandEnv {
  const config = readConfig(process.env);
  const log = createLog(process.env['VERSTAK_LOG_LEVEL'] ? config.logLevel : 'warn');
  return {
    config,
    log,
    async openDatabase() {
      const postgres = await joinPostgres(config, { log });
      const db = openDatabase(postgres.connection, POOL_SIZE);
      opened.push({ db, postgres });
      return db;
    },
    print: (line) => console.log(line),
    note: (line) => console.error(line),
  };
}

function explain(name: string, error: unknown): number {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ConfigProblem) {
    console.error(`The environment is not understood:\n${message}`);
    return NOT_UNDERSTOOD;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof UsageProblem || code.startsWith('ERR_PARSE_ARGS')) {
    console.error(`${message}\nSee: npm run verstak -- ${name} --help`);
    return NOT_UNDERSTOOD;
  }
  console.error(`${name}: ${message}`);
  if (process.env['VERSTAK_LOG_LEVEL'] === 'debug') console.error(error);
  return FAILED;
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length)) + 2;
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}${summary}`);
  return ['Usage: npm run verstak -- COMMAND [OPTIONS]', '', ...lines, '',
    'Each command explains itself with --help.'].join('\n');
}

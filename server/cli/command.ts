// What a command of `npm run verstak -- COMMAND` is: one file per command, one entry in
// commands.ts.
import type { Config } from '#platform/config';
import type { Db } from '#platform/database';
import type { Log } from '#platform/log';

export type Command = {
  /** What `--help` prints: usage, options, an example. */
  help: string;
  /** Throws UsageProblem for wrong words, anything else for a failure. */
  run(args: string[], env: CommandEnv): Promise<void>;
};

export type CommandEnv = {
  config: Config;
  log: Log;
  /** Joins the running server's database, or starts the embedded one until the command is over. */
  openDatabase(): Promise<Db>;
  /** The result, on stdout; scripts read it. */
  print(line: string): void;
  /** Progress and remarks, on stderr. */
  note(line: string): void;
};

/** The words after the command make no sense: exit status 2 and a hint at --help. */
export class UsageProblem extends Error {}

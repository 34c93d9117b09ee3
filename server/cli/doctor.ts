// doctor: looks at the whole installation and says what to mend.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '#platform/config';
import { clusterFolderOf } from '#platform/postgres/start';
import { checkDatabaseState } from './checks/database.ts';
import { type Finding, note, wrong } from './checks/finding.ts';
import { checkMachine } from './checks/machine.ts';
import type { Command, CommandEnv } from './command.ts';

const MARKS = { well: 'ok   ', note: 'note ', wrong: 'WRONG' } as const;

export const command: Command = {
  help: `
Usage: npm run verstak -- doctor [--json]

Checks Node, the data folder, the disk, the key, PostgreSQL (version, letters, safety), the clock,
migrations and partitions. Works while Verstak runs and when it does not; changes nothing.
The exit status is 1 when something is wrong.

  --json    the findings as a JSON array
`,
  async run(args, env) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const findings = [...checkMachine(env.config), ...await checkDatabase(env)];
    if (values.json) env.print(JSON.stringify(findings, null, 2));
    else for (const line of findings.flatMap(linesOf)) env.print(line);
    if (findings.some(({ state }) => state === 'wrong')) process.exitCode = 1;
  },
};

async function checkDatabase(env: CommandEnv): Promise<Finding[]> {
  if (!hasDatabase(env.config)) {
    return [note('Database', 'is made by the first npm start')];
  }
  try {
    return await checkDatabaseState(await env.openDatabase(), env.config);
  } catch (error) {
    const [what = '', mend] = (error as Error).message.split('\nTo mend it: ');
    return [wrong(
      'Database', what, mend ?? (env.config.databaseUrl
        ? 'check DATABASE_URL and that the database runs'
        : `look into ${join(clusterFolderOf(env.config.dataDir), 'log')}`),
    )];
  }
}

function hasDatabase({ databaseUrl, dataDir }: Config): boolean {
  return databaseUrl !== null || existsSync(join(clusterFolderOf(dataDir), 'PG_VERSION'));
}

function linesOf({ about, state, what, mend }: Finding): string[] {
  const line = `${MARKS[state]} ${about}: ${what}`;
  return mend ? [line, `      mend: ${mend}`] : [line];
}

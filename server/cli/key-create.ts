// key create: the secret with which 1C or another program calls Verstak. Shown once.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createApiKey } from '#platform/auth/api-keys';
import { inTransaction } from '#platform/database';
import { migrate } from '#platform/migrate';
import { openSecrets } from '#platform/secrets';
import { ensureDefaultRoles, roleIdsByCode } from '#modules/staff';
import { type Command, UsageProblem } from './command.ts';

export const command: Command = {
  help: `
Usage: npm run verstak -- key create --kind 1c|api --name N [--role R] [--json]

Creates a key and prints its secret, which is shown this once and never again.

  --kind 1c    the exchange with 1C: requests are signed with the secret
  --kind api   any other program: "Authorization: Bearer KEYID.SECRET"
  --name N     what the key is for, e.g. "УТ 11 головной офис"
  --role R     rights of an api key: the code of a role; administrator when absent
  --json       print {"keyId","secret"} on one line

Example: npm run --silent verstak -- key create --kind 1c --name "УТ 11" --json
`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args, allowPositionals: true,
      options: {
        kind: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' },
        json: { type: 'boolean' },
      },
    });
    if (positionals.join(' ') !== 'create') throw new UsageProblem('The word after key is create.');
    const { kind, name, role } = readOptions(values);
    const db = await env.openDatabase();
    await migrate(db);
    await inTransaction(db, ensureDefaultRoles);
    if (role) requireRole(await roleIdsByCode(db), role);
    const key = await createApiKey(db, openSecrets(dirname(env.config.keyFile)), {
      kind, name, ...(role ? { roleCode: role } : {}),
    });
    if (role) env.note(`The key may do what the role ${role} may; --role chooses another.`);
    env.note('Keep the secret: it is not shown again.');
    env.print(values.json ? JSON.stringify(key) : `key ${key.keyId}\nsecret ${key.secret}`);
  },
};

type Options = { kind: 'onec' | 'api'; name: string; role: string | null };

function readOptions(
  values: { kind?: string | undefined; name?: string | undefined; role?: string | undefined },
): Options {
  const name = values.name?.trim();
  if (!name) throw new UsageProblem('--name is needed.');
  if (values.kind === 'api') return { kind: 'api', name, role: values.role ?? 'administrator' };
  if (values.kind !== '1c') throw new UsageProblem('--kind is 1c or api.');
  if (values.role) throw new UsageProblem('A key of 1C has no role.');
  return { kind: 'onec', name, role: null };
}

function requireRole(roles: ReadonlyMap<string, number>, role: string): void {
  if (roles.has(role)) return;
  throw new UsageProblem(`There is no role ${role}; there are ${[...roles.keys()].join(', ')}.`);
}

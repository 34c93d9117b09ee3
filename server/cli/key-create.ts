// key create: the secret with which 1C or another program calls Verstak. Shown once.
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { findAccount } from '#platform/auth/accounts';
import { KEY_BASES } from '#integrations/onec';
import { createApiKey } from '#platform/auth/api-keys';
import { inTransaction, type Db } from '#platform/database';
import { migrate } from '#platform/migrate';
import { openSecrets } from '#platform/secrets';
import { ensureDefaultRoles, loadActor, roleIdsByCode } from '#modules/staff';
import { type Command, UsageProblem } from './command.ts';

export const command: Command = {
  help: `
Usage: npm run verstak -- key create --kind 1c|api --name N [--base IB] [--role R] [--as L]
       [--json]

Creates a key and prints its secret, which is shown this once and never again.

  --kind 1c    the exchange with 1C: requests are signed with the secret
  --kind api   any other program: "Authorization: Bearer KEYID.SECRET"
  --name N     what the key is for, e.g. "УТ 11 головной офис"
  --base IB    the only base that a key of 1C serves; any when absent
  --role R     rights of an api key: the code of a role; administrator when absent
  --as L       login of the employee whose records and department are "own" for the key
  --json       print {"keyId","secret"} on one line

Example: npm run --silent verstak -- key create --kind 1c --name "УТ 11" --json
`,
  async run(args, env) {
    const { positionals, values } = parseArgs({
      args, allowPositionals: true,
      options: {
        kind: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' },
        as: { type: 'string' }, base: { type: 'string' }, json: { type: 'boolean' },
      },
    });
    if (positionals.join(' ') !== 'create') throw new UsageProblem('The word after key is create.');
    const { kind, name, role, login, base } = readOptions(values);
    const db = await env.openDatabase();
    await migrate(db);
    await inTransaction(db, ensureDefaultRoles);
    if (role) requireRole(await roleIdsByCode(db), role);
    if (base) requireBase(await KEY_BASES.known(db), base);
    const person = await personOf(db, login);
    const secrets = openSecrets(dirname(env.config.keyFile));
    const key = await inTransaction(db, async (tx) => {
      const made = await createApiKey(tx, secrets, {
        kind, name, ...(role ? { roleCode: role } : {}), ...person,
      });
      if (base) await KEY_BASES.bind(tx, made.keyId, base);
      return made;
    });
    if (role) env.note(`The key may do what the role ${role} may; --role chooses another.`);
    if (role && !login) env.note('What the role may with own records needs a person: --as.');
    env.note('Keep the secret: it is not shown again.');
    env.print(values.json ? JSON.stringify(key) : `key ${key.keyId}\nsecret ${key.secret}`);
  },
};

type Options = {
  kind: 'onec' | 'api'; name: string; role: string | null; login: string | null;
  base: string | null;
};
type Words = Partial<Record<'kind' | 'name' | 'role' | 'as' | 'base', string | undefined>>;

function readOptions(values: Words): Options {
  const name = values.name?.trim();
  if (!name) throw new UsageProblem('--name is needed.');
  if (values.kind === 'api') {
    if (values.base) throw new UsageProblem('Only a key of 1C serves a base.');
    return {
      kind: 'api', name, role: values.role ?? 'administrator', login: values.as ?? null, base: null,
    };
  }
  if (values.kind !== '1c') throw new UsageProblem('--kind is 1c or api.');
  if (values.role || values.as) throw new UsageProblem('A key of 1C has no role and no person.');
  return { kind: 'onec', name, role: null, login: null, base: values.base ?? null };
}

async function personOf(db: Db, login: string | null): Promise<{ employeeId?: number }> {
  if (login === null) return {};
  const account = await findAccount(db, login);
  const person = account && await loadActor(db, account.id, new Date());
  if (!person?.employeeId) throw new UsageProblem(`Nobody works here under the login ${login}.`);
  return { employeeId: person.employeeId };
}

function requireBase(known: readonly string[], base: string): void {
  if (known.includes(base)) return;
  throw new UsageProblem(`There is no base ${base}; there are ${known.join(', ') || 'none'}.`);
}

function requireRole(roles: ReadonlyMap<string, number>, role: string): void {
  if (roles.has(role)) return;
  throw new UsageProblem(`There is no role ${role}; there are ${[...roles.keys()].join(', ')}.`);
}

// A guard that cannot fail guards nothing: here each check of tidy.test.ts meets its fault.
import assert from 'node:assert/strict';
import test from 'node:test';
import { CHECKED, ENTITIES } from '#contract/rights';
import { areaOf } from './arrows.mjs';
import { type AllowLists, grownLists, staleEntries } from './guards/allow-lists.ts';
import {
  deadScripts, decisionFaults, missingPaths, settingsDocumented, settingsRead, unknownCommands,
} from './guards/documents.ts';
import {
  differentLines, errorsDocument, permissionsDocument, withArrows,
} from './guards/generated.ts';
import { MONEY_DOOR, moneyInBodies, moneyWriters } from './guards/onec-money.ts';
import { forbiddenLicences, licenceOf } from './guards/licences.ts';
import { askedRights, rightFaults } from './guards/rights.ts';
import { type DeclaredRoute, routeFaults, routesOf } from './guards/routes.ts';
import { emptyNames, leftOvers, longFiles, medianLines, wideLines } from './guards/sizes.ts';
import { clockReads, loosePins, sharedLocks, sharedStatements } from './guards/habits.ts';
import { unreachable } from './guards/reach.ts';
import type { SourceFile } from './guards/source-files.ts';
import { foreignHosts, strayTexts } from './guards/web-texts.ts';
import {
  foreignWrites, relationsOf, sqlInRoutes, sqlNames, upwardReferences, upwardSql,
} from './guards/sql-schemas.ts';

const file = (path: string, text: string): SourceFile => ({ path, text });
const relations = new Set(['staff.employee', 'deals.deal', 'payments.payment']);

test('areas are found by the longest folder', () => {
  assert.equal(areaOf('server/modules/deals/index.ts'), 'server/modules/deals');
  assert.equal(areaOf('server/app.ts'), 'server');
  assert.equal(areaOf('docs/errors.md'), undefined);
});

test('SQL naming a higher schema is found, in every kind of string', () => {
  const up = (text: string) =>
    upwardSql([file('server/modules/staff/read.ts', text)], relations).length;
  assert.equal(up('export const q = `select id from deals.deal`;'), 1);
  assert.equal(up(`export const q = 'select 1 from deals.deal d';`), 1);
  assert.equal(up('export const q = `select ${1} from x join deals.deal d on ${2}`;'), 1);
  assert.equal(up(`export const table = 'deals.deal';`), 1, 'a bare name of a real table');
  assert.equal(up('export const q = `select 1 from deals.not_yet`;'), 1, 'a table not created');
});

test('lawful SQL, route ids and code are not taken for faults', () => {
  const lawful = (path: string, text: string) =>
    assert.deepEqual(upwardSql([file(path, text)], relations), []);
  lawful('server/modules/staff/a.ts', 'export const q = `select id from staff.employee`;');
  lawful('server/modules/deals/a.ts', 'export const q = `select id from staff.employee`;');
  lawful('server/modules/staff/a.ts', `export const id = 'deals.list';`);
  lawful('server/modules/staff/a.ts', `import { x } from './deals.deal.ts';\nexport const y = x;`);
  lawful('server/modules/staff/a.ts', '// select from deals.deal\nexport const y = 1;');
  lawful('test/a.ts', 'export const q = `select id from deals.deal`;');
});

test('a write to a table of another module is found, a read is not', () => {
  const written = (text: string) =>
    foreignWrites([file('server/modules/payments/a.ts', text)], relations);
  assert.deepEqual(written('export const q = `update deals.deal set id = 1`;'),
    ['server/modules/payments/a.ts writes deals.deal']);
  assert.equal(written('export const q = `insert into deals.deal (id) values (1)`;').length, 1);
  assert.equal(written('export const q = `with a as (delete from deals.deal) select`;').length, 1);
  assert.equal(written('export const q = `copy deals.deal (id) from stdin`;').length, 1);
  assert.equal(written('export const q = `select id from deals.deal`;').length, 0);
  assert.equal(written('export const q = `update payments.payment set id = 1`;').length, 0);
});

test('the line of a find is that of its string', () => {
  const [name] = sqlNames(file('a.ts', 'const a = 1;\n\nconst q = `select 1 from deals.deal`;'),
    relations);
  assert.equal(name?.line, 3);
});

test('a foreign key that points up is found', () => {
  const migration = (text: string) => upwardReferences([file('server/migrations/1.sql', text)]);
  assert.equal(migration('create table staff.a (b bigint references deals.deal);').length, 1);
  const altered = 'alter table staff.a add foreign key (b) references deals.deal;';
  assert.equal(migration(altered).length, 1);
  assert.equal(migration('create table nowhere.a (b bigint);').length, 1, 'a schema of no area');
  assert.equal(migration('create table deals.a (b bigint references staff.employee);').length, 0);
  assert.equal(migration('-- create table staff.a (b references deals.deal);').length, 0);
});

test('relations are read from migrations', () => {
  const text = 'create table deals.deal (id int);\ncreate view deals.v_deal as select 1;';
  assert.deepEqual([...relationsOf([file('1.sql', text)])], ['deals.deal', 'deals.v_deal']);
});

test('SQL in routes.ts is found', () => {
  const routes = (text: string) => sqlInRoutes([file('server/modules/deals/routes.ts', text)]);
  assert.equal(routes('db.query(`select 1 from deals.deal`);').length, 1);
  assert.equal(routes(`bind(route, 'Выбрать из списка');`).length, 0);
});

test('a line of 101 columns is found, one of 100 is not', () => {
  assert.deepEqual(wideLines([file('web/a.css', `${'я'.repeat(100)}\n${'я'.repeat(101)}`)]),
    ['web/a.css:2']);
  assert.deepEqual(wideLines([file('server/migrations/0001-a.sql', 'a'.repeat(101))]), []);
  const address = `@package/${'a'.repeat(90)}`;
  assert.deepEqual(wideLines([file('web/a.ts', `import Icon from '${address}';`)]), []);
  assert.deepEqual(wideLines([file('web/a.ts', `import { a, b } from '${address}';`)]),
    ['web/a.ts:1']);
});

test('a file over its length is found', () => {
  const of = (path: string, count: number) => longFiles([file(path, 'a\n'.repeat(count))]).length;
  assert.equal(of('web/a.css', 401), 1);
  assert.equal(of('web/a.css', 400), 0);
  assert.equal(of('server/a.test.ts', 600), 0);
  assert.equal(of('server/a.test.ts', 601), 1);
});

test('the median counts scripts of the product only', () => {
  const files = [1, 5, 9].map((count) => file(`server/${count}.ts`, 'a\n'.repeat(count)));
  assert.equal(medianLines([...files, file('server/x.test.ts', 'a\n'.repeat(500))]), 5);
});

test('empty names are found, words of the trade are not', () => {
  const faults = (path: string, text = '') => emptyNames([file(path, text)]).length;
  for (const name of ['deal-service', 'deal-manager', 'utils', 'sql-helper', 'common']) {
    assert.equal(faults(`server/${name}.ts`), 1, name);
  }
  assert.equal(faults('server/a.ts', 'export class DealService {}'), 1);
  assert.equal(faults('server/a.ts', 'export type IDeal = 1;'), 1);
  assert.equal(faults('server/a.ts', 'export const dateUtils = 1;'), 1);
  assert.equal(faults('server/a.ts', 'export class BaseRepository {}'), 1);
  assert.equal(faults('server/confirm-base.ts', 'export type BaseVerdict = 1;'), 0);
  assert.equal(faults('server/a.ts', 'export function mapManager() {}'), 0);
  assert.equal(faults('server/assign-responsible.ts', 'export type Invoice = 1;'), 0);
});

test('left-overs are found', () => {
  const later = ['TO', 'DO'].join('');
  assert.equal(leftOvers([file('server/a.ts', `// ${later}: finish`)]).length, 1);
  assert.equal(leftOvers([file('server/a.test.ts', `test.${'only'}('x', () => {});`)]).length, 1);
  assert.equal(leftOvers([file('server/a.ts', 'const todoList = 1;')]).length, 0);
});

test('a path in a document that does not exist is found', () => {
  const missing = (path: string, text: string) =>
    missingPaths([file(path, text)], (name) => name === 'server/app.ts' || name === 'README.md');
  assert.deepEqual(missing('a.md', 'see `server/gone.ts` and `server/app.ts`'),
    ['a.md: server/gone.ts']);
  assert.deepEqual(missing('docs/a.md', '[there](gone.md) [here](../README.md#top)'),
    ['docs/a.md: docs/gone.md']);
  assert.deepEqual(missing('a.md', '`GONE.md` and `README.md`'), ['a.md: GONE.md']);
  assert.deepEqual(missing('a.md', '[web](https://example.org/x) `npm run x` `<module>/x.ts`'), []);
});

const route = (change: Partial<DeclaredRoute>): DeclaredRoute => ({
  id: 'deals.list', method: 'GET', path: '/api/deals', summary: 'Список сделок.', access: 'signed',
  file: 'contract/deals.ts', ...change,
});

test('faults of routes are found', () => {
  assert.deepEqual(routeFaults([route({})]), []);
  const other = route({ id: 'other.one', path: '/api/other' });
  const fault = (change: Partial<DeclaredRoute>, words: RegExp) =>
    assert.match(routeFaults([other, route(change)]).join(), words);
  fault({ id: 'other.one' }, /id other\.one is declared twice/);
  fault({ path: '/api/other' }, /GET \/api\/other is declared twice/);
  fault({ summary: 'List of deals.' }, /no Russian summary/);
  fault({ access: undefined }, /no access/);
  fault({ path: '/deals' }, /outside \/api/);
  fault({ path: '/api/deals/:id' }, /params of/);
  fault({ id: 'deals' }, /id is not noun\.verb/);
});

test('routes are collected from values and from tables of routes', () => {
  const table = { two: route({ id: 'a.b' }) };
  const found = routesOf({ one: route({}), table, other: 1, no: null });
  assert.deepEqual(found.map((one) => one.id), ['deals.list', 'a.b']);
});

test('a new route changes the permission table', () => {
  const before = permissionsDocument([route({})]);
  const access = { entity: 'deal', action: 'read' } as const;
  assert.notEqual(before, permissionsDocument([route({}), route({ id: 'deals.x', access })]));
  assert.match(permissionsDocument([route({ access })]), /`deal\.read`/);
});

test('the error table names every code with its text', () => {
  assert.match(errorsDocument(), /\| `right\.missing` \| 403 \| Недостаточно прав \|/);
});

test('a stale arrow table is found', () => {
  const stale = '<!-- arrows: written by tools/write-docs.ts -->\nold\n<!-- /arrows -->\n';
  assert.notEqual(withArrows(stale), stale);
  assert.throws(() => withArrows('no marks'), /arrow marks/);
});

test('a foreign licence is found', () => {
  const faults = (license: string) => forbiddenLicences([{ name: 'x', version: '1', license }]);
  assert.deepEqual(faults('GPL-3.0'), ['x@1: GPL-3.0']);
  assert.equal(faults('(MIT AND GPL-3.0)').length, 1);
  assert.equal(faults('(MIT OR GPL-3.0)').length, 0);
  assert.equal(forbiddenLicences([{ name: 'x' }]).length, 1, 'no licence named');
  assert.equal(licenceOf({ name: 'x', licenses: [{ type: 'MIT' }] }), 'MIT');
});

test('an allow-list that grew is found', () => {
  const lists = (count: number): AllowLists => ({
    wideLines: Array.from({ length: count }, String), foreignWrites: [],
  });
  assert.deepEqual(grownLists(lists(2), [lists(1), lists(3)]), ['wideLines']);
  assert.deepEqual(grownLists(lists(1), [lists(2)]), []);
  assert.deepEqual(grownLists(lists(2), []), [], 'the first version of the file');
  assert.deepEqual(staleEntries(['a', 'b'], ['a']), ['b']);
});

test('Russian outside web/texts is found, in a comment it is not', () => {
  const stray = (path: string, text: string) => strayTexts([file(path, text)]).length;
  assert.equal(stray('web/pages/a.tsx', 'export const A = () => <p>Сделка</p>;'), 1);
  assert.equal(stray('web/ui/a.ts', `export const a = 'Сделка';`), 1);
  assert.equal(stray('web/ui/a.ts', 'export const a = (n: number) => `${n} сделок`;'), 1);
  assert.equal(stray('web/ui/a.ts', '// Сделка\nexport const a = 1;'), 0);
  assert.equal(stray('web/texts/ru.ts', `export const a = 'Сделка';`), 0);
});

test('an address of another host in the browser is found', () => {
  const hosts = (path: string, text: string) => foreignHosts([file(path, text)]).length;
  assert.equal(hosts('web/a.ts', `fetch('https://example.org/x');`), 1);
  assert.equal(hosts('web/a.css', '@import url(//fonts.example.com/a.css);'), 1);
  assert.equal(hosts('web/a.ts', `fetch('/api/deals');`), 0);
  assert.equal(hosts('web/a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'), 0);
});

test('a file that nothing leads to is found', () => {
  const imports = [{ from: 'main.ts', to: 'a.ts' }, { from: 'b.test.ts', to: 'b.ts' }];
  assert.deepEqual(unreachable(['a.ts', 'b.ts'], imports, ['main.ts']), ['b.ts']);
});

test('a rule that asks the clock itself is found', () => {
  const reads = (text: string) => clockReads([file('server/modules/deals/a.ts', text)]).length;
  assert.equal(reads('const now = new Date();'), 1);
  assert.equal(reads('const now = Date.now();'), 1);
  assert.equal(reads('const day = new Date(text);'), 0);
  assert.equal(clockReads([file('server/platform/clock.ts', 'new Date()')]).length, 0);
});

test('a version that may drift is found', () => {
  assert.deepEqual(loosePins({ dependencies: { a: '^1.0.0', b: '1.0.0', c: 'npm:d@1.0.0' } }),
    ['a ^1.0.0']);
  assert.deepEqual(loosePins({ devDependencies: { a: '1.x' } }), ['a 1.x']);
});

test('a route that takes money of 1C is found', () => {
  const takes = (body: object, access: DeclaredRoute['access'] = 'signed') =>
    moneyInBodies([route({ body, access })]);
  assert.deepEqual(takes({ properties: { paidKopecks: {} } }), ['deals.list takes paidKopecks']);
  const nested = { properties: { overpaid: {} } };
  assert.equal(takes({ anyOf: [{ properties: { a: nested } }] }).length, 1);
  assert.equal(takes({ items: { properties: { deferredUntil: {} } } }).length, 1);
  assert.equal(takes({ properties: { title: {} } }).length, 0);
  assert.equal(takes({ properties: { paidKopecks: {} } }, 'onec').length, 0);
});

test('a second writer of the money of a deal is found', () => {
  const writes = (sql: string, path = 'server/modules/deals/a.ts') =>
    moneyWriters([file(path, `const q = \`${sql}\`;`)]).length;
  assert.equal(writes('update deals.deal set paid_kopecks = 1 where id = 2'), 1);
  assert.equal(writes('update deals.deal d set title = 1, deferred_until = null'), 1);
  assert.equal(writes('insert into deals.deal (title, paid_percent) values (1, 2)'), 1);
  assert.equal(writes('insert into deals.deal (title, amount_kopecks) values (1, 2)'), 0);
  assert.equal(writes('update deals.deal set title = 1 where id = 2'), 0);
  assert.equal(writes('update deals.deal set paid_kopecks = 1', MONEY_DOOR), 0);
});

test('settings are read from the configuration and from a document alike', () => {
  const config = `read('PORT', 1, p); read<string | null>('DATABASE_URL', null, p);`;
  assert.deepEqual(settingsRead(file('config.ts', config)), ['PORT', 'DATABASE_URL']);
  const document = '| `PORT`, `HOST` | 3000 |\n| `npm` | x |\ntext `HOME`\n';
  assert.deepEqual(settingsDocumented(file('a.md', document)), ['PORT', 'HOST']);
});

test('documents that differ in a line, or in its order, differ', () => {
  assert.deepEqual(differentLines('a\nb', 'a\nc'), ['stale: b', 'missing: c']);
  assert.deepEqual(differentLines('a\nb', 'b\na'), ['order or number of lines']);
  assert.notDeepEqual(differentLines('a\na', 'a'), []);
  assert.deepEqual(differentLines('a\nb', 'a\nb'), []);
});

test('a command that does not exist is found', () => {
  const known = { scripts: ['start', 'verstak'], commands: ['backup'] };
  const unknown = (text: string) => unknownCommands([file('a.md', text)], known);
  assert.deepEqual(unknown('npm run gone; npm test'), ['a.md: gone', 'a.md: test']);
  assert.deepEqual(deadScripts({ a: 'node b.ts', c: 'node d.mjs' }, (name) => name === 'b.ts'),
    ['c: d.mjs']);
  assert.deepEqual(unknown('npm run verstak -- restore DIR'), ['a.md: restore']);
  assert.deepEqual(unknown('npm start, npm run --silent verstak -- backup DIR'), []);
});

test('a decision that is not listed, or out of row, is found', () => {
  const index = '[0001](0001-a.md) [0002](0002-b.md)';
  assert.deepEqual(decisionFaults(['0001-a.md', '0002-b.md'], index), []);
  assert.deepEqual(decisionFaults(['0001-a.md'], index), ['0002-b.md is not there']);
  assert.deepEqual(decisionFaults(['0001-a.md', '0002-b.md', '0003-c.md'], index),
    ['0003-c.md is not listed']);
  assert.equal(decisionFaults(['0001-a.md', '0001-b.md'], index).length, 3);
});

test('a name of a prepared statement that two places use', () => {
  const one = file('server/modules/deals/a.ts', "{ name: 'deal-read',\n  text: 'select 1' }");
  const other = file('server/modules/deals/b.ts', "{ name: 'deal-read',\n // why\n  text: x }");
  assert.deepEqual(sharedStatements([one]), []);
  assert.deepEqual(sharedStatements([one, other]),
    ['deal-read: server/modules/deals/a.ts, server/modules/deals/b.ts']);
});

test('a number of an advisory lock that two works use', () => {
  const one = file('server/modules/deals/a.ts', 'const LOCK = 7_263_011;');
  const other = file('server/platform/b.ts', 'export const LOCK_SPACE = 7_263_011;');
  const pair = file('server/platform/c.ts', 'const LOCK = { lockClass: 7_263_011, id: 0 };');
  assert.deepEqual(sharedLocks([one]), []);
  assert.deepEqual(sharedLocks([one, other, pair]),
    ['7_263_011: server/modules/deals/a.ts, server/platform/b.ts, server/platform/c.ts']);
});

test('a cell of the matrix that nothing checks is found, and a check without a cell', () => {
  const code = [
    file('server/modules/deals/a.ts', `requireRight(ctx.actor, 'deal', 'read');`),
    file('server/modules/deals/b.ts', `lockDeal(tx, ctx, input.id, 'transfer')`),
    file('server/modules/staff/default-roles.ts', `['deal', 'aggregate']`),
  ];
  const asked = askedRights(code, [{ access: { entity: 'lead', action: 'edit' } }]);
  assert.deepEqual([...asked].sort(), ['deal.read', 'deal.transfer', 'lead.edit']);
  const empty = { ...CHECKED };
  for (const entity of ENTITIES) empty[entity] = [];
  assert.deepEqual(rightFaults(asked, { ...empty, deal: ['read', 'aggregate'] }), [
    'deal.aggregate: nothing checks it', 'lead.edit: it is checked and cannot be given',
    'deal.transfer: it is checked and cannot be given',
  ]);
});

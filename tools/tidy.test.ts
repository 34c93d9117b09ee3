// Tidiness of the real tree. tools/planted.test.ts proves that each check here can fail.
import assert from 'node:assert/strict';
import test from 'node:test';
import {
  committedAllowLists, grownLists, readAllowLists, staleEntries,
} from './guards/allow-lists.ts';
import { clockReads, loosePins, sharedLocks, sharedStatements } from './guards/habits.ts';
import { MONEY_DOOR, moneyInBodies, moneyWriters } from './guards/onec-money.ts';
import {
  deadScripts, decisionFaults, missingPaths, settingsDocumented, settingsRead, unknownCommands,
} from './guards/documents.ts';
import {
  differentLines, errorsDocument, permissionsDocument, withArrows,
} from './guards/generated.ts';
import { forbiddenLicences, productionPackages } from './guards/licences.ts';
import { askedRights, rightFaults } from './guards/rights.ts';
import { declaredRoutes, routeFaults } from './guards/routes.ts';
import {
  emptyNames, leftOvers, longFiles, measured, medianLines, wideLines,
} from './guards/sizes.ts';
import { isScript, listFiles, readFiles } from './guards/source-files.ts';
import {
  foreignWrites, relationsOf, sqlInRoutes, upwardReferences, upwardSql,
} from './guards/sql-schemas.ts';
import { foreignHosts, strayTexts } from './guards/web-texts.ts';

const REWRITE = 'run: node tools/write-docs.ts';
const MEDIAN_MAX = 90;

const text = /\.(ts|tsx|mjs|css|sql|md|html|svg)$/;
const files = readFiles(listFiles().filter((name) => text.test(name) || name === 'package.json'));
const at = (name: string) => files.find((file) => file.path === name)?.text ?? '';
const migrations = files.filter((file) => file.path.startsWith('server/migrations/'));
const relations = relationsOf(migrations);
// Tests of a module may prepare rows that only higher modules would write.
const product = files.filter((file) => isScript(file.path) && !/\.test\.tsx?$/.test(file.path));
const allowed = readAllowLists();

test('no file is over its length', () => {
  assert.deepEqual(longFiles(files), []);
});

test('no line is wider than 100 columns', () => {
  const wide = wideLines(files);
  const excused = (place: string) => allowed.wideLines.includes(place.replace(/:\d+$/, ''));
  assert.deepEqual(wide.filter((place) => !excused(place)), []);
  const used = wide.map((place) => place.replace(/:\d+$/, ''));
  assert.deepEqual(staleEntries(allowed.wideLines, used), [], 'excuses without need');
});

test('the median file stays small', (t) => {
  const median = medianLines(files);
  t.diagnostic(`median of ${measured(files).length} measured files: ${median} lines`);
  assert.ok(median > 0 && median <= MEDIAN_MAX, `median ${median}, at most ${MEDIAN_MAX}`);
});

test('names say what a thing does', () => {
  assert.deepEqual(emptyNames(files), []);
});

test('nothing is left for later', () => {
  assert.deepEqual(leftOvers(files), []);
});

test('SQL names only its own schema and lower ones', () => {
  assert.ok(relations.has('deals.deal'), 'the migrations were not read');
  assert.deepEqual(upwardSql(product, relations), []);
});

test('a prepared statement has a name of its own', () => {
  assert.deepEqual(sharedStatements(product), []);
});

test('an advisory lock has a number of its own', () => {
  assert.deepEqual(sharedLocks(product), []);
});

test('a table is written by its own module alone', () => {
  const writes = [...new Set(foreignWrites(product, relations))];
  assert.deepEqual(writes.filter((one) => !allowed.foreignWrites.includes(one)), []);
  assert.deepEqual(staleEntries(allowed.foreignWrites, writes), [], 'excuses without need');
});

test('foreign keys point down the arrows', () => {
  assert.deepEqual(upwardReferences(migrations), []);
});

test('routes.ts holds no SQL', () => {
  assert.deepEqual(sqlInRoutes(files), []);
});

test('business code takes the time from its context', () => {
  assert.deepEqual(clockReads(files), []);
});

test('Russian texts of the screen stand in web/texts', () => {
  assert.deepEqual(strayTexts(files), []);
});

test('the browser knows no other host', () => {
  assert.deepEqual(foreignHosts(files), []);
});

test('versions of packages are exact', () => {
  assert.deepEqual(loosePins(JSON.parse(at('package.json')) as Record<string, unknown>), []);
});

test('migrations have numbers of their own', () => {
  const numbers = migrations.map(({ path: name }) =>
    Number(/\/(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]));
  assert.ok(numbers.every((number) => number > 0));
  assert.equal(new Set(numbers).size, numbers.length);
});

test('routes are declared once, with access, Russian summary and matching parameters', async () => {
  assert.deepEqual(routeFaults(await declaredRoutes()), []);
});

test('the matrix of rights offers what some code checks, and all of it', async () => {
  assert.deepEqual(rightFaults(askedRights(product, await declaredRoutes())), []);
});

test('no route takes money that 1C owns', async () => {
  assert.deepEqual(moneyInBodies(await declaredRoutes()), []);
});

test('the money of a deal is written through one door', () => {
  assert.ok(at(MONEY_DOOR), `${MONEY_DOOR} is not there`);
  assert.deepEqual(moneyWriters(product), []);
});

test('docs/errors.md lists every error code', () => {
  assert.deepEqual(differentLines(at('docs/errors.md'), errorsDocument()), [], REWRITE);
});

test('docs/permissions.md lists every route', async () => {
  const expected = permissionsDocument(await declaredRoutes());
  assert.deepEqual(differentLines(at('docs/permissions.md'), expected), [], REWRITE);
});

test('ARCHITECTURE.md shows the arrows as they are', () => {
  const document = at('ARCHITECTURE.md');
  assert.deepEqual(differentLines(document, withArrows(document)), [], REWRITE);
});

test('paths in documents exist', () => {
  const documents = files.filter((file) => file.path.endsWith('.md'));
  assert.ok(documents.length > 5, 'the documents were not found');
  assert.deepEqual(missingPaths(documents), []);
});

test('docs/operate.md names every setting, the READMEs no other', () => {
  const read = settingsRead({ path: '', text: at('server/platform/config.ts') }).sort();
  const documented = (name: string) => settingsDocumented({ path: name, text: at(name) });
  assert.deepEqual(documented('docs/operate.md').sort(), read);
  for (const name of ['README.md', 'README.ru.md']) {
    assert.deepEqual(documented(name).filter((setting) => !read.includes(setting)), [], name);
  }
});

test('decisions are numbered in a row and listed', () => {
  const folder = 'docs/decisions/';
  const names = files.map((file) => file.path).filter((name) => /\/decisions\/\d/.test(name))
    .map((name) => name.slice(folder.length));
  assert.deepEqual(decisionFaults(names, at(`${folder}README.md`)), []);
});

test('commands that documents name exist', async () => {
  const manifest = JSON.parse(at('package.json')) as { scripts: Record<string, string> };
  assert.deepEqual(deadScripts(manifest.scripts), []);
  const { COMMANDS } = await import('#server/cli/commands');
  const documents = files.filter((file) => file.path.endsWith('.md'));
  assert.deepEqual(unknownCommands(documents, {
    scripts: Object.keys(manifest.scripts), commands: COMMANDS.map((command) => command.name),
  }), []);
});

test('every package of the product has a licence we may ship with', () => {
  const packages = productionPackages();
  assert.ok(packages.length > 50, 'the walk of node_modules found next to nothing');
  assert.deepEqual(forbiddenLicences(packages), []);
});

test('allow-lists only shrink', () => {
  assert.deepEqual(grownLists(allowed, committedAllowLists()), []);
});

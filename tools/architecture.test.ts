// The shape of the house: folders, arrows, faces. The planted tree proves that the guard sees.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { ARROWS, NOT_CODE, OPEN_INSIDE, PLANNED } from './arrows.mjs';
import { CODE_ROOTS, cruise, type Violation } from './guards/cruise.ts';
import { plant } from './guards/plant.ts';
import { ENTRIES, unreachable } from './guards/reach.ts';
import { isScript, listFiles, REPOSITORY } from './guards/source-files.ts';

const seen = cruise(REPOSITORY);

const folders = (parent: string) =>
  existsSync(path.join(REPOSITORY, parent))
    ? readdirSync(path.join(REPOSITORY, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}/${entry.name}`)
    : [];

const areaFolders = [
  ...CODE_ROOTS.filter((root) => existsSync(path.join(REPOSITORY, root))),
  ...folders('server').filter((name) => !/^server\/(modules|integrations)$/.test(name)),
  ...folders('server/modules'),
  ...folders('server/integrations'),
].filter((name) => !NOT_CODE.includes(name));

test('every folder of code is a key of the arrows, and every key is a folder', () => {
  assert.deepEqual(areaFolders.sort(), Object.keys(ARROWS).sort());
});

test('what is planned is not built yet', () => {
  const built = Object.keys(PLANNED).filter((name) => existsSync(path.join(REPOSITORY, name)));
  assert.deepEqual(built, [], 'move these lines of PLANNED to ARROWS in tools/arrows.mjs');
});

test('arrows name existing areas and form no cycle', () => {
  const visit = (area: string, trail: string[]): void => {
    const targets = ARROWS[area];
    assert.ok(targets, `${trail.join(' → ')} → ${area}: no such area`);
    assert.ok(!trail.includes(area), `cycle: ${[...trail, area].join(' → ')}`);
    targets.forEach((target) => visit(target, [...trail, area]));
  };
  Object.keys(ARROWS).forEach((area) => visit(area, []));
});

test('a module or an integration shows a face of at most 40 lines', () => {
  const closed = areaFolders.filter((area) => /^server\/(modules|integrations)\//.test(area));
  const faceless = closed.filter((area) => !existsSync(path.join(REPOSITORY, area, 'index.ts')));
  assert.deepEqual(faceless, [], 'no index.ts');
  const tall = closed.filter((area) => {
    const text = readFileSync(path.join(REPOSITORY, area, 'index.ts'), 'utf8');
    return text.trimEnd().split('\n').length > 40;
  });
  assert.deepEqual(tall, [], 'a face is a list of what others may use, not code');
});

test('imports follow the arrows, and the cruiser saw every file', async () => {
  const { files, violations } = await seen;
  const onDisk = listFiles().filter((name) =>
    isScript(name) && CODE_ROOTS.some((root) => name.startsWith(`${root}/`)));
  assert.ok(onDisk.length > 20, 'the walk of the disk found next to nothing');
  assert.deepEqual(onDisk.filter((name) => !files.includes(name)), [], 'files not cruised');
  assert.deepEqual(violations, []);
});

test('everything in the product is reached from an entry', async () => {
  const { files, imports } = await seen;
  const product = files.filter((name) =>
    /^(contract|server|web)\/(?!public\/)/.test(name) && !/\.(test\.tsx?|d\.ts)$/.test(name));
  assert.deepEqual(unreachable(product, imports, ENTRIES), []);
});

/** Fault → the rule that has to report it. The importing file is the key. */
const FAULTS: Record<string, { text: string; rule: string }> = {
  'contract/upward.ts': {
    text: `import { face } from '#modules/staff';\nexport const seen = face;\n`,
    rule: 'arrow:contract',
  },
  'contract/impure.ts': {
    text: `import { join } from 'node:path';\nexport const joined = join('a', 'b');\n`,
    rule: 'contract-is-pure',
  },
  'contract/package.ts': {
    text: `import pg from 'pg';\nexport const client = pg;\n`,
    rule: 'contract-is-pure',
  },
  'server/platform/upward.ts': {
    text: `import { face } from '#modules/staff';\nexport const seen = face;\n`,
    rule: 'arrow:server/platform',
  },
  'server/modules/staff/upward.ts': {
    text: `import { face } from '#modules/deals';\nexport const seen = face;\n`,
    rule: 'arrow:server/modules/staff',
  },
  'server/modules/staff/upward-type.ts': {
    text: `import type { Face } from '#modules/deals';\nexport type Seen = Face;\n`,
    rule: 'arrow:server/modules/staff',
  },
  'server/modules/staff/upward.test.ts': {
    text: `import { face } from '#modules/deals';\nexport const seen = face;\n`,
    rule: 'test-arrow:server/modules/staff',
  },
  'server/modules/deals/composes.ts': {
    text: `import { app } from '#server/app';\nexport const seen = app;\n`,
    rule: 'arrow:server/modules/deals',
  },
  'server/demo/composes.ts': {
    text: `import { app } from '../app.ts';\nexport const seen = app;\n`,
    rule: 'arrow:server/demo',
  },
  'server/modules/deals/sideways.ts': {
    text: `import { face } from '#integrations/onec';\nexport const seen = face;\n`,
    rule: 'arrow:server/modules/deals',
  },
  'server/modules/deals/deep.ts': {
    text: `import { hidden } from '../staff/hidden.ts';\nexport const seen = hidden;\n`,
    rule: 'face:server/modules/staff',
  },
  'server/modules/deals/relative.ts': {
    text: `import { face } from '../staff/index.ts';\nexport const seen = face;\n`,
    rule: 'relative:server/modules/deals',
  },
  'server/modules/deals/uses-test.ts': {
    text: `import { fixture } from '#test/fixture';\nexport const seen = fixture;\n`,
    rule: 'arrow:server/modules/deals',
  },
  'server/modules/deals/dev-package.ts': {
    text: `import fc from 'fast-check';\nexport const seen = fc;\n`,
    rule: 'no-dev-package-in-product',
  },
  'server/modules/deals/undeclared.ts': {
    text: `import semver from 'semver';\nexport const seen = semver;\n`,
    rule: 'no-undeclared-package',
  },
  'server/modules/deals/unresolved.ts': {
    text: `import { gone } from './gone.ts';\nexport const seen = gone;\n`,
    rule: 'resolvable',
  },
  'web/api/upward.ts': {
    text: `import { face } from '#modules/staff';\nexport const seen = face;\n`,
    rule: 'arrow:web',
  },
  'web/api/node.ts': {
    text: `import { join } from 'node:path';\nexport const joined = join('a', 'b');\n`,
    rule: 'web-has-no-node',
  },
  'web/ui/page-below.ts': {
    text: `import { page } from '../pages/page.ts';\nexport const seen = page;\n`,
    rule: 'kit-below-pages',
  },
};

const INNOCENT: Record<string, string> = {
  'contract/pure.ts': `export const pure = 1;\n`,
  'server/app.ts': `import { face } from '#modules/deals';\nexport const app = face;\n`,
  'server/main.ts': `import { load } from './demo/load.ts';\nexport const loaded = load;\n`,
  'server/demo/load.ts': `import { face } from '#modules/deals';\nexport const load = face;\n`,
  'server/modules/staff/index.ts':
    `export type Face = 1;\nexport { hidden as face } from './hidden.ts';\n`,
  'server/modules/staff/hidden.ts':
    `import { pure } from '#contract/pure';\nexport const hidden = pure;\n`,
  'server/modules/deals/index.ts': `import { face as below } from '#modules/staff';\n`
    + 'export type Face = 1;\nexport const face = below;\n',
  'server/modules/deals/face.test.ts':
    `import { fixture } from '#test/fixture';\nexport const seen = fixture;\n`,
  'server/integrations/onec/index.ts': `export { face } from '#modules/deals';\n`,
  'test/fixture.ts': `export { app as fixture } from '#server/app';\n`,
  'web/pages/page.ts': `export { pure as page } from '#contract/pure';\n`,
};

test('each planted fault is reported by its own rule, and nothing innocent is', async (t) => {
  const faults = Object.entries(FAULTS).map(([name, fault]) => [name, fault.text]);
  const planted = plant({ ...INNOCENT, ...Object.fromEntries(faults) });
  t.after(planted.remove);
  const { violations } = await cruise(planted.root);
  const rulesOf = (from: string) =>
    violations.filter((one: Violation) => one.from === from).map((one) => one.rule);
  for (const [name, fault] of Object.entries(FAULTS)) {
    const rules = rulesOf(name);
    assert.ok(rules.includes(fault.rule), `${name}: wanted ${fault.rule}, got ${rules}`);
  }
  for (const name of Object.keys(INNOCENT)) assert.deepEqual(rulesOf(name), [], name);
});

test('every area that is closed has a rule for its face', () => {
  const unknown = OPEN_INSIDE.filter((area) => !(area in ARROWS));
  assert.deepEqual(unknown, []);
});

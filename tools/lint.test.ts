// Proves that oxlint really enforces what .oxlintrc.json asks: one planted fault for each rule.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { plant } from './guards/plant.ts';
import { REPOSITORY } from './guards/source-files.ts';

const run = promisify(execFile);
const OXLINT = path.join(REPOSITORY, 'node_modules/oxlint/bin/oxlint');

const lines = (count: number, line: string) => Array.from({ length: count }, () => line).join('\n');
const branches = lines(12, '  if (n === Math.random()) return 1;');

const FAULTS: Record<string, { text: string; rule: string }> = {
  'server/long.ts': { text: lines(401, '// A line.'), rule: 'eslint(max-lines)' },
  'server/long.test.ts': { text: lines(601, '// A line.'), rule: 'eslint(max-lines)' },
  'server/long-function.ts': {
    text: `export function long(n: number) {\n${lines(71, '  Math.abs(n);')}\n}\n`,
    rule: 'eslint(max-lines-per-function)',
  },
  'server/params.ts': {
    text: 'export const five = (a: 1, b: 1, c: 1, d: 1, e: 1) => [a, b, c, d, e];\n',
    rule: 'eslint(max-params)',
  },
  'server/complex.ts': {
    text: `export function complex(n: number) {\n${branches}\n  return 0;\n}\n`,
    rule: 'eslint(complexity)',
  },
  'server/first.ts': {
    text: `import { second } from './second.ts';\nexport const first = () => second;\n`,
    rule: 'import(no-cycle)',
  },
  'server/second.ts': {
    text: `import { first } from './first.ts';\nexport const second = () => first;\n`,
    rule: 'import(no-cycle)',
  },
  'server/platform/ring-one.ts': {
    text: `import { two } from '#platform/ring-two';\nexport const one = () => two;\n`,
    rule: 'import(no-cycle)',
  },
  'server/platform/ring-two.ts': {
    text: `import { one } from '#platform/ring-one';\nexport const two = () => one;\n`,
    rule: 'import(no-cycle)',
  },
  'server/default-export.ts': {
    text: 'const thing = 1;\nexport default thing;\n',
    rule: 'import(no-default-export)',
  },
  'server/CamelCase.ts': {
    text: 'export const name = 1;\n',
    rule: 'unicorn(filename-case)',
  },
  'server/modules/deals/prints.ts': {
    text: `console.log('noise');\n`,
    rule: 'eslint(no-console)',
  },
  'server/loose.ts': {
    text: `export const same = (a: unknown) => a == 1;\n`,
    rule: 'eslint(eqeqeq)',
  },
  'server/variable.ts': { text: 'export var old = 1;\n', rule: 'eslint(no-var)' },
  'server/unused.ts': {
    text: 'export const second = (one: number, two: number) => { const x = 1; return two; };\n',
    rule: 'eslint(no-unused-vars)',
  },
  'server/any.ts': {
    text: 'export const blind = (a: any) => a;\n',
    rule: 'typescript(no-explicit-any)',
  },
  'server/reassigned.ts': {
    text: 'export function change(a: number) {\n  a = 2;\n  return a;\n}\n',
    rule: 'eslint(no-param-reassign)',
  },
  'server/swallowed.ts': {
    text: 'export function quiet() {\n  try { JSON.parse(""); } catch {}\n}\n',
    rule: 'eslint(no-empty)',
  },
  'server/class-of-statics.ts': {
    text: 'export class Things {\n  static one() { return 1; }\n}\n',
    rule: 'unicorn(no-static-only-class)',
  },
  'web/danger.tsx': {
    text: 'export const Danger = () => <div dangerouslySetInnerHTML={{ __html: "" }} />;\n',
    rule: 'react(no-danger)',
  },
  'web/impatient.tsx': {
    text: `import { lazy } from 'react';\nexport const Part = lazy(() => import('./part.tsx'));\n`,
    rule: 'eslint(no-restricted-imports)',
  },
  'web/hook.tsx': {
    text: `import { useState } from 'react';\n`
      + 'export function Odd(p: { on: boolean }) {\n  if (p.on) useState(1);\n  return null;\n}\n',
    rule: 'react-hooks(rules-of-hooks)',
  },
};

// A switch counts once: a flat table of cases reads better than the branches it would become.
const flatSwitch = Array.from({ length: 20 }, (_, n) => `    case ${n}: return 1;`).join('\n');

const INNOCENT: Record<string, string> = {
  'server/flat-switch.ts':
    `export function flat(n: number) {\n  switch (n) {\n${flatSwitch}\n  }\n  return 0;\n}\n`,
  'server/exactly-400.ts': `${lines(399, '// A line.')}\nexport const end = 1;\n`,
  'server/exactly-600.test.ts': `${lines(599, '// A line.')}\nexport const end = 1;\n`,
  'server/cli/prints.ts': `console.log('a command may print');\n`,
  'server/rest.ts': 'export const without = ({ a, ...rest }: { a: 1; b: 1 }) => rest;\n',
  'server/four.ts': 'export const four = (a: 1, b: 1, c: 1, d: 1) => [a, b, c, d];\n',
};

type Diagnostic = { code: string; filename: string };

test('each planted fault is reported by its own rule, and nothing innocent is', async (t) => {
  const faults = Object.entries(FAULTS).map(([name, fault]) => [name, fault.text]);
  const planted = plant({ ...INNOCENT, ...Object.fromEntries(faults) });
  t.after(planted.remove);
  const output = await run(process.execPath, [OXLINT, '-f', 'json', '.'], { cwd: planted.root })
    .then((done) => done.stdout)
    .catch((failure: { stdout: string }) => failure.stdout);
  const { diagnostics } = JSON.parse(output) as { diagnostics: Diagnostic[] };
  const rulesOf = (name: string) =>
    diagnostics.filter((one) => one.filename.endsWith(name)).map((one) => one.code);
  for (const [name, fault] of Object.entries(FAULTS)) {
    const rules = rulesOf(name);
    assert.ok(rules.includes(fault.rule), `${name}: wanted ${fault.rule}, got ${rules}`);
  }
  for (const name of Object.keys(INNOCENT)) assert.deepEqual(rulesOf(name), [], name);
});

// Proves that the compiler and the resolver guard what ARCHITECTURE.md says they guard.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { promisify } from 'node:util';
import { plant } from './guards/plant.ts';
import { REPOSITORY } from './guards/source-files.ts';

const run = promisify(execFile);
const TSC = path.join(REPOSITORY, 'node_modules/typescript/bin/tsc');

type Failure = { stdout?: string; stderr?: string };
const outputOf = (words: string[], cwd: string) =>
  run(process.execPath, words, { cwd })
    .then((done) => done.stdout)
    .catch((failure: Failure) => `${failure.stdout ?? ''}${failure.stderr ?? ''}`);

/** Fault of the contract → the compiler's code for it. */
const FAULTS: Record<string, { text: string; code: string }> = {
  'contract/dom.ts': { text: 'export const page = document.title;\n', code: 'TS2584' },
  'contract/node.ts': { text: 'export const home = process.cwd();\n', code: 'TS2591' },
  'contract/enum.ts': { text: 'export enum Colour { Red }\n', code: 'TS1294' },
  'contract/parameter-property.ts': {
    text: 'export class Point {\n  constructor(public x: number) {}\n}\n', code: 'TS1294',
  },
  'contract/unchecked.ts': {
    text: 'export const first = (list: string[]): string => list[0];\n', code: 'TS2322',
  },
  'contract/unused.ts': { text: 'const spare = 1;\nexport {};\n', code: 'TS6133' },
  'contract/value-import.ts': {
    text: `import { Shape } from './shape.ts';\nexport const one: Shape = 1;\n`, code: 'TS1484',
  },
};
const INNOCENT = { 'contract/shape.ts': 'export type Shape = number;\n' };

test('the compiler refuses what Node cannot strip and the contract may not know', async (t) => {
  const faults = Object.entries(FAULTS).map(([name, fault]) => [name, fault.text]);
  const planted = plant({ ...INNOCENT, ...Object.fromEntries(faults) });
  t.after(planted.remove);
  mkdirSync(path.join(planted.root, 'contract'), { recursive: true });
  cpSync(path.join(REPOSITORY, 'contract/tsconfig.json'),
    path.join(planted.root, 'contract/tsconfig.json'));
  const output = await outputOf([TSC, '-p', 'contract', '--pretty', 'false'], planted.root);
  for (const [name, { code }] of Object.entries(FAULTS)) {
    const lines = output.split('\n').filter((line) => line.startsWith(`${name}(`));
    assert.ok(lines.some((line) => line.includes(code)), `${name}: wanted ${code}, got ${lines}`);
  }
  for (const name of Object.keys(INNOCENT)) assert.ok(!output.includes(`${name}(`), output);
});

test('a module resolves to its face, its inside does not resolve', async (t) => {
  const planted = plant({
    'server/modules/staff/index.ts': 'export const face = 1;\n',
    'server/modules/staff/hidden.ts': 'export const hidden = 1;\n',
    'server/face.ts': `import { face } from '#modules/staff';\nconsole.log('face', face);\n`,
    'server/deep.ts': `import { hidden } from '#modules/staff/hidden';\nconsole.log(hidden);\n`,
  });
  t.after(planted.remove);
  assert.equal(await outputOf(['server/face.ts'], planted.root), 'face 1\n');
  assert.match(await outputOf(['server/deep.ts'], planted.root), /ERR_MODULE_NOT_FOUND/);
});

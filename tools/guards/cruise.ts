// Runs dependency-cruiser over a tree and returns what it saw and what broke a rule.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REPOSITORY = path.resolve(import.meta.dirname, '../..');
const CRUISER = path.join(REPOSITORY, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const CONFIG = path.join(REPOSITORY, '.dependency-cruiser.mjs');

/** Folders with code; `.dependency-cruiser.mjs` and the file walk both start from them. */
export const CODE_ROOTS = ['contract', 'server', 'web', 'test', 'e2e', 'bench', 'tools'];

export type Import = { from: string; to: string };
export type Violation = Import & { rule: string };
export type Cruise = { files: string[]; imports: Import[]; violations: Violation[] };

type Answer = {
  modules: { source: string; coreModule?: boolean; dependencies: { resolved: string }[] }[];
  summary: { violations: { from: string; to: string; rule: { name: string } }[] };
};

/** Cruises the code of `root`. The exit status is ignored: the violations are the answer. */
export async function cruise(root: string): Promise<Cruise> {
  const roots = CODE_ROOTS.filter((folder) => existsSync(path.join(root, folder)));
  const command = [CRUISER, '--config', CONFIG, '--output-type', 'json', ...roots];
  const output = await run(process.execPath, command, { cwd: root, maxBuffer: 1 << 28 })
    .then((done) => done.stdout)
    .catch((failure: { stdout?: string; stderr?: string }) => {
      if (failure.stdout?.startsWith('{')) return failure.stdout;
      throw new Error(`dependency-cruiser did not run: ${failure.stderr ?? String(failure)}`);
    });
  const answer = JSON.parse(output) as Answer;
  const own = answer.modules.filter((one) =>
    CODE_ROOTS.some((folder) => one.source.startsWith(`${folder}/`)));
  return {
    files: own.map((one) => one.source).sort(),
    imports: own.flatMap((one) =>
      one.dependencies.map((to) => ({ from: one.source, to: to.resolved }))),
    violations: answer.summary.violations.map(({ from, to, rule }) =>
      ({ from, to, rule: rule.name })),
  };
}

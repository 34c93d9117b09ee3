// Walks what npm installs for the product and names packages whose licence is not on the list.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from './source-files.ts';

// Permissive, or (MPL, OFL) copyleft per file without effect on ours.
export const ALLOWED_LICENCES = new Set([
  'MIT', 'MIT-0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Apache-2.0', 'Unlicense',
  'CC0-1.0', 'BlueOak-1.0.0', 'PostgreSQL', 'OFL-1.1', 'MPL-2.0', 'Python-2.0',
]);

export type Package = {
  name: string;
  version?: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[];
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
};

type Installed = Package & { folder: string };

function readPackage(folder: string): Installed {
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
  return { ...(JSON.parse(text) as Package), folder };
}

/** Node's own search: the package's node_modules, then those of the folders above. */
function findInstalled(name: string, from: string): string | null {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (folder === path.dirname(folder)) return null;
  }
}

/** Every package that the product needs at run time, as installed. */
export function productionPackages(root: string = REPOSITORY): Installed[] {
  const found = new Map<string, Installed>();
  const visit = (owner: Installed): void => {
    for (const name of Object.keys({ ...owner.dependencies, ...owner.optionalDependencies })) {
      const folder = findInstalled(name, owner.folder);
      // Optional packages of other systems are not installed here; their twins are.
      if (!folder || found.has(folder)) continue;
      const installed = readPackage(folder);
      found.set(folder, installed);
      visit(installed);
    }
  };
  visit(readPackage(root));
  return [...found.values()];
}

export function licenceOf(one: Package): string {
  if (typeof one.license === 'string') return one.license;
  if (one.license?.type) return one.license.type;
  return one.licenses?.map((entry) => entry.type).join(' OR ') || 'unknown';
}

/** `(MIT OR GPL-3.0)` passes by one of its sides, `MIT AND OFL-1.1` by both. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, '');
  return plain.split(/\s+OR\s+/).some((side) =>
    side.split(/\s+AND\s+/).every((licence) => ALLOWED_LICENCES.has(licence.trim())));
}

export function forbiddenLicences(packages: Package[]): string[] {
  return packages
    .filter((one) => !isAllowed(licenceOf(one)))
    .map((one) => `${one.name}@${one.version ?? '?'}: ${licenceOf(one)}`);
}

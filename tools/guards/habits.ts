// Small habits of the house that a type cannot express.
import { isTest, type SourceFile } from './source-files.ts';

const CLOCK = /\bDate\.now\(\)|\bnew Date\(\)/;

/** Business code that asks the machine for the time; it has to ask its context. */
export function clockReads(files: SourceFile[]): string[] {
  return files
    .filter((file) => file.path.startsWith('server/modules/') && !isTest(file.path))
    .flatMap((file) => file.text.split('\n').flatMap((line, index) =>
      CLOCK.test(line) ? [`${file.path}:${index + 1}`] : []));
}

type Manifest = { [section: string]: unknown };
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Packages whose version is a range: a fresh machine would get something nobody has run. */
export function loosePins(manifest: Manifest): string[] {
  return SECTIONS.flatMap((section) => Object.entries(manifest[section] ?? {}))
    .filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)))
    .map(([name, version]) => `${name} ${version}`);
}

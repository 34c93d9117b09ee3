// An update of the screens as a page that stands open meets it: the same screens under other
// names, the files of the older names gone. Built anew they would be no different and take longer.
import {
  cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { SCREENS } from './demo-server.ts';

const TEXT = /\.(js|css|html|json)$/;

/** A copy that a story may spoil; it goes after the last story of the file. */
export function copyScreens(): string {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-update-'));
  cpSync(SCREENS, folder, { recursive: true });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every file of the build gets `mark` behind its name, and the others name it so. */
export function replaceScreens(folder: string, mark: string): void {
  const assets = join(folder, 'assets');
  const names = readdirSync(assets);
  const renamed = new Map(names.map((name) => [name, name.replace(/\.\w+$/, `${mark}$&`)]));
  const rewrite = (file: string) => {
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/[\w.-]+\.\w+/g, (name) => renamed.get(name) ?? name));
  };
  for (const [name, next] of renamed) {
    if (TEXT.test(name)) rewrite(join(assets, name));
    renameSync(join(assets, name), join(assets, next));
  }
  for (const name of readdirSync(folder)) if (TEXT.test(name)) rewrite(join(folder, name));
}

/** A build that was put in place without one of its parts. */
export function losePart(folder: string, part: string): void {
  const assets = join(folder, 'assets');
  const lost = readdirSync(assets).filter((name) => name.startsWith(`${part}-`));
  if (lost.length === 0) throw new Error(`no part ${part} among the screens`);
  for (const name of lost) rmSync(join(assets, name));
}

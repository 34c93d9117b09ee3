// Loaded into every process of a test file by tools/test.ts and check.ts: our own files are found
// by their names alone. Node looks at each on the disk and reads package.json for it, 0.15 s for
// every process that brings the server along, and there are some two hundred.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const root = new URL('../', import.meta.url);
/** @type {{imports: Record<string, string>}} */
const { imports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
/** @type {Map<string, {before: string, behind: string}>} */
const places = new Map(Object.entries(imports).map(([name, place]) => {
  const [folder = '', behind = ''] = place.split('*');
  return [name.slice(0, name.indexOf('/')), { before: new URL(folder, root).href, behind }];
}));

registerHooks({
  resolve(specifier, context, next) {
    const url = ownUrl(specifier, context.parentURL);
    return url
      ? { url, format: 'module-typescript', shortCircuit: true } : next(specifier, context);
  },
});

/**
 * @param {string} specifier
 * @param {string | undefined} parent
 */
function ownUrl(specifier, parent) {
  if (specifier.startsWith('#')) {
    const slash = specifier.indexOf('/');
    const place = places.get(specifier.slice(0, slash));
    return place && place.before + specifier.slice(slash + 1) + place.behind;
  }
  return parent && /^\.\.?\/.*\.ts$/.test(specifier) ? new URL(specifier, parent).href : undefined;
}

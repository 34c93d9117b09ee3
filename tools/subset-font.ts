// Makes web/fonts/inter-*.woff2 from @fontsource-variable/inter: only the letters, figures and
// signs that the interface shows, weights 400–700. Run by hand after the package is updated:
// node tools/subset-font.ts
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCE = `${ROOT}node_modules/@fontsource-variable/inter/`;
const TARGET = `${ROOT}web/fonts/`;

/** Tabular figures, slashed zero, single-storey a, and what shaping itself needs. */
const FEATURES = ['tnum', 'zero', 'cv11', 'kern', 'ccmp', 'locl', 'mark', 'mkmk'];

function range(first: number, last: number): string {
  const codes = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return String.fromCodePoint(...codes);
}

/** The package splits Inter by script, so every part takes the letters that it holds. */
const PARTS: { part: string; text: string }[] = [
  {
    part: 'latin',
    text: range(0x20, 0x7e) + '\u00a0«»°±²³·×½÷§©®–—‘’“”„…•−↑↓\u2009\u202f',
  },
  { part: 'cyrillic', text: range(0x410, 0x44f) + 'ЁёІіЇїЄєҐґ№' },
  { part: 'latin-ext', text: '₽' },
];

async function subsetPart({ part, text }: { part: string; text: string }): Promise<number> {
  const full = readFileSync(`${SOURCE}files/inter-${part}-wght-normal.woff2`);
  const small = await subsetFont(full, text, {
    targetFormat: 'woff2',
    keepFeatures: FEATURES,
    variationAxes: { wght: { min: 400, max: 700 } },
  });
  writeFileSync(`${TARGET}inter-${part}.woff2`, small);
  return small.length;
}

mkdirSync(TARGET, { recursive: true });
let totalBytes = 0;
for (const part of PARTS) totalBytes += await subsetPart(part);
copyFileSync(`${SOURCE}LICENSE`, `${TARGET}OFL.txt`);
console.log(`web/fonts: ${(totalBytes / 1024).toFixed(1)} KB`);

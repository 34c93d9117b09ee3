// What was read stays on the screen when a later reading fails, and an error stands in the place of
// the skeleton, never above one that blinks for ever.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const files = globSync('**/*.{ts,tsx}', { cwd: web })
  .map((name) => ({ name, text: readFileSync(`${web}/${name}`, 'utf8') }));

const faulty = (isFaulty: (text: string) => boolean) =>
  files.filter(({ text }) => isFaulty(text)).map(({ name }) => name);

test('no screen is wiped by an error while it has its data', () => {
  const wipes = /if \(error\) \{?\s*return \(?\s*<ErrorState/;
  // The preview of a move is asked anew for each choice: an old one would be a lie.
  assert.deepEqual(faulty((text) => wipes.test(text)), ['pages/staff/move-dialog.tsx']);
});

test('no hook hands out an error beside what it has read', () => {
  const hands = /\.data \?\? \w+,\s*error: \w+\.error\b/;
  assert.deepEqual(faulty((text) => hands.test(text)), []);
});

test('a page leaves it to one place to say that it is read, or why it is not', () => {
  const spelled = /!data && !error \?\s*<SkeletonRows|!error && !data \?\s*<SkeletonRows/;
  const returned = /<ErrorState[^;]*;\s*\}?\s*if \(!data\) return <SkeletonRows/;
  assert.deepEqual(faulty((text) => spelled.test(text) || returned.test(text)), []);
});

test('no skeleton blinks below an error', () => {
  assert.ok(files.length > 200);
  assert.deepEqual(faulty((text) => /error && !data \?/.test(text)
    && /\{data \? <[^{]*\{data\}[^:]*: <Skeleton/.test(text)), []);
});

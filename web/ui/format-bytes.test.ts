import assert from 'node:assert/strict';
import test from 'node:test';
import { formatBytes } from './format-bytes.ts';

test('sizes are said in the unit that reads best', () => {
  const cases: [number, string][] = [
    [0, '0 Б'], [1023, '1 023 Б'], [1024, '1 КБ'], [1_258_291, '1,2 МБ'], [52_428_800, '50 МБ'],
    [2_147_483_648, '2 ГБ'], [3_500_000_000, '3,3 ГБ'],
  ];
  for (const [bytes, text] of cases) {
    assert.equal(formatBytes(bytes).replaceAll('\u00a0', ' '), text);
  }
});

import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { customBack, mergedCustom } from './merge-custom.ts';

const CODES = ['a', 'b', 'c', 'd'];
const values = fc.option(fc.dictionary(fc.constantFrom(...CODES),
  fc.constantFrom('x', 1, ['o']), { noNullPrototype: true }));
const names = fc.subarray(CODES).map((codes) => codes.map((code) => `custom.${code}`));

test('a choice is kept to the letter, a hidden field never loses a value', () => {
  fc.assert(fc.property(values, values, names, names, (mine, other, take, open) => {
    const merged = mergedCustom(mine, other, { take, choosable: new Set(open) }) ?? {};
    for (const code of CODES) {
      const [my, their] = [mine?.[code], other?.[code]];
      const isTaken = take.includes(`custom.${code}`);
      const wanted = open.includes(`custom.${code}`) ? (isTaken ? their : my) : my ?? their;
      assert.deepEqual(merged[code], wanted);
    }
  }));
});

test('an undo gives back every value but those that people changed since', () => {
  fc.assert(fc.property(values, values, values, (before, after, now) => {
    assert.deepEqual(customBack(after, before, after), before);
    const back = customBack(now, before, after) ?? {};
    for (const code of CODES) {
      const isTouched = JSON.stringify(now?.[code]) !== JSON.stringify(after?.[code]);
      assert.deepEqual(back[code], isTouched ? now?.[code] : before?.[code]);
    }
  }));
});

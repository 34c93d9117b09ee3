import assert from 'node:assert/strict';
import test from 'node:test';
import { handlerOf } from './hotkeys.ts';

const frame = { isCommon: true, keys: { c: () => undefined, n: () => undefined } };
const list = { isCommon: false, keys: { c: () => undefined } };
const panel = { isCommon: false, keys: { c: () => undefined } };

test('a key means what the page says, whether the frame was mounted before it or after', () => {
  for (const order of [[frame, list], [list, frame]]) {
    assert.equal(handlerOf(order, 'c', 0), list.keys.c);
    assert.equal(handlerOf(order, 'n', 0), frame.keys.n);
  }
  assert.equal(handlerOf([frame], 'c', 0), frame.keys.c);
  assert.equal(handlerOf([frame], 'x', 0), undefined);
});

test('what was opened last hears a key first', () => {
  assert.equal(handlerOf([list, frame, panel], 'c', 0), panel.keys.c);
});

import assert from 'node:assert/strict';
import test from 'node:test';
import { isTakenOnLeaving, meaningOfAwaited, meaningOfEnter } from './typed-choice.ts';

const typed = { typed: 'Климов', count: 1, isSettled: true, isOnChoice: false };

test('Enter after typed words takes the only choice and never sends the form without it', () => {
  assert.equal(meaningOfEnter(typed), 'take');
  assert.equal(meaningOfEnter({ ...typed, count: 3 }), 'show');
  assert.equal(meaningOfEnter({ ...typed, count: 0 }), 'wait');
  assert.equal(meaningOfEnter({ ...typed, isOnChoice: true }), null);
  assert.equal(meaningOfEnter({ ...typed, typed: '' }), null);
});

test('quick hands choose of the answer to their words, never of the list before it', () => {
  assert.equal(meaningOfEnter({ ...typed, isSettled: false, isOnChoice: true }), 'wait');
  assert.equal(meaningOfAwaited(5, true), 'take');
  assert.equal(meaningOfAwaited(5, false), 'show');
  assert.equal(meaningOfAwaited(1, false), 'take');
  assert.equal(meaningOfAwaited(0, true), null);
});

test('leaving the field takes one answer to these very words and nothing else', () => {
  assert.equal(isTakenOnLeaving(typed), true);
  assert.equal(isTakenOnLeaving({ ...typed, count: 2 }), false);
  assert.equal(isTakenOnLeaving({ ...typed, isSettled: false }), false);
  assert.equal(isTakenOnLeaving({ ...typed, typed: '' }), false);
});

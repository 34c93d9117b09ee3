// Requests of a card wait for the frame that shows it, and never longer than a page out of sight.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { frameBefore, paintFirst } from './paint-first.ts';

const page = globalThis as unknown as {
  document?: { hidden: boolean };
  requestAnimationFrame?: (draw: () => void) => void;
};
let draw: () => void;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  page.document = { hidden: false };
  page.requestAnimationFrame = (callback) => { draw = callback; };
});
afterEach(() => {
  mock.timers.tick(1000);
  mock.timers.reset();
  delete page.document;
  delete page.requestAnimationFrame;
});

test('nothing waits unless a card is about to be painted', () => {
  assert.equal(frameBefore(), null);
});

test('what is asked for before the frame goes out after it', async () => {
  paintFirst();
  paintFirst();
  const frame = frameBefore();
  assert.ok(frame);
  draw();
  assert.equal(frameBefore(), frame, 'the frame is being drawn');
  mock.timers.tick(1);
  await frame;
  assert.equal(frameBefore(), null);
});

test('a page that draws no frame waits a tenth of a second', async () => {
  paintFirst();
  const frame = frameBefore();
  mock.timers.tick(100);
  await frame;
  assert.equal(frameBefore(), null);
});

test('a hidden page does not wait', () => {
  page.document = { hidden: true };
  paintFirst();
  assert.equal(frameBefore(), null);
});

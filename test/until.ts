// For what another process comes to in its own time.
import assert from 'node:assert/strict';

const PAUSE_MS = 50;
const TRIES_MAX = 1_200;

/** Reads until it is so, a minute and more; returns what was read then. */
export async function until<T>(
  read: () => Promise<T>, isTrue: (now: T) => boolean,
): Promise<T> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const now = await read();
    if (isTrue(now)) return now;
    await new Promise((done) => { setTimeout(done, PAUSE_MS); });
  }
  return assert.fail('it did not happen');
}

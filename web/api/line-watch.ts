// A line can die without a word: a VPN or a router forgets it, a notebook sleeps. The browser takes
// it for open for as long as nobody writes, so whoever listens has to notice the silence.
import { STREAM_BEAT_MS } from '#contract/stream';

/** Two beats may be late or lost on the way. */
const SILENCE_MS = 2.7 * STREAM_BEAT_MS;

export type LineWatch = {
  /** Something has come, or may come from now on. */
  heard: () => void;
  stop: () => void;
};

/** Calls `lost` after a silence, and again after each one that follows it. */
export function watchLine(lost: () => void): LineWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stop = () => clearTimeout(timer);
  const heard = () => {
    stop();
    timer = setTimeout(lost, SILENCE_MS);
  };
  return { heard, stop };
}

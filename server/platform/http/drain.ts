// A refusal sent while the caller still writes is lost: the socket closes under the write and the
// program sees a broken pipe, not our words. So the rest is read and thrown away first, in bounds.
import type { IncomingMessage } from 'node:http';

const DRAINED_BYTES_MAX = 64 * 1024 * 1024;
const DRAIN_TIMEOUT_MS = 10_000;

/** Resolves when the body has ended, or has gone on for too long. */
export function drain(request: IncomingMessage): Promise<void> {
  if (request.complete || request.readableEnded || request.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    let left = DRAINED_BYTES_MAX;
    const stop = () => {
      clearTimeout(timer);
      request.off('data', count);
      resolve();
    };
    const count = (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) stop();
    };
    const timer = setTimeout(stop, DRAIN_TIMEOUT_MS);
    request.on('data', count);
    request.once('end', stop).once('close', stop).once('error', stop);
    request.resume();
  });
}

// Waiting for what another person or the server makes happen, without fixed pauses.

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 50;

/** Repeats `check` until it does not throw; returns its answer and how long it took. */
export async function eventually<T>(
  check: () => T | Promise<T>, timeoutMs = TIMEOUT_MS,
): Promise<{ value: T; tookMs: number }> {
  const startedAt = performance.now();
  for (;;) {
    try {
      const value = await check();
      return { value, tookMs: Math.round(performance.now() - startedAt) };
    } catch (error) {
      if (performance.now() - startedAt > timeoutMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

// When a list is read anew while things change: soon after a single change, seldom while a burst
// (an import, an exchange) goes on, and always once after its end. Pure but for timers.

export type Pace = {
  /** Not more often than this, however little happens. */
  firstMs: number;
  /** The pause of a burst that does not end; also how old a screen may be at most. */
  maxMs: number;
  /** A part of the pause by which browsers of one house differ, so that they do not ask at once. */
  spread: () => number;
};

export type Pacer = {
  /** Something has changed; `isShown` when it stands on the screen, which then hurries. */
  touch: (isShown: boolean) => void;
  /** Nobody looks: what is owed waits for the screen. */
  look: (isLooked: boolean) => void;
  stop: () => void;
};

export function createPacer(run: () => void, { firstMs, maxMs, spread }: Pace): Pacer {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let dueAt = 0;
  let lastAt = Number.NEGATIVE_INFINITY;
  let pauseMs = firstMs;
  let isLooked = true;
  let isOwed = false;

  function fire(): void {
    timer = null;
    if (!isLooked) {
      isOwed = true;
      return;
    }
    isOwed = false;
    const now = Date.now();
    // A burst is what begins again before twice its own pause is over.
    pauseMs = now - lastAt <= 2 * pauseMs ? Math.min(maxMs, 2 * pauseMs) : firstMs;
    lastAt = now;
    run();
  }

  function schedule(at: number): void {
    if (timer !== null && dueAt <= at) return;
    if (timer !== null) clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(fire, Math.max(0, at - Date.now()));
  }

  return {
    touch: (isShown) => {
      const pause = isShown ? firstMs : pauseMs;
      schedule(Math.max(Date.now(), lastAt + pause * (1 + spread())));
    },
    look: (now) => {
      isLooked = now;
      if (now && isOwed) schedule(Date.now());
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

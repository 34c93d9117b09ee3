// What was opened is closed in reverse order, whenever the signal comes: also while PostgreSQL is
// still starting or the demo company loads. Otherwise a stop during the start leaves PostgreSQL
// behind, and the next start finds its data folder busy.

const STOP_TIMEOUT_MS = 9_000;
// Work that is under way when the signal comes may hold a connection for long.
const CLOSE_TIMEOUT_MS = 3_000;

type Close = () => Promise<void>;

export type Shutdown = {
  /** Keeps how to close what `opening` yields; also when the signal comes before it does. */
  opened: <T>(opening: Promise<T>, close: (value: T) => Promise<void>) => Promise<T>;
  closeAll: () => Promise<void>;
  /** True since a signal came: a failure after that is no news. */
  readonly stopping: boolean;
};

function bounded(work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, CLOSE_TIMEOUT_MS).unref();
    work.then(resolve, reject);
  });
}

/** Installs the handlers of SIGTERM and SIGINT at once. */
export function stopOnSignals(): Shutdown {
  const closings: Close[] = [];
  let stopping = false;

  const closeAll = async () => {
    let failure: unknown = null;
    for (let close = closings.pop(); close; close = closings.pop()) {
      // PostgreSQL is the last and gets all the time there is; the others must not eat it up.
      const closed = closings.length > 0 ? bounded(close()) : close();
      await closed.catch((error: unknown) => { failure ??= error; });
    }
    if (failure) throw failure;
  };

  const leave = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
    closeAll().then(() => process.exit(0), (error: unknown) => {
      process.stderr.write(`verstak: did not stop cleanly: ${String(error)}\n`);
      process.exit(1);
    });
  };
  process.on('SIGTERM', leave);
  process.on('SIGINT', leave);

  return {
    opened: (opening, close) => {
      closings.push(async () => {
        const value = await opening.then((ready) => ({ ready }), () => null);
        if (value) await close(value.ready);
      });
      return opening;
    },
    closeAll,
    get stopping() { return stopping; },
  };
}

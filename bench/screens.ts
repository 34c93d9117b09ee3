// Somebody who looks at lists, boards and deals while something heavy is going on.
import { mustSucceed, type Caller } from './http.ts';

export type Watch = { times: number[]; failures: number; stop: () => Promise<void> };

const PAUSE_MS = 100;

/** One request after another with a short pause, until stopped. */
export function watchScreens(caller: Caller, paths: () => string[]): Watch {
  const watch: Watch = { times: [], failures: 0, stop: async () => undefined };
  let stopped = false;
  const loop = async () => {
    for (let turn = 0; !stopped; turn += 1) {
      const choice = paths();
      const path = choice[turn % choice.length] ?? '/api/deals';
      try {
        watch.times.push(mustSucceed(await caller.get(path), path).ms);
      } catch {
        watch.failures += 1;
      }
      await new Promise((done) => { setTimeout(done, PAUSE_MS); });
    }
  };
  const running = loop();
  watch.stop = async () => {
    stopped = true;
    await running;
  };
  return watch;
}

/** First page with total, the board, one deal of the page: what a sales floor does all day. */
export async function usualPaths(caller: Caller): Promise<string[]> {
  const pipelines = JSON.parse((await caller.get('/api/pipelines')).text) as
    { items?: { id: number; code: string }[] } | { id: number; code: string }[];
  const all = Array.isArray(pipelines) ? pipelines : pipelines.items ?? [];
  const quick = all.find((one) => one.code === 'quick') ?? all[0];
  const page = JSON.parse((await caller.get('/api/deals?limit=50')).text) as
    { items: { id: number }[] };
  const deal = page.items[0]?.id;
  return [
    '/api/deals?limit=50&total=1', `/api/deals/board?pipelineId=${quick?.id}`,
    ...(deal === undefined ? [] : [`/api/deals/${deal}`, `/api/deals/${deal}/money`]),
  ];
}

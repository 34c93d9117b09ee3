// What goes wrong between 1C and whoever asks it. A fault strikes a request before, while or after
// it is carried out; the same seed gives the same faults.
import type { Random } from '../random.ts';
import type { ErrorShape } from './wire.ts';

export type Fault =
  /** The connection ends before 1C has done anything. */
  | { kind: 'refuse' }
  /** 1C does it, the answer never comes. */
  | { kind: 'deaf' }
  /** The answer is cut in the middle. */
  | { kind: 'cut' }
  /** 1C does it when the caller has long gone. */
  | { kind: 'late' }
  | { kind: 'error'; status: number; shape: ErrorShape; code?: string; retryAfter?: number }
  /** A login page of the web server, with HTTP 200. */
  | { kind: 'page' };

const FAULTS: readonly Fault[] = [
  { kind: 'refuse' }, { kind: 'deaf' }, { kind: 'cut' }, { kind: 'late' }, { kind: 'page' },
  { kind: 'error', status: 500, shape: 'xml' },
  { kind: 'error', status: 500, shape: 'odata.error' },
  { kind: 'error', status: 500, shape: '#exception' },
  { kind: 'error', status: 502, shape: 'html' },
  { kind: 'error', status: 503, shape: 'html', retryAfter: 1 },
  { kind: 'error', status: 429, shape: 'html', retryAfter: 1 },
  { kind: 'error', status: 404, shape: 'html' },
  { kind: 'error', status: 200, shape: 'odata.error' },
];

export type FaultPlan = (path: string) => Fault | null;

/** A share of the requests fails in one of all ways. */
export const someFaults = (random: Random, share: number): FaultPlan => () =>
  (random.chance(share) ? random.pick(FAULTS) : null);

/** The given faults strike the next requests whose path holds the words, each once. */
export function listedFaults(faults: { on: string; fault: Fault }[]): FaultPlan {
  const left = [...faults];
  return (path) => {
    const at = left.findIndex(({ on }) => path.includes(on));
    return at < 0 ? null : left.splice(at, 1)[0]!.fault;
  };
}

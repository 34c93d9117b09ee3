// Times → figures, and figures → a table that a person and a program can read.
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CHECKOUT } from '#platform/config';
import { describeMachine, loadNow, today } from '#test/machine';

/** One line of a result: ours, the floor of the same run, and what was asked for. */
export type Figure = {
  name: string;
  ours: string;
  floor?: string;
  /** floor time ÷ our time, or our rate ÷ the floor's: 1 is as good as the floor. */
  ratio?: number;
  p50?: number;
  p95?: number;
  p99?: number;
  target?: string;
  met?: boolean;
};

export type Report = { title: string; figures: Figure[]; notes?: string[] };

export function percentile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: number[]): number => percentile(values, 0.5);

/** p50, p95 and p99 in milliseconds. */
export const spread = (times: number[]) => ({
  p50: percentile(times, 0.5), p95: percentile(times, 0.95), p99: percentile(times, 0.99),
});

const number = (value: number | undefined): string =>
  (value === undefined ? '' : value.toFixed(value < 10 ? 2 : 1));

const HEAD = '| | ours | floor | ratio | p50 ms | p95 ms | p99 ms | target | met |\n'
  + '|---|---|---|---|---|---|---|---|---|';

export function tableOf({ title, figures, notes = [] }: Report): string {
  const rows = figures.map(({ name, ours, floor, ratio, p50, p95, p99, target, met }) => [
    name, ours, floor ?? '', number(ratio), number(p50), number(p95), number(p99), target ?? '',
    met === undefined ? '' : met ? 'yes' : '**no**',
  ].join(' | '));
  return [
    `## ${title}`, '', `${new Date().toISOString().slice(0, 16)}Z, ${describeMachine()}, load ${
      loadNow()}`, '', HEAD, ...rows.map((row) => `| ${row} |`), '',
    ...notes.map((note) => `- ${note}`), ...(notes.length > 0 ? [''] : []),
  ].join('\n');
}

/** Adds the report to the day's results of that bench. */
export function keep(bench: string, report: Report): void {
  const path = join(CHECKOUT, 'bench', 'results', `${bench}-${today()}.md`);
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path)) writeFileSync(path, `# Bench ${bench}, ${today()}\n\n`);
  appendFileSync(path, `${tableOf(report)}\n`);
}

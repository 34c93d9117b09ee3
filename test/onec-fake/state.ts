// The fake base on disk: a journal of objects and of what the server has acknowledged, so that a
// second run goes on with the right revisions and sends what the first did not manage to.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createBase, put, type FakeBase, type FakeObject } from './base.ts';
import type { AckResult, WaitingDeal } from './crm-memory.ts';
import { createRandom } from './random.ts';
import { restoreGoods } from './verbs-refs.ts';

export type SavedBase = {
  base: FakeBase;
  /** Objects whose last revision is not acknowledged yet, oldest first. */
  pending: () => FakeObject[];
  acknowledge: (uid: string, rev: number) => void;
  /** Another epoch, as after a restored backup. */
  setEpoch: (epoch: string) => void;
};

type JournalLine =
  | { base: { ib: string; epoch: string } }
  | { object: FakeObject }
  | { acked: [uid: string, rev: number] }
  | { crm: { done: [string, AckResult][]; deals: WaitingDeal[] } };

type CrmLine = Extract<JournalLine, { crm: unknown }>;

/** Opens or starts the journal; every write of the base is on disk before it is sent. */
export function openState(
  path: string,
  options: { ib: string; epoch: string; seed: number },
): SavedBase {
  const lines = existsSync(path) ? readJournal(path) : [];
  const objects = new Map<string, FakeObject>();
  const acked = new Map<string, number>();
  let { ib, epoch } = options;
  let crm: CrmLine['crm'] = { done: [], deals: [] };
  for (const line of lines) {
    if ('base' in line) ({ ib, epoch } = line.base);
    else if ('object' in line) objects.set(line.object.uid, line.object);
    else if ('acked' in line) acked.set(...line.acked);
    else crm = line.crm;
  }
  const base = createBase(createRandom(options.seed + lines.length), { ib, epoch });
  restoreGoods(base, [...objects.values()].filter((one) => one.type === 'product'));
  for (const object of objects.values()) put(base, object);
  base.counters = countersOf(objects.values());
  base.crm.done = new Map(crm.done);
  base.crm.deals = new Map(crm.deals.map((deal) => [deal.dealId, deal]));

  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, journalOf(base, acked));
  const append = (line: JournalLine) => appendFileSync(path, `${JSON.stringify(line)}\n`);
  base.onWrite = (object) => append({ object });
  // Written before the answer goes out: who dies between doing and saying does not do it again.
  base.onCommand = () => append(crmLine(base));
  return {
    base,
    pending: () => [...base.objects.values()].filter(({ uid, rev }) => rev > (acked.get(uid) ?? 0)),
    acknowledge: (uid, rev) => {
      acked.set(uid, rev);
      append({ acked: [uid, rev] });
    },
    setEpoch: (next) => {
      base.epoch = next;
      append({ base: { ib, epoch: next } });
    },
  };
}

const DONE_KEPT = 500;

function crmLine({ crm }: FakeBase): CrmLine {
  return { crm: { done: [...crm.done].slice(-DONE_KEPT), deals: [...crm.deals.values()] } };
}

/** A torn last line is what a kill in the middle of a write leaves; it was never sent. */
function readJournal(path: string): JournalLine[] {
  return readFileSync(path, 'utf8').split('\n').flatMap((line, at, all) => {
    if (line === '') return [];
    try {
      return [JSON.parse(line) as JournalLine];
    } catch (error) {
      if (at === all.length - 1) return [];
      throw error;
    }
  });
}

export function journalOf(base: FakeBase, acked: ReadonlyMap<string, number>): string {
  const lines: JournalLine[] = [{ base: { ib: base.ib, epoch: base.epoch } }];
  for (const object of base.objects.values()) lines.push({ object });
  for (const entry of acked) lines.push({ acked: entry });
  lines.push(crmLine(base));
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The last number given, by type: «УТ-000123» → 123. */
function countersOf(objects: Iterable<FakeObject>): { [type: string]: number } {
  const counters: { [type: string]: number } = {};
  for (const { type, body } of objects) {
    if (!('number' in body)) continue;
    counters[type] = Math.max(counters[type] ?? 0, Number(/\d+$/.exec(body.number)?.[0] ?? 0));
  }
  return counters;
}

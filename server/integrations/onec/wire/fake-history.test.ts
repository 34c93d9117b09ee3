import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import type { OnecSnapshot } from '#contract/onec-rows';
import { writeHistory } from '#test/onec-fake/history';
import { readItem } from './item.ts';
import { readNdjsonFile, type NdjsonEntry } from './ndjson.ts';

const folder = mkdtempSync(join(tmpdir(), 'onec-history-'));
test.after(() => rmSync(folder, { recursive: true }));

async function entriesOf(path: string): Promise<NdjsonEntry[]> {
  const entries: NdjsonEntry[] = [];
  for await (const batch of readNdjsonFile(path)) entries.push(...batch);
  return entries;
}

function snapshotsOf(entries: readonly NdjsonEntry[]): OnecSnapshot[] {
  return entries.flatMap((entry) => {
    if (entry.kind !== 'item') return [];
    const read = readItem(entry.value);
    assert.ok(read.ok, JSON.stringify(read));
    assert.equal(read.envelope.lane, 'backfill');
    return read.snapshot ?? [];
  });
}

/** Orders neither cancelled nor paid in full. */
function openOrders(snapshots: readonly OnecSnapshot[]): number {
  const paid = new Map<string | null, number>();
  for (const { type, row } of snapshots) {
    if (type !== 'payment') continue;
    for (const { orderUid, sumKopecks } of row.lines) {
      paid.set(orderUid, (paid.get(orderUid) ?? 0) + sumKopecks);
    }
  }
  return snapshots.filter(({ type, row }) => type === 'order' && !row.deleted
    && row.lines.some(({ cancelled }) => !cancelled)
    && (paid.get(row.uid) ?? 0) < row.totalKopecks).length;
}

test('a history file verifies, every line is read, and most orders are closed', async () => {
  for (const name of ['history.ndjson.gz', 'history.ndjson']) {
    const out = join(folder, name);
    const counts = await writeHistory({ orders: 2000, out, until: '2026-06-30' });
    const entries = await entriesOf(out);
    const closing = entries.at(-1);
    assert.ok(closing?.kind === 'closing');
    assert.equal(closing.end, 'verified');
    assert.equal(closing.items, counts.items);
    assert.equal(entries[0]?.kind, 'hello');
    const open = openOrders(snapshotsOf(entries));
    assert.ok(open > 20 && open < 100, `open: ${open}`);
    const share = (type: string) => (counts[type] ?? 0) / 2000;
    assert.equal(share('order'), 1);
    assert.ok(Math.abs(share('invoice') - 0.5) < 0.05, `invoices ${share('invoice')}`);
    assert.ok(Math.abs(share('payment') - 0.6) < 0.05, `payments ${share('payment')}`);
  }
});

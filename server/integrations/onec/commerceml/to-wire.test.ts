import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import test from 'node:test';
import type { OnecSnapshot } from '#contract/onec-rows';
import { parseBody } from '../wire/parse.ts';
import { readCommerceml } from './read-commerceml.ts';
import { rowMapper } from './to-rows.ts';
import { wireBody } from './to-wire.ts';

async function snapshotsOf(name: string): Promise<OnecSnapshot[]> {
  const map = rowMapper('site');
  const found: OnecSnapshot[] = [];
  const source = createReadStream(new URL(`./fixtures/${name}`, import.meta.url));
  for await (const record of readCommerceml(source, name)) {
    for (const item of map(record)) if (item.kind === 'row') found.push(item.snapshot);
  }
  return found;
}

function throughTheWire(snapshot: OnecSnapshot): OnecSnapshot {
  const text = JSON.stringify(wireBody(snapshot));
  const parsed = parseBody(snapshot.type, snapshot.row.uid, JSON.parse(text));
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.snapshot;
}

test('a row survives the wire whole', async () => {
  for (const name of ['catalogue-2.07.xml', 'orders-1251.xml', 'container-3.1.xml']) {
    for (const snapshot of await snapshotsOf(name)) {
      assert.deepEqual(throughTheWire(snapshot), snapshot);
    }
  }
});

test('signs are given by direction and kind, as the wire wants', () => {
  const uid = 'f0000000-0000-4000-8000-000000000001';
  const head = {
    uid, number: '1', date: '2026-11-20T00:00:00', posted: true, deleted: false, companyUid: null,
    extra: {},
  };
  const refund: OnecSnapshot = {
    type: 'payment',
    row: {
      ...head, kind: 'bank', direction: 'out', bankConfirmed: true, bankOn: null, currency: 'RUB',
      totalKopecks: -1050, purpose: null,
      lines: [{ orderUid: uid, invoiceUid: null, sumKopecks: -1050, extra: {} }],
    },
  };
  const back: OnecSnapshot = {
    type: 'shipment',
    row: {
      ...head, kind: 'return', totalKopecks: -1050,
      lines: [{ orderUid: uid, lineUid: null, quantity: '-2', sumKopecks: -1050, extra: {} }],
    },
  };
  assert.deepEqual(throughTheWire(refund), refund);
  assert.deepEqual(throughTheWire(back), back);
});

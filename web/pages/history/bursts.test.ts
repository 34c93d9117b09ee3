import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import type { TimelineItem } from '#contract/timeline';
import { daysOf } from './bursts.ts';

let id = 1000;
function item(at: string, more: Partial<TimelineItem> = {}): TimelineItem {
  id -= 1;
  return {
    id, at, kind: 'deal.edited', actor: { id: 1, name: 'Петров' }, source: 'ui', data: {},
    comment: null, restorable: [], record: null, ...more,
  };
}

const shape = (items: TimelineItem[]) =>
  daysOf(items).map((day) => day.rows.map((row) => row.items.length));

test('edits of one person in a row are one line, until a pause, another person or act', () => {
  const at = (minutes: number) => new Date(2026, 10, 25, 12, 60 - minutes).toISOString();
  const other = { actor: { id: 2, name: 'Орлова' } };
  assert.deepEqual(shape([item(at(0)), item(at(1)), item(at(2))]), [[3]]);
  assert.deepEqual(shape([item(at(0)), item(at(1), other), item(at(2))]), [[1, 1, 1]]);
  assert.deepEqual(shape([item(at(0)), item(at(1), { kind: 'deal.stageMoved' }), item(at(2))]),
    [[1, 1, 1]]);
  assert.deepEqual(shape([item(at(0)), item(at(40)), item(at(41)), item(at(42))]), [[1, 3]]);
  assert.deepEqual(shape([item(at(0)), item(at(1))]), [[1, 1]], 'two are not folded');
  const record = { entity: 'deal', id: 7, title: '' };
  assert.deepEqual(shape([item(at(0)), item(at(1), { record }), item(at(2), { record })]),
    [[1, 1, 1]]);
});

test('a new day begins a new head', () => {
  const days = daysOf([
    item(new Date(2026, 10, 25, 0, 5).toISOString()),
    item(new Date(2026, 10, 24, 23, 58).toISOString()),
  ]);
  assert.deepEqual(days.map((day) => day.rows.length), [1, 1]);
});

test('nothing is lost and the order stays, whatever comes', () => {
  const moments = fc.array(fc.tuple(
    fc.integer({ min: 0, max: 5_000_000_000 }),
    fc.constantFrom('deal.edited', 'comment.added', 'lead.edited'),
    fc.integer({ min: 1, max: 3 })));
  fc.assert(fc.property(moments, (list) => {
    const items = list.toSorted((a, b) => b[0] - a[0]).map(([at, kind, who]) =>
      item(new Date(1_700_000_000_000 + at).toISOString(),
        { kind, actor: { id: who, name: String(who) } }));
    assert.deepEqual(daysOf(items).flatMap((day) => day.rows.flatMap((row) => row.items)), items);
  }));
});

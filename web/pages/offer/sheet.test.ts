import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { emptyRow, type OfferSheet } from './offer-rows.ts';
import { columnsWith, leastWidthOf, scrolledTo } from './sheet-columns.ts';
import {
  begin, clearCells, duplicateRows, fillDown, insertRows, type Past, putTexts, redo, removeRows,
  shiftRows, step, textsOf, undo,
} from './sheet-edits.ts';
import { commandOf, movedSpot, nextSpot } from './sheet-keys.ts';

const SELLER = { day: '2026-11-28', regime: 'vat' } as const;
const columns = columnsWith({ added: [], hidden: new Set(), seesCost: false });
const how = { seller: SELLER, vatIncluded: true, columns };
const sheetOf = (...names: string[]): OfferSheet =>
  ({ rows: names.map((name) => ({ ...emptyRow(SELLER), name })), columns: [] });
const namesOf = (sheet: OfferSheet) => sheet.rows.map(({ name }) => name).join('');
const row = (top: number, bottom = top) => ({ top, bottom, left: 0, right: columns.length - 1 });

test('texts are put into cells as numbers of the house, new rows are made', () => {
  const sheet = putTexts(sheetOf('А'), [['2,000', 'шт', '1 234,5'], ['x', '', '7', '5']],
    { row: 0, column: 2 }, how);
  const texts = textsOf(sheet, { top: 0, bottom: 1, left: 2, right: 6 }, columns)
    .map((cells) => cells.map((text) => text.replace(/\u00a0/g, ' ')));
  assert.deepEqual(texts, [['2', 'шт', '1 234,50', '', '22 %'], ['x', '', '7', '5 %', '22 %']]);
});

test('rows are inserted, doubled, moved, filled, cleared and removed', () => {
  const sheet = sheetOf('А', 'Б', 'В');
  assert.equal(namesOf(insertRows(sheet, 1, sheetOf('Х').rows)), 'АХБВ');
  assert.equal(namesOf(duplicateRows(sheet, row(0, 1))), 'АБАБВ');
  assert.equal(new Set(duplicateRows(sheet, row(0, 1)).rows.map(({ key }) => key)).size, 5);
  assert.equal(namesOf(shiftRows(sheet, row(0, 1), 1)), 'ВАБ');
  assert.equal(shiftRows(sheet, row(0), -1), sheet);
  assert.equal(namesOf(fillDown(sheet, row(0, 2), columns)), 'ААА');
  assert.equal(namesOf(fillDown(sheet, row(1), columns)), 'ААВ');
  assert.equal(namesOf(clearCells(sheet, row(1), columns)), 'АВ');
  assert.equal(namesOf(removeRows(sheet, row(0, 1))), 'В');
});

test('whatever was done is undone and done again exactly', () => {
  const acts = fc.array(fc.record({
    act: fc.integer({ min: 0, max: 4 }), at: fc.integer({ min: 0, max: 5 }),
  }), { maxLength: 30 });
  fc.assert(fc.property(acts, (list) => {
    const start = sheetOf('А', 'Б', 'В');
    let past: Past = begin(start);
    const seen = [start];
    for (const { act, at } of list) {
      const { now } = past;
      const block = row(Math.min(at, now.rows.length));
      const next = [
        () => putTexts(now, [[String(at)]], { row: at, column: 1 }, how),
        () => removeRows(now, block), () => duplicateRows(now, block),
        () => shiftRows(now, block, 1), () => fillDown(now, block, columns),
      ][act]!();
      if (next === now) continue;
      past = step(past, next);
      seen.push(next);
    }
    const last = past.now;
    for (const sheet of seen.toReversed().slice(1)) {
      past = undo(past);
      assert.equal(past.now, sheet);
    }
    for (let count = 1; count < seen.length; count += 1) past = redo(past);
    assert.equal(past.now, last);
  }));
});

const press = (key: string, more: object = {}) => commandOf({
  key, code: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...more,
});

test('keys work in both layouts and lead out of the sheet at its ends', () => {
  assert.deepEqual(press('я', { code: 'KeyZ', ctrlKey: true }), { kind: 'undo' });
  assert.deepEqual(press('Я', { code: 'KeyZ', ctrlKey: true, shiftKey: true }), { kind: 'redo' });
  assert.deepEqual(press('в', { code: 'KeyD', ctrlKey: true }), { kind: 'fill' });
  assert.equal(press('c', { code: 'KeyC', ctrlKey: true }), null, 'the browser copies');
  assert.deepEqual(press('7'), { kind: 'type', text: '7' });
  const size = { rows: 3, columns: 4 };
  const down = press('ArrowDown', { ctrlKey: true });
  assert.ok(down?.kind === 'move');
  assert.deepEqual(movedSpot({ row: 0, column: 1 }, down, size), { row: 2, column: 1 });
  assert.deepEqual(nextSpot({ row: 0, column: 3 }, 1, size), { row: 1, column: 0 });
  assert.equal(nextSpot({ row: 2, column: 3 }, 1, size), null);
});

test('the cursor never goes behind the edge or beneath the sum', () => {
  const added = ['А', 'Б', 'В'].map((name) => ({ code: name, name, type: 'text' as const }));
  const wide = columnsWith({ added, hidden: new Set(), seesCost: true });
  const width = 600;
  const sumPx = wide.find(({ id }) => id === 'sum')!.widthPx;
  const sumPlace = wide.findIndex(({ id }) => id === 'sum');
  fc.assert(fc.property(fc.array(fc.nat({ max: wide.length - 1 }), { minLength: 1 }), (walk) => {
    let from = 0;
    for (const place of walk) {
      from = scrolledTo(wide, place, { from, width });
      if (place === sumPlace) continue;
      const left = leastWidthOf(wide.slice(0, place)) - from;
      const edge = width - (place < sumPlace ? sumPx : 0);
      assert.ok(left >= 0 && left + wide[place]!.widthPx <= edge, `${place} of ${walk.join()}`);
    }
  }));
  assert.equal(scrolledTo(columns, 3, { from: 0, width: leastWidthOf(columns) }), 0, 'all is seen');
});

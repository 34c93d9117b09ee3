// The text of a row is that of PostgreSQL itself, or nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createTestDatabase } from '#test/database';
import { createUtf8Writer } from '#platform/utf8-writer';
import { agreesOnText, putRecord, type RecordColumn } from './record-text.ts';

const { db } = await createTestDatabase();

const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(
  'a', 'Ё', 'Р', '"', '\\', ',', '(', ')', ' ', '\t', '\n', '\v', '\f', '\r', '\u00a0', '\ufeff',
  '\u2028', '😀') })).map((value) => value.replaceAll('\0', '').toWellFormed());
const decimal = fc.stringMatching(/^-?\d{1,6}(\.\d{1,4})?$/);
const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'),
  noInvalidDate: true }).map((date) => date.toISOString().slice(0, 19));

const drawn = fc.record({
  name: fc.option(text), at: fc.option(moment), price: fc.option(decimal),
  sum: fc.maxSafeInteger(), posted: fc.boolean(),
});

const COLUMNS = [
  { name: 'name', kind: 'plain' }, { name: 'at', kind: 'moment' },
  { name: 'price', kind: 'numeric' }, { name: 'sum', kind: 'plain' },
  { name: 'posted', kind: 'plain' },
] as const;

function recordText(row: object, columns: readonly RecordColumn[]): string | null {
  const writer = createUtf8Writer();
  return putRecord(writer, row as never, columns) ? writer.bytes().toString() : null;
}

test('rows are written as PostgreSQL writes them, the rest is left to it', async () => {
  const several = fc.array(drawn, { minLength: 1, maxLength: 30 });
  await fc.assert(fc.asyncProperty(several, async (rows) => {
    const { rows: asked } = await db.query<{ text: string }>(`
      select row(n.name, n.at, n.price, n.sum, n.posted)::text as text
      from unnest($1::text[], $2::timestamp[], $3::numeric[], $4::bigint[], $5::boolean[])
        with ordinality as n (name, at, price, sum, posted, place) order by n.place`,
    [rows.map(({ name }) => name), rows.map(({ at }) => at), rows.map(({ price }) => price),
      rows.map(({ sum }) => sum), rows.map(({ posted }) => posted)]);
    for (const [index, row] of rows.entries()) {
      const known = recordText(row, COLUMNS);
      if (known !== null) assert.equal(known, asked[index]!.text);
      else assert.match(row.price ?? '', /^-?0/);
    }
  }), { numRuns: 60 });
  assert.equal(recordText({ extra: {} }, [{ name: 'extra', kind: 'plain' }]), null);
  assert.equal(await agreesOnText(db), true);
});

// The bytes are those that Node itself makes of the same text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createUtf8Writer, escapesOf, stopsOf } from './utf8-writer.ts';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)));

test('bytes are those of the text, escapes apart', () => {
  const writer = createUtf8Writer();
  const escapes = escapesOf({ '\t': '\\t', '"': '""' });
  fc.assert(fc.property(fc.array(text), (pieces) => {
    writer.start(5);
    for (const piece of pieces) writer.put(piece, escapes);
    const expected = pieces.map((piece) =>
      piece.replaceAll('\t', '\\t').replaceAll('"', '""').toWellFormed()).join('');
    assert.equal(writer.bytes().subarray(5).toString(), expected);
  }));
});

test('a long text makes room for itself', () => {
  const writer = createUtf8Writer();
  const long = 'Ж№😀"'.repeat(200_000);
  writer.start();
  writer.put('a');
  writer.put(long);
  assert.equal(writer.bytes().toString(), `a${long}`);
});

test('numbers are written as JavaScript writes them, and plain text alone goes plain', () => {
  const writer = createUtf8Writer();
  const stops = stopsOf(',"');
  const number = fc.oneof(fc.integer(), fc.maxSafeInteger(), fc.double(), fc.nat(),
    fc.constantFrom(0, -0, 9, 10, 999_999_999, 1_000_000_000));
  fc.assert(fc.property(fc.array(fc.tuple(number, text)), (pieces) => {
    writer.start();
    for (const [value, piece] of pieces) {
      writer.putNumber(value);
      assert.equal(writer.putPlain(piece, stops), !/[,"]/.test(piece));
      writer.putSign(0x3b);
    }
    assert.equal(writer.view().toString(), pieces.map(([value, piece]) =>
      `${String(value)}${/[,"]/.test(piece) ? '' : piece.toWellFormed()};`).join(''));
  }));
});

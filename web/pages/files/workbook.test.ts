import assert from 'node:assert/strict';
import test from 'node:test';
import { readWorkbook } from './workbook.ts';

const SECTOR_BYTES = 512;
const STREAM_BYTES = 4096;
const END = 0xfffffffe;

const u16 = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer);
const u32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
const record = (id: number, ...parts: Buffer[]) => {
  const data = Buffer.concat(parts);
  return Buffer.concat([u16(id, data.length), data]);
};
const wide = (text: string) => Buffer.concat([Buffer.from([1]), Buffer.from(text, 'utf16le')]);
const begin = (type: number) => record(0x809, u16(0x0600, type, 0, 0), u32(0, 0));
const over = record(0x0a);

/** The records of a book with one sheet: two texts, and a number below an empty row. */
function records(): Buffer {
  const sheet = Buffer.concat([
    begin(0x10), record(0xfd, u16(0, 0, 0), u32(0)), record(0xfd, u16(0, 1, 0), u32(1)),
    record(0x203, u16(2, 1, 0), Buffer.from(Float64Array.of(1234.5).buffer)), over,
  ]);
  const texts = ['Насос', 'Цена'].map((text) => Buffer.concat([u16(text.length), wide(text)]));
  const head = (at: number) => Buffer.concat([
    begin(5), record(0x85, u32(at), Buffer.from([0, 0, 4]), wide('Цены')),
    record(0xfc, u32(2, 2), ...texts), over,
  ]);
  return Buffer.concat([head(head(0).length), sheet]);
}

function entry(name: string, type: number, start: number, size: number): Buffer {
  const bytes = Buffer.alloc(128);
  bytes.write(name, 0, 'utf16le');
  bytes.writeUInt16LE(name.length * 2 + 2, 64);
  bytes[66] = type;
  bytes.writeUInt32LE(start, 116);
  bytes.writeUInt32LE(size, 120);
  return bytes;
}

/** A workbook as Excel wrote them before 2007, and 1C still does: a file system in a file. */
function oldWorkbook(): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(SECTOR_BYTES, 0xff);
  head.fill(0, 0, 76);
  head.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  head.set(u16(9, 6), 30);
  head.set(u32(1, 1, 0, STREAM_BYTES, END, 0, END, 0, 0), 44);
  const chain = Array.from({ length: STREAM_BYTES / SECTOR_BYTES }, (_, at) => at + 3);
  const fat = Buffer.alloc(SECTOR_BYTES, 0xff);
  fat.set(u32(0xfffffffd, END, ...chain.with(-1, END)));
  const folder = Buffer.alloc(SECTOR_BYTES);
  folder.set(Buffer.concat([
    entry('Root Entry', 5, END, 0), entry('Workbook', 2, 2, STREAM_BYTES),
  ]));
  const stream = Buffer.alloc(STREAM_BYTES);
  stream.set(records());
  return Uint8Array.from(Buffer.concat([head, fat, folder, stream]));
}

test('a workbook of old Excel is read too, whatever its name says', async () => {
  const prices = [{ name: 'Цены', rows: [['Насос', 'Цена'], ['', ''], ['', '1 234,5']] }];
  const shown = await readWorkbook(oldWorkbook().buffer);
  assert.deepEqual(JSON.parse(JSON.stringify(shown).replaceAll('\u00a0', ' ')), prices);
});

test('a broken workbook of old Excel is refused or read, and never hangs', async () => {
  const whole = oldWorkbook();
  await assert.rejects(readWorkbook(whole.slice(0, 700).buffer));
  for (let at = 0; at < whole.length; at += 1) {
    const broken = whole.slice();
    broken[at] = broken[at]! ^ 0xff;
    await readWorkbook(broken.buffer).catch((error) => assert.ok(error instanceof Error));
  }
});

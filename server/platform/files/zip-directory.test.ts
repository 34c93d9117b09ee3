import assert from 'node:assert/strict';
import test from 'node:test';
import { zipFiles } from '#test/onec-fake/zip-files';
import {
  dataStart, directoryEntries, directoryPlace, LOCAL_BYTES, TAIL_BYTES,
} from './zip-directory.ts';

const FILES = [
  { name: 'webdata/import.xml', bytes: Buffer.from('товар '.repeat(40)) },
  { name: 'Счёт.xml', bytes: Buffer.from('1') },
];

test('the directory of an archive, with a comment behind it', () => {
  const whole = Buffer.concat([zipFiles(FILES), Buffer.from('заметка')]);
  const place = directoryPlace(whole.subarray(-TAIL_BYTES))!;
  const entries = directoryEntries(
    whole.subarray(place.start, place.start + place.bytes), place.count)!;
  assert.deepEqual(entries.map(({ name, plainBytes, isLocked }) => [name, plainBytes, isLocked]),
    FILES.map(({ name, bytes }) => [name, bytes.length, false]));
  const { offset, name } = entries[1]!;
  const start = dataStart(whole.subarray(offset, offset + LOCAL_BYTES), offset);
  assert.equal(start, offset + LOCAL_BYTES + Buffer.byteLength(name));
});

test('a name without the mark of UTF-8 is in the code page of DOS; a password is seen', () => {
  const archive = zipFiles([{ name: 'x', bytes: Buffer.from('1') }]);
  const { start, bytes } = directoryPlace(archive)!;
  const directory = archive.subarray(start, start + bytes);
  directory.writeUInt16LE(1, 8);
  directory[46] = 0x91;
  assert.deepEqual(directoryEntries(directory, 1)?.map((each) => [each.name, each.isLocked]),
    [['С', true]]);
});

test('what is broken or cut has no directory', () => {
  const archive = zipFiles(FILES);
  const { start, bytes, count } = directoryPlace(archive)!;
  const directory = archive.subarray(start, start + bytes);
  assert.equal(directoryPlace(archive.subarray(0, -23)), null);
  assert.equal(directoryPlace(new Uint8Array(3)), null);
  assert.equal(directoryEntries(directory, count + 1), null);
  assert.equal(directoryEntries(directory.subarray(4), count), null);
  assert.equal(dataStart(archive.subarray(1, 1 + LOCAL_BYTES), 1), null);
});

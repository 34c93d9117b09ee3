// Archives as 1C writes them, and as nobody should: what an archive says of itself can be set apart
// from what is in it.
import { crc32, deflateRawSync } from 'node:zlib';

type Zipped = { name: string; bytes: Buffer; claimedBytes?: number };

const header = (signature: number, fields: [size: 2 | 4, value: number][]): Buffer => {
  const bytes = Buffer.alloc(4 + fields.reduce((sum, [size]) => sum + size, 0));
  bytes.writeUInt32LE(signature);
  let at = 4;
  for (const [size, value] of fields) {
    bytes.writeUIntLE(value, at, size);
    at += size;
  }
  return bytes;
};

export function zipFiles(files: readonly Zipped[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, claimedBytes = bytes.length } of files) {
    const packed = deflateRawSync(bytes);
    const label = Buffer.from(name);
    const facts: [2 | 4, number][] = [
      [2, 20], [2, 0x800], [2, 8], [2, 0], [2, 0], [4, crc32(bytes)], [4, packed.length],
      [4, claimedBytes], [2, label.length], [2, 0],
    ];
    const start = header(0x04034b50, facts);
    local.push(start, label, packed);
    directory.push(header(0x02014b50, [[2, 20], ...facts, [2, 0], [2, 0], [2, 0], [4, 0],
      [4, offset]]), label);
    offset += start.length + label.length + packed.length;
  }
  const listing = Buffer.concat(directory);
  const end = header(0x06054b50, [
    [2, 0], [2, 0], [2, files.length], [2, files.length], [4, listing.length], [4, offset], [2, 0],
  ]);
  return Buffer.concat([...local, listing, end]);
}

// Reads archives of 1C: the directory at the end, then each entry by itself. Everything an archive
// says of itself is only a claim: counts, sizes and the ratio are bounded by what really comes out.
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import { FileProblem } from '../commerceml/problem.ts';

const END_SIGN = 0x06054b50;
const ENTRY_SIGN = 0x02014b50;
const LOCAL_SIGN = 0x04034b50;
const END_BYTES = 22;
const COMMENT_MAX = 65_535;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const DIRECTORY_BYTES_MAX = 16 * 1024 * 1024;
/** One exchange is a dozen of files, pictures may be thousands. */
const ENTRIES_MAX = 20_000;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED_BIT = 1;
/** The name is UTF-8; without it 1C writes the code page of DOS. */
const UTF8_BIT = 0x800;
const ZIP64 = 0xffffffff;

export type ZipEntry = {
  /** As the archive has it, folders and all: only a label, never a path on our disk. */
  name: string;
  method: number;
  packedBytes: number;
  plainBytes: number;
  offset: number;
};

/** Entries that are files; throws FileProblem with a Russian reason. */
export async function readZipEntries(path: string): Promise<ZipEntry[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const end = await findEnd(file, size);
    const bytes = end.readUInt32LE(12);
    const start = end.readUInt32LE(16);
    const count = end.readUInt16LE(10);
    if (start === ZIP64 || bytes === ZIP64) throw new FileProblem('Архив больше 4 ГБ');
    if (count > ENTRIES_MAX || bytes > DIRECTORY_BYTES_MAX) {
      throw new FileProblem(`В архиве больше ${ENTRIES_MAX} файлов`);
    }
    if (start + bytes > size) throw new FileProblem('Архив повреждён: оглавление оборвано');
    return parseDirectory(await readAt(file, start, bytes), count);
  } finally {
    await file.close();
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead < length) throw new FileProblem('Архив оборван');
  return bytes;
}

async function findEnd(file: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, END_BYTES + COMMENT_MAX);
  const tail = await readAt(file, size - length, length);
  for (let at = length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_SIGN) return tail.subarray(at, at + END_BYTES);
  }
  throw new FileProblem('Это не архив zip, или он оборван');
}

function parseDirectory(bytes: Buffer, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== ENTRY_SIGN) {
      throw new FileProblem('Архив повреждён: оглавление не читается');
    }
    const flags = bytes.readUInt16LE(at + 8);
    const [nameLength, extraLength, commentLength] =
      [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset)) as [number, number, number];
    const nameBytes = bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength);
    const name = new TextDecoder(flags & UTF8_BIT ? 'utf-8' : 'ibm866').decode(nameBytes);
    if (flags & ENCRYPTED_BIT) throw new FileProblem(`Файл «${name}» в архиве закрыт паролем`);
    if (!/[/\\]$/.test(name)) {
      entries.push({
        name, method: bytes.readUInt16LE(at + 10), packedBytes: bytes.readUInt32LE(at + 20),
        plainBytes: bytes.readUInt32LE(at + 24), offset: bytes.readUInt32LE(at + 42),
      });
    }
    at += ENTRY_BYTES + nameLength + extraLength + commentLength;
  }
  return entries;
}

/** The plain bytes of an entry that has any; whoever reads them bounds how many. */
export async function openZipEntry(path: string, entry: ZipEntry): Promise<Readable> {
  const { name, method, offset, packedBytes } = entry;
  if (method !== STORED && method !== DEFLATED) {
    throw new FileProblem(`Файл «${name}» сжат неизвестным способом (${method})`);
  }
  const file = await open(path, 'r');
  try {
    const local = await readAt(file, offset, LOCAL_BYTES);
    if (local.readUInt32LE(0) !== LOCAL_SIGN) {
      throw new FileProblem(`Архив повреждён у файла «${name}»`);
    }
    const start = offset + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
    const packed = createReadStream(path, { start, end: start + packedBytes - 1 });
    if (method === STORED) return packed;
    const plain = createInflateRaw();
    packed.on('error', (error) => plain.destroy(error));
    return packed.pipe(plain);
  } finally {
    await file.close();
  }
}

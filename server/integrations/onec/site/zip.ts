// Reads archives of 1C from their file. Everything an archive says of itself is only a claim:
// counts, sizes and the ratio are bounded by what really comes out.
import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import {
  dataStart, DEFLATED, directoryEntries, directoryPlace, LOCAL_BYTES, STORED, TAIL_BYTES,
  type ZipEntry,
} from '#platform/files/zip-directory';
import { FileProblem } from '../commerceml/problem.ts';

const DIRECTORY_BYTES_MAX = 16 * 1024 * 1024;
/** One exchange is a dozen of files, pictures may be thousands. */
const ENTRIES_MAX = 20_000;
const ZIP64 = 0xffffffff;

/** Entries that are files; throws FileProblem with a Russian reason. */
export async function readZipEntries(path: string): Promise<ZipEntry[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const place = directoryPlace(await readAt(file, size - length, length));
    if (!place) throw new FileProblem('Это не архив zip, или он оборван');
    const { start, bytes, count } = place;
    if (start === ZIP64 || bytes === ZIP64) throw new FileProblem('Архив больше 4 ГБ');
    if (count > ENTRIES_MAX || bytes > DIRECTORY_BYTES_MAX) {
      throw new FileProblem(`В архиве больше ${ENTRIES_MAX} файлов`);
    }
    if (start + bytes > size) throw new FileProblem('Архив повреждён: оглавление оборвано');
    return filesOf(directoryEntries(await readAt(file, start, bytes), count));
  } finally {
    await file.close();
  }
}

function filesOf(entries: ZipEntry[] | null): ZipEntry[] {
  if (!entries) throw new FileProblem('Архив повреждён: оглавление не читается');
  const locked = entries.find(({ isLocked }) => isLocked);
  if (locked) throw new FileProblem(`Файл «${locked.name}» в архиве закрыт паролем`);
  return entries.filter(({ name }) => !/[/\\]$/.test(name));
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead < length) throw new FileProblem('Архив оборван');
  return bytes;
}

/** The plain bytes of an entry that has any; whoever reads them bounds how many. */
export async function openZipEntry(path: string, entry: ZipEntry): Promise<Readable> {
  const { name, method, offset, packedBytes } = entry;
  if (method !== STORED && method !== DEFLATED) {
    throw new FileProblem(`Файл «${name}» сжат неизвестным способом (${method})`);
  }
  const file = await open(path, 'r');
  try {
    const start = dataStart(await readAt(file, offset, LOCAL_BYTES), offset);
    if (start === null) throw new FileProblem(`Архив повреждён у файла «${name}»`);
    const packed = createReadStream(path, { start, end: start + packedBytes - 1 });
    if (method === STORED) return packed;
    const plain = createInflateRaw();
    packed.on('error', (error) => plain.destroy(error));
    return packed.pipe(plain);
  } finally {
    await file.close();
  }
}

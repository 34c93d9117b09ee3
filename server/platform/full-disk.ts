// No room: the disk, a quota of it or a limit on the size of files. Nobody did anything wrong, and
// the same work will do when there is room again.

const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'EFBIG', '53100']);
/** PostgreSQL has a code for the first alone and tells the others by the words of the system. */
const WORDS = /No space left on device|Disk quota exceeded|File too large/;

/** Of our own files and of those of PostgreSQL. */
export function isDiskFull(error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as { code?: unknown; message?: string };
  return NO_ROOM.has(String(code)) || (code === 'XX000' && WORDS.test(message));
}

/** What those who wait for work that goes on by itself are told. */
export const NO_ROOM_YET =
  'На диске сервера кончилось место: продолжим сами, когда его освободят.';

// Nightly reconciliation: both sides boil a month of one type down to count, sum and hash, and
// compare the three. Pure, so that 1C's own arithmetic can be checked against it.
import { createHash } from 'node:crypto';
import { decimalFromKopecks } from '#contract/money';
import type { OnecSnapshot } from '#contract/onec-rows';

export type DigestObject = {
  uid: string;
  /** Hash of the last applied body. */
  sha256: string;
  /** See `digestKopecks`. */
  totalKopecks: number;
  /** Physically deleted in 1C: left out. A deletion mark is an ordinary state and counts. */
  tombstone: boolean;
};

export type Digest = {
  count: number;
  /** Decimal text, "1660000.50". */
  sum: string;
  /** Hex SHA-256 of the lines "uid:sha256\n" sorted by uid. */
  hash: string;
};

/** Digest of the objects of one type and month, in any order. */
export function digestOf(objects: readonly DigestObject[]): Digest {
  const live = objects.filter(({ tombstone }) => !tombstone);
  // By code unit: a locale's order would differ between machines.
  live.sort((a, b) => (a.uid < b.uid ? -1 : 1));
  const hash = createHash('sha256');
  let sumKopecks = 0n;
  for (const { uid, sha256, totalKopecks } of live) {
    hash.update(`${uid}:${sha256}\n`);
    sumKopecks += BigInt(totalKopecks);
  }
  return { count: live.length, sum: decimalOf(sumKopecks), hash: hash.digest('hex') };
}

/**
 * What an object adds to `sum`: its total as the wire has it, without the sign of a payment's
 * direction or a shipment's kind (1C sums its own attribute); zero for reference books.
 */
export function digestKopecks({ type, row }: OnecSnapshot): number {
  switch (type) {
    case 'order':
    case 'invoice': return row.totalKopecks;
    case 'payment': return row.direction === 'out' ? 0 - row.totalKopecks : row.totalKopecks;
    case 'shipment': return row.kind === 'return' ? 0 - row.totalKopecks : row.totalKopecks;
    default: return 0;
  }
}

/** "2026-03" by the document's own date; reference books have the one row "all". */
export function digestMonth({ row }: OnecSnapshot): string {
  return 'date' in row ? row.date.slice(0, 7) : 'all';
}

/** A month of a large base may exceed 2^53 kopecks only in theory, but then must not lie. */
export function decimalOf(kopecks: bigint): string {
  if (kopecks >= -(2n ** 53n) && kopecks <= 2n ** 53n) return decimalFromKopecks(Number(kopecks));
  const text = String(kopecks < 0n ? -kopecks : kopecks);
  return `${kopecks < 0n ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}

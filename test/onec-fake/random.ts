// A small seeded generator (sfc32): the same seed gives the same base on every machine.

export type Random = {
  /** 0 ≤ x < 1 */
  next: () => number;
  /** Integer, both ends included. */
  int: (from: number, to: number) => number;
  chance: (probability: number) => boolean;
  pick: <T>(list: readonly T[]) => T;
  /** Small indexes far more often than large ones: a few customers make most of the turnover. */
  skewed: (length: number) => number;
  /** Guid of version 4, lower-case. */
  uid: () => string;
  /** 32 random bits. */
  bits: () => number;
};

const HEX = Array.from({ length: 65_536 }, (_, n) => n.toString(16).padStart(4, '0'));

export function createRandom(seed: number): Random {
  const bits = sfc32(seed);
  const next = () => bits() / 4_294_967_296;
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    bits,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T,
    skewed: (length) => Math.floor(next() ** 2.5 * length),
    uid: () => uidOf(bits(), bits(), bits(), bits()),
  };
}

function uidOf(a: number, b: number, c: number, d: number): string {
  const version = HEX[((b & 0x0fff) | 0x4000)];
  const variant = HEX[(((c >>> 16) & 0x3fff) | 0x8000)];
  return `${HEX[a >>> 16]}${HEX[a & 0xffff]}-${HEX[b >>> 16]}-${version}-${variant}-`
    + `${HEX[c & 0xffff]}${HEX[d >>> 16]}${HEX[d & 0xffff]}`;
}

function sfc32(seed: number): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const step = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return sum >>> 0;
  };
  for (let warm = 0; warm < 16; warm += 1) step();
  return step;
}

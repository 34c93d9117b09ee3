// What networks and impatient senders do to a stream. Nothing here changes the items it is given.
import canonicalize from 'canonicalize';
import type { FakeItem } from './base.ts';
import type { Random } from './random.ts';

/** Any order at all (Fisher–Yates). */
export function shuffle<T>(random: Random, list: readonly T[]): T[] {
  const result = [...list];
  for (let at = result.length - 1; at > 0; at -= 1) {
    const other = random.int(0, at);
    [result[at], result[other]] = [result[other] as T, result[at] as T];
  }
  return result;
}

/** Some items come twice or thrice, right after themselves: shuffle afterwards for worse. */
export function duplicate<T>(random: Random, list: readonly T[], share: number): T[] {
  return list.flatMap((item) => {
    if (!random.chance(share)) return [item];
    return random.chance(0.2) ? [item, item, item] : [item, item];
  });
}

/** A share of the items with one bit of the body flipped, the hash left as it was. */
export function corruptSome(
  random: Random,
  items: readonly FakeItem[],
  share: number,
): FakeItem[] {
  return items.map((item) => (random.chance(share) ? corrupt(random, item) : item));
}

/** Flips bits until the body is still JSON and yet another body. */
export function corrupt(random: Random, item: FakeItem): FakeItem {
  const bytes = Buffer.from(JSON.stringify(item.body));
  const intact = canonicalize(item.body);
  for (;;) {
    const at = random.int(0, bytes.length - 1);
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random.int(0, 7));
    const body = parsed(flipped.toString('utf8'));
    if (body !== null && canonicalize(body) !== intact) return { ...item, body };
    // A body of two bytes, `{}`, has no other JSON object one bit away.
    if (bytes.length < 8) return { ...item, body: { '': '' } };
  }
}

function parsed(text: string): object | null {
  try {
    const body: unknown = JSON.parse(text);
    return body !== null && typeof body === 'object' && !Array.isArray(body) ? body : null;
  } catch {
    return null;
  }
}

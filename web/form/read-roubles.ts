import type { Kopecks } from '#contract/money';
import { kopecksFromDecimal } from '#contract/money';

/** "1 660 000,50 ₽", "1660000.5", "−3" → kopecks; null when it is not a sum. */
export function readRoubles(text: string): Kopecks | null {
  const bare = text.replace(/[\s\u00a0\u202f\u2009₽]/g, '');
  return kopecksFromDecimal(bare.replace(',', '.').replace('\u2212', '-'));
}

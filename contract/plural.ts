// A counted noun in Russian.

/** Forms for 1, 2–4 and 5+: `plural(3, 'сделка', 'сделки', 'сделок')` → "сделки". */
export function plural(count: number, one: string, few: string, many: string): string {
  const lastTwo = Math.abs(Math.trunc(count)) % 100;
  const last = lastTwo % 10;
  if (lastTwo > 10 && lastTwo < 20) return many;
  if (last === 1) return one;
  return last >= 2 && last <= 4 ? few : many;
}

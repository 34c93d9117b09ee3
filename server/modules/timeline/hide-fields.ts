// Field rights inside of events: what a role may not read is cut out of their facts at any depth.
import { customCode } from '#contract/custom-fields';
import type { FieldGroup } from '#contract/rights';

const KEYS: Record<FieldGroup, RegExp> = {
  'deal.money': new RegExp('([kK]opecks|Percent|[cC]urrency)$'
    + '|^(amount|paid|shipped|overdue|overpaid|balance|sum|total|price)'
    + '|^(otherCurrencies|deferredUntil|nextPayOn)$'),
  'deal.lines': /^(lines?|lineColumns|added|removed|lineCount)$/,
  'line.cost': /cost|margin/i,
  'person.reach': /^(phones?|emails?|reach|value|display|raw)$/,
};

/** Events that are about money as a whole. */
const KINDS: Partial<Record<FieldGroup, string>> = {
  'deal.money': '^(payment|invoice|deferral)[.]',
};

export type Hidden = ReadonlySet<FieldGroup>;

/**
 * The groups that hold for the events of a record of this kind. Operators see no sums and goods of
 * deals, but write those of a lead themselves: its card shows both, so its history does.
 */
export function hiddenIn(entity: string, hidden: Hidden): Hidden {
  if (entity !== 'lead') return hidden;
  return new Set([...hidden].filter((group) => !group.startsWith('deal.')));
}

/** Regular expression of the kinds of events to leave out; null leaves out none. */
export function hiddenKinds(hidden: Hidden): string | null {
  const patterns = [...hidden].flatMap((group) => KINDS[group] ?? []);
  return patterns.length === 0 ? null : patterns.join('|');
}

export function isHiddenKey(key: string, hidden: Hidden): boolean {
  return [...hidden].some((group) => KEYS[group].test(key));
}

/** Whether the reader may know of a custom field, by its code. */
export type SeesCustom = (code: string) => boolean;

const NO_CUSTOM: SeesCustom = () => false;

/** The facts without hidden fields; null when nothing but hidden changes was in them. */
export function hideFields(
  data: Record<string, unknown>, hidden: Hidden, seesCustom: SeesCustom = NO_CUSTOM,
): Record<string, unknown> | null {
  // Whom an event was addressed to is the business of the stream.
  const { recipients: _, ...facts } = data;
  const isCut = (key: string): boolean => {
    const code = customCode(key);
    return code === null ? isHiddenKey(key, hidden) : !seesCustom(code);
  };
  const clean = cut(facts, isCut) as Record<string, unknown>;
  return sizeOf(facts['changes']) > 0 && sizeOf(clean['changes']) === 0 ? null : clean;
}

const sizeOf = (value: unknown) =>
  (typeof value === 'object' && value !== null ? Object.keys(value).length : 0);

function cut(value: unknown, isCut: (key: string) => boolean): unknown {
  if (Array.isArray(value)) return value.map((item) => cut(item, isCut));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => !isCut(key))
    .map(([key, inner]) => [key, cut(inner, isCut)]));
}

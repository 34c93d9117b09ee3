// Types of 1C objects as small numbers: the revision table has millions of rows.
import type { OnecType } from '#contract/onec-rows';

export const TYPE_CODES: Record<OnecType, number> = {
  order: 1, invoice: 2, payment: 3, shipment: 4, company: 5, contact: 6, product: 7, employee: 8,
};

const NAMES = new Map(Object.entries(TYPE_CODES).map(([name, code]) => [code, name as OnecType]));

export const typeOfCode = (code: number): OnecType | undefined => NAMES.get(code);

export const objectKey = (type: number, uid: string): string => `${type}:${uid}`;

/** "2026-03" → 24314, the number of the month since year 0; null for "all". */
export function monthNumber(month: string): number | null {
  if (month === 'all') return null;
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

export function monthText(month: number | null): string {
  if (month === null) return 'all';
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}`;
}

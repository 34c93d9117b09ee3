// ИНН, КПП, ОГРН, phones: with valid check digits, since CRM verifies them.
import type { Random } from './random.ts';

const LEGAL = [2, 4, 10, 3, 5, 9, 4, 6, 8] as const;
const SOLE_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const;
const SOLE_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const;
const REGIONS = ['77', '78', '66', '59', '16', '63', '02', '74', '52', '72', '54', '23'] as const;

/** Ten digits of a legal entity. */
export function legalInn(random: Random): string {
  const head = `${random.pick(REGIONS)}${padded(random, 7)}`;
  return head + checkDigit(head, LEGAL);
}

/** Twelve digits of a person. */
export function soleInn(random: Random): string {
  const head = `${random.pick(REGIONS)}${padded(random, 8)}`;
  const eleven = head + checkDigit(head, SOLE_11);
  return eleven + checkDigit(eleven, SOLE_12);
}

export function kppOf(inn: string): string {
  return `${inn.slice(0, 4)}01001`;
}

/** Thirteen digits: the last is the remainder by 11 of the others. */
export function ogrnOf(random: Random, inn: string): string {
  const year = String(random.int(2, 24)).padStart(2, '0');
  const head = `1${year}${inn.slice(0, 2)}${padded(random, 7)}`;
  return head + String((Number(head) % 11) % 10);
}

export function mobilePhone(random: Random): string {
  return `+79${padded(random, 9)}`;
}

export function cityPhone(random: Random): string {
  const code = random.pick(['495', '812', '343', '342', '843', '846', '347', '351']);
  const number = padded(random, 7);
  return `+7 (${code}) ${number.slice(0, 3)}-${number.slice(3, 5)}-${number.slice(5)}`;
}

function padded(random: Random, digits: number): string {
  return String(random.int(0, 10 ** digits - 1)).padStart(digits, '0');
}

function checkDigit(head: string, weights: readonly number[]): string {
  let sum = 0;
  for (let at = 0; at < weights.length; at += 1) {
    sum += (head.charCodeAt(at) - 48) * (weights[at] ?? 0);
  }
  return String((sum % 11) % 10);
}

// Phones and e-mails in the one form in which they are kept, whoever typed them and however.
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { ReachType } from '#contract/customers';
import { EXTENSION, findNumber, wordsBeside } from './phone-in-text.ts';

export type ReachKind = 'phone' | 'email';
export type NewReach = {
  kind: ReachKind;
  /** E.164 ("+78121234567"), bare digits when the number is not of a known plan, or an address. */
  value: string;
  extension: string | null;
  /** What was typed. */
  raw: string;
  type: ReachType | null;
  /** False: no plan of numbering knows it; it is kept and shown as it was written. */
  isValid: boolean;
};

const RAW_MAX = 254;
/** Shorter than this is a remark, not a number. */
const DIGITS_MIN = 5;
const DIGITS_MAX = 20;

/** The phone, or null when the text holds no number. */
export function readPhone(text: string): NewReach | null {
  const raw = text.trim().slice(0, RAW_MAX);
  const extension = EXTENSION.exec(raw)?.[1] ?? null;
  const number = raw.replace(EXTENSION, '');
  const parsed = parsePhoneNumberFromString(number, 'RU');
  if (parsed?.isValid()) {
    return phoneOf({ value: parsed.number, extension: extension ?? extensionAmong(raw) }, raw);
  }
  const among = findNumber(raw);
  if (among) return phoneOf(among, raw);
  if (parsed?.isPossible()) return phoneOf({ value: parsed.number, extension }, raw, false);
  const digits = number.replace(/\D/g, '');
  if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX) return null;
  return { kind: 'phone', value: digits, extension, raw, type: null, isValid: false };
}

/** Words may stand after the extension; a bare number is not looked through twice. */
const extensionAmong = (raw: string): string | null =>
  (/\p{L}/u.test(raw) ? findNumber(raw)?.extension ?? null : null);

function phoneOf(
  { value, extension }: Pick<NewReach, 'value' | 'extension'>, raw: string, isValid = true,
): NewReach {
  return { kind: 'phone', value, extension, raw, type: typeOfNumber(value), isValid };
}

/** In Russia nine begins a mobile number; of any other nobody can tell. */
const typeOfNumber = (value: string): ReachType | null => (/^\+79/.test(value) ? 'mobile' : null);

/** The address in lower case, or null when the text is none. */
export function readEmail(text: string): NewReach | null {
  const raw = text.trim();
  const value = raw.replace(/^mailto:/i, '').toLowerCase();
  if (raw.length > RAW_MAX || !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(value)) return null;
  return { kind: 'email', value, extension: null, raw, type: null, isValid: true };
}

export function readReach(kind: ReachKind, text: string): NewReach | null {
  return kind === 'phone' ? readPhone(text) : readEmail(text);
}

/** Everything that can be read out of the strings of 1C, where one string may hold several. */
export function readReaches(phones: readonly string[], emails: readonly string[]): NewReach[] {
  const found = [
    ...phones.flatMap(splitPhones).map(readPhone),
    ...emails.flatMap((text) => text.split(/[\s,;]+/)).map(readEmail),
  ];
  const byKey = new Map<string, NewReach>();
  for (const reach of found) if (reach) byKey.set(keyOfReach(reach), reach);
  return [...byKey.values()];
}

/** Two reaches with one key are the same. */
export function keyOfReach(
  { kind, value, extension }: Pick<NewReach, 'kind' | 'value' | 'extension'>,
): string {
  return `${kind} ${value} ${extension ?? ''}`;
}

export type ShownReach = Pick<NewReach, 'value' | 'extension' | 'raw' | 'isValid'>;

/** As people read it: "+7 812 123-45-67 доб. 123"; a doubtful number as it was written. */
export function displayReach({ value, extension, raw, isValid }: ShownReach): string {
  if (!isValid && raw) return raw;
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(value);
  const number = russian ? `+7 ${russian[1]} ${russian.slice(2).join('-')}` : value;
  return extension === null ? number : `${number} доб. ${extension}`;
}

/** The number and what was written beside it; a doubtful number is shown whole, with its words. */
export function shownReach(
  reach: Omit<NewReach, 'type'>,
): { display: string; note: string | null } {
  const { kind, value, raw, isValid } = reach;
  const note = kind === 'phone' && isValid ? wordsBeside({ value, raw }) : null;
  return { display: displayReach(reach), note };
}

/** The number with its words, as history keeps it. */
export function spelledReach(reach: Omit<NewReach, 'type'>): string {
  const { display, note } = shownReach(reach);
  return note === null ? display : `${display} ${note}`;
}

/** A separator between two numbers, not one inside a number: each part must be able to be one. */
function splitPhones(text: string): string[] {
  const parts = text.split(/[,;\n]+|\s\/\s/).filter((part) => part.trim() !== '');
  const whole = parts.every((part) => part.replace(/\D/g, '').length >= DIGITS_MIN);
  return whole ? parts : [text];
}

/** New phones and addresses as history shows them: nothing before, these after. */
export function addedReaches(
  added: readonly (ShownReach & Pick<NewReach, 'kind'>)[],
): { [K in ReachKind]?: { old: null; new: string } } {
  const shown = (kind: ReachKind) =>
    added.filter((reach) => reach.kind === kind).map(displayReach).join(', ');
  const phone = shown('phone');
  const email = shown('email');
  return {
    ...(phone ? { phone: { old: null, new: phone } } : {}),
    ...(email ? { email: { old: null, new: email } } : {}),
  };
}

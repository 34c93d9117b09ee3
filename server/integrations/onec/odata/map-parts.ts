// What the mappers of documents and reference books share: alternatives of names, links, currency.
import type { Names } from './names.ts';
import type { Names as Alternatives, ObjectSource, Profile } from './profiles/profile.ts';
import type { Reaches } from './reach-register.ts';
import {
  decimalOf, flagOf, guidOf, referenceOf, setOfType, textOf, type Entity, type Reference,
} from './values.ts';

/** Body of the wire of the exchange; null and absent are the same there. */
export type Body = Record<string, unknown>;

export type View = {
  profile: Profile;
  names: Names;
  orderSet: string;
  invoiceSet: string | null;
  /** Null where the books themselves hold telephones and e-mails. */
  reaches: Reaches | null;
};

export function viewOf(profile: Profile, names: Names, reaches: Reaches | null = null): View {
  const setOf = (type: string) => profile.sources.find((source) => source.type === type)?.set;
  return {
    profile, names, reaches, orderSet: setOf('order') ?? '', invoiceSet: setOf('invoice') ?? null,
  };
}

type Read<T> = (entity: Entity, name: string) => T | null;

/** The first alternative that is filled. */
export function first<T>(
  entity: Entity, names: Alternatives | undefined, read: Read<T>,
): T | null {
  for (const name of names ?? []) {
    const value = read(entity, name);
    if (value !== null) return value;
  }
  return null;
}

export const asText: Read<string> = (entity, name) => textOf(entity[name]);
export const asDecimal: Read<string> = (entity, name) => decimalOf(entity[name]);
export const asUid: Read<string> = (entity, name) => referenceOf(entity, name)?.uid ?? null;
/** Null only when the property is not there at all. */
export const asFlag: Read<boolean> = (entity, name) =>
  (entity[name] === undefined || entity[name] === null || entity[name] === ''
    ? null : flagOf(entity[name]));

export function filled(body: Body): Body {
  return Object.fromEntries(Object.entries(body)
    .filter(([, value]) => value !== null && value !== undefined));
}

/** Every property of 1C is a document's head, `Number` and `Date` padded or not. */
export function headOf(entity: Entity): Body {
  return {
    number: textOf(entity['Number']), posted: flagOf(entity['Posted']),
    deleted: flagOf(entity['DeletionMark']),
  };
}

export type Link = { orderUid: string | null; invoiceUid: string | null };

/**
 * The order, and the invoice, that a line points to. An object of settlements is followed to what
 * it stands for; whatever is neither an order nor an invoice links nothing.
 */
export function linkOf(
  view: View, entity: Entity, orders: Alternatives = [], invoices: Alternatives = [],
): Link {
  const found = (names: Alternatives) => names
    .map((name) => follow(view, name, referenceOf(entity, name))).filter((one) => one !== null);
  const [first, second] = [found(orders), found(invoices)];
  // A key of one type says nothing of its set: the place where it stands does.
  const inSet = (set: string | null, own: Reference[]) => [
    ...own.filter((one) => one.set === null), ...[...first, ...second].filter((one) =>
      set !== null && one.set === set)][0]?.uid ?? null;
  return { orderUid: inSet(view.orderSet, first), invoiceUid: inSet(view.invoiceSet, second) };
}

const SETTLEMENTS = 'ОбъектРасчетов';

function follow(view: View, name: string, found: Reference | null): Reference | null {
  if (!found || name !== SETTLEMENTS) return found;
  const card = view.names.card('settlement', found.uid);
  const uid = guidOf(card?.['Объект']);
  const set = setOfType(card?.['Объект_Type']);
  return uid && set ? { uid, set } : null;
}

/** Numeric codes of ОКВ that bases of distributors hold. */
const CURRENCIES: Record<string, string> = {
  643: 'RUB', 810: 'RUB', 840: 'USD', 978: 'EUR', 156: 'CNY', 398: 'KZT', 933: 'BYN', 949: 'TRY',
  826: 'GBP', 756: 'CHF', 392: 'JPY', 356: 'INR', 784: 'AED',
};

/** Letters of ISO 4217; null when 1C does not show the currency: then a person has to see it. */
export function currencyOf(view: View, source: ObjectSource, entity: Entity): string | null {
  const names = source.fields['currency'] ?? [];
  const uid = first(entity, names, asUid);
  if (uid === null) {
    const isAbsent = names.every((name) => entity[`${name}_Key`] === undefined);
    return isAbsent ? 'RUB' : null;
  }
  const card = view.names.card('currency', uid);
  const code = textOf(card?.['Code']);
  if (code && CURRENCIES[code]) return CURRENCIES[code];
  const letters = textOf(card?.['Description'])?.toUpperCase() ?? '';
  if (/^(РУБ|Р\.)/.test(letters)) return 'RUB';
  return /^[A-Z]{3}$/.test(letters) ? letters : null;
}

/** «НДС20», «20%», «20/120», a key of a rate → "20"; null is «без НДС». */
export function vatRateOf(view: View, entity: Entity, names: Alternatives | undefined) {
  const key = first(entity, names, asUid);
  const words = key ? view.names.title('vat', key) : first(entity, names, asText);
  if (!words || /без/i.test(words)) return null;
  return /\d+(?:[.,]\d+)?/.exec(words)?.[0].replace(',', '.') ?? null;
}

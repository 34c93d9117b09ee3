// ИНН, КПП and ОГРН: their form and their check digits, the same for the screen and the server.

const INN_TEN = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_ELEVENTH = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const INN_TWELFTH = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

const REPEATED_ZERO = /^0+$/;

/** Σ of digit × weight, modulo 11, modulo 10: the check digit of every ИНН. */
function innDigit(digits: string, weights: readonly number[]): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return String((sum % 11) % 10);
}

/** 9 digits → ИНН of an organisation, 10 digits → ИНН of a person; check digits are appended. */
export function completeInn(digits: string): string {
  if (/^\d{9}$/.test(digits)) return digits + innDigit(digits, INN_TEN);
  if (!/^\d{10}$/.test(digits)) throw new Error(`Not 9 or 10 digits: ${digits}`);
  const eleven = digits + innDigit(digits, INN_ELEVENTH);
  return eleven + innDigit(eleven, INN_TWELFTH);
}

/** 12 digits → ОГРН of an organisation, 14 digits → ОГРНИП; the check digit is appended. */
export function completeOgrn(digits: string): string {
  if (!/^(\d{12}|\d{14})$/.test(digits)) throw new Error(`Not 12 or 14 digits: ${digits}`);
  return digits + String((BigInt(digits) % BigInt(digits.length - 1)) % 10n);
}

/** Whether somebody means an ИНН by it; `innFault` says whether it is one. */
export const looksLikeInn = (text: string): boolean => /^\d{10}(\d{2})?$/.test(text);

/** Why the text is no ИНН, in Russian; null when it is one. */
export function innFault(inn: string): string | null {
  if (!/^\d+$/.test(inn)) return 'ИНН состоит только из цифр.';
  if (inn.length !== 10 && inn.length !== 12) {
    return 'В ИНН 10 цифр у организации и 12 у предпринимателя или физического лица.';
  }
  if (REPEATED_ZERO.test(inn)) return 'ИНН из одних нулей не бывает.';
  const fits = completeInn(inn.slice(0, inn.length === 10 ? 9 : 10)) === inn;
  return fits ? null : 'Контрольная цифра ИНН не сходится: проверьте, нет ли опечатки.';
}

/** КПП has no check digit, only a form: 4 digits, 2 digits or capital letters, 3 digits. */
export function kppFault(kpp: string): string | null {
  return /^\d{4}[\dA-Z]{2}\d{3}$/.test(kpp) && !REPEATED_ZERO.test(kpp)
    ? null
    : 'В КПП 9 знаков: цифры, на пятом и шестом месте бывают латинские буквы.';
}

/** Why the text is no ОГРН or ОГРНИП, in Russian; null when it is one. */
export function ogrnFault(ogrn: string): string | null {
  if (!/^\d+$/.test(ogrn)) return 'ОГРН состоит только из цифр.';
  if (ogrn.length !== 13 && ogrn.length !== 15) return 'В ОГРН 13 цифр, в ОГРНИП 15.';
  if (REPEATED_ZERO.test(ogrn)) return 'ОГРН из одних нулей не бывает.';
  return completeOgrn(ogrn.slice(0, -1)) === ogrn
    ? null
    : 'Контрольная цифра ОГРН не сходится: проверьте, нет ли опечатки.';
}

export type Requisites = { inn: string | null; kpp: string | null; ogrn: string | null };

/** Every fault of the filled requisites, by field. A КПП belongs to an organisation only. */
export function requisitesFaults(
  { inn, kpp, ogrn }: Requisites,
): { field: keyof Requisites; reason: string }[] {
  const faults: { field: keyof Requisites; reason: string }[] = [];
  const add = (field: keyof Requisites, reason: string | null) => {
    if (reason !== null) faults.push({ field, reason });
  };
  if (inn !== null) add('inn', innFault(inn));
  if (kpp !== null) add('kpp', kppFault(kpp));
  if (kpp !== null && inn?.length === 12) {
    add('kpp', 'У предпринимателя и физического лица КПП не бывает.');
  }
  if (ogrn !== null) add('ogrn', ogrnFault(ogrn));
  return faults;
}

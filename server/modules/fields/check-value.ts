// What a person may put into a field, by its kind. Pure: whether a record that is pointed at exists
// is asked elsewhere.
import { customName } from '#contract/custom-fields';
import { isDate } from '#platform/clock';
import { refuseField } from '#platform/refuse';
import type { Definition } from './definition.ts';

/** As the record's jsonb keeps it; null is nothing. */
export type StoredValue = string | number | boolean | string[] | null;

const TEXT_MAX = 5000;
const CHOICES_MAX = 50;
/** Beyond this a double loses kopecks or the six digits that a number may have after the point. */
const NUMBER_MAX = 1e9;
const MONEY_MAX = 1e15;
const DIGITS = 6;

/** The value to store, or 'field.invalid' that names the field and says what is expected. */
export function checkValue(field: Definition, value: unknown): StoredValue {
  if (value === null || value === '') return null;
  const stored = CHECKS[field.kind](value, field);
  if (stored === undefined) {
    throw refuseField(customName(field.code), `«${field.name}»: ${EXPECTED[field.kind]}.`);
  }
  return stored;
}

const EXPECTED: Record<Definition['kind'], string> = {
  text: `нужен текст не длиннее ${TEXT_MAX} знаков`,
  number: 'нужно число до миллиарда, не больше шести знаков после запятой',
  money: 'нужна сумма в копейках, целое число',
  date: 'нужна дата вида 2026-01-31, не раньше 1900 года',
  list: 'выберите значение из списка',
  multiList: `выберите значения из списка, не больше ${CHOICES_MAX}`,
  employee: 'нужен сотрудник',
  company: 'нужна компания',
  file: 'нужен файл этой записи',
  flag: 'нужно «да» или «нет»',
};

type Check = (value: unknown, field: Definition) => StoredValue | undefined;

const isId = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) > 0;

const reference: Check = (value) => (isId(value) ? value : undefined);

const CHECKS: Record<Definition['kind'], Check> = {
  text: checkText,
  number: (value) => (typeof value === 'number' && Math.abs(value) <= NUMBER_MAX
    && Number(value.toFixed(DIGITS)) === value ? value : undefined),
  money: (value) => (Number.isSafeInteger(value) && Math.abs(value as number) <= MONEY_MAX
    ? value as number : undefined),
  date: (value) => (typeof value === 'string' && isDate(value)
    && value >= '1900-01-01' && value < '2200-01-01' ? value : undefined),
  list: (value, field) => (isOption(field, value) ? value : undefined),
  multiList: checkChoices,
  employee: reference,
  company: reference,
  file: reference,
  flag: (value) => (typeof value === 'boolean' ? value : undefined),
};

function checkText(value: unknown): StoredValue | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text.length > TEXT_MAX || text.includes('\0') ? undefined : text || null;
}

const isOption = (field: Definition, value: unknown): value is string =>
  field.options.some((option) => option.code === value);

/** In the order of the list, each once: the same choice is then the same value. */
function checkChoices(value: unknown, field: Definition): StoredValue | undefined {
  if (!Array.isArray(value) || value.length > CHOICES_MAX) return undefined;
  if (!value.every((each) => isOption(field, each))) return undefined;
  const chosen = field.options.map(({ code }) => code).filter((code) => value.includes(code));
  return chosen.length === 0 ? null : chosen;
}

/** Archived options stay where they are and cannot be chosen anew. */
export function refuseArchivedChoice(
  field: Definition, old: StoredValue, next: StoredValue,
): void {
  const had = new Set(Array.isArray(old) ? old : [old]);
  const wanted = Array.isArray(next) ? next : [next];
  const archived = field.options.find((option) =>
    option.archived && wanted.includes(option.code) && !had.has(option.code));
  if (!archived) return;
  throw refuseField(customName(field.code),
    `«${field.name}»: «${archived.name}» убрано в архив, выберите другое.`);
}

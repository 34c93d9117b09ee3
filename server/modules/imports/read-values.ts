// Cells → values by the kind of the field. What stands in a file is what people type: «1 234,56 ₽»,
// an ИНН that Excel has taken for a number and robbed of its zero.
import { innFault, kppFault, ogrnFault } from '#contract/requisites';
import { type Cell, textOf, UNCOUNTED } from './file/cells.ts';
import type { Problem } from './problems.ts';
import type { ImportField, ValueKind, Values } from './field.ts';

type Read = { value: unknown } | { reason: string };
type Reader = (text: string, cell: Cell, field: ImportField) => Read;

const ok = (value: unknown): Read => ({ value });
const no = (reason: string): Read => ({ reason });

const FORMULA_ERROR = new RegExp('^#(N/A|Н/Д|REF!|ССЫЛКА!|VALUE!|ЗНАЧ!|DIV/0!|ДЕЛ/0!|NAME\\?'
  + '|ИМЯ\\?|NULL!|ПУСТО!|NUM!|ЧИСЛО!)');
const EXPONENT = /^\d([.,]\d+)?E\+\d+$/i;
const TEXT_MAX = 5000;
const MONEY_MAX = 1e15;
/** Of a long list so many are named. */
const NAMED_MAX = 6;

/** Digits that Excel has taken for a number lose the zeros in front. */
function requisite(lengths: readonly number[], fault: (text: string) => string | null): Reader {
  return (text, cell) => {
    if (EXPONENT.test(text)) {
      return no('Excel превратил номер в число с «E+»: верните столбцу текстовый формат.');
    }
    const plain = text.replace(/[\s-]/g, '').toUpperCase();
    const length = typeof cell === 'number'
      ? lengths.find((each) => each === plain.length + 1) : undefined;
    const value = length === undefined ? plain : plain.padStart(length, '0');
    const reason = fault(value);
    return reason ? no(reason) : ok(value);
  };
}

/** "1 234,56", "1,234.56", "1 234 ₽" → "1234.56"; null when it is no number. */
export function plainNumber(text: string): string | null {
  const bare = text.replace(/(₽|руб(лей|ля|ль)?\.?|р\.|RUB|%)\s*$/i, '')
    .replace(/[\s'’]/g, '').replace('−', '-');
  const lastComma = bare.lastIndexOf(',');
  const lastPoint = bare.lastIndexOf('.');
  const decimal = Math.max(lastComma, lastPoint);
  const groups = lastComma >= 0 && lastPoint >= 0 ? bare[decimal] === ',' ? /\./g : /,/g : null;
  const clean = (groups ? bare.replace(groups, '') : bare).replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(clean) ? clean : null;
}

/** «12,345» is twelve thousand to one program and twelve roubles to another. */
const UNCLEAR = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

const money: Reader = (text, cell) => {
  const plain = plainNumber(text);
  if (plain === null) return no('Нужна сумма числом, например 1234,56.');
  if (typeof cell === 'string' && UNCLEAR.test(cell.trim())) {
    return no(`«${text}»: тысячи или копейки? Напишите ${text.replace(/[.,]/, '')} или ${
      Number(plain).toFixed(2).replace('.', ',')}.`);
  }
  const kopecks = Math.round(Number(plain) * 100);
  return Math.abs(kopecks) <= MONEY_MAX ? ok(kopecks) : no('Слишком большая сумма.');
};

export const foldText = (text: string): string =>
  text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();

function optionOf(text: string, { options = [] }: ImportField): string | null {
  const word = foldText(text);
  return options.find(({ code, name }) => code === text || foldText(name) === word)?.code ?? null;
}

function noOption(text: string, { options = [] }: ImportField): Read {
  // A value is understood in several spellings; the first of them is its name.
  const values = [...new Map(options.toReversed().map(({ code, name }) => [code, name]))]
    .toReversed();
  const names = values.slice(0, NAMED_MAX).map(([, name]) => `«${name}»`).join(', ');
  const rest = values.length > NAMED_MAX ? '…' : '.';
  return no(`«${text.slice(0, 60)}»: такого значения нет, есть ${names}${rest}`);
}

const choice: Reader = (text, _cell, field) => {
  const code = optionOf(text, field);
  return code === null ? noOption(text, field) : ok(code);
};

const parts = (text: string) => text.split(/[,;\n]+/).map((part) => part.trim()).filter(Boolean);

const choices: Reader = (text, _cell, field) => {
  const whole = optionOf(text, field);
  if (whole !== null) return ok([whole]);
  const codes = parts(text).map((part) => optionOf(part, field) ?? { part });
  const strange = codes.find((code) => typeof code === 'object');
  return strange ? noOption(strange.part, field) : ok([...new Set(codes)]);
};

const text: Reader = (value, _cell, { maxLength = TEXT_MAX }) =>
  (value.length <= maxLength ? ok(value) : no(`Длиннее ${maxLength} знаков.`));

const id: Reader = (value) => {
  const digits = value.replace(/^С-/i, '');
  return /^\d{1,15}$/.test(digits) && Number(digits) > 0 ? ok(Number(digits))
    : no('Нужен номер записи.');
};

const READERS: Record<ValueKind, Reader> = {
  text, money, choice, choices, id,
  inn: requisite([10, 12], innFault),
  kpp: requisite([9], kppFault),
  ogrn: requisite([13, 15], ogrnFault),
  phones: text, emails: text,
  tags: (value) => ok(parts(value)),
  employee: text, department: text, group: text, pipeline: text, stage: text, source: text,
  // As it was in the sheet: a date of Excel is no text.
  custom: (value, cell) =>
    ok(typeof cell === 'object' && cell !== null ? cell.date : cell ?? value),
};

export type Column = { index: number; field: ImportField };

/** Values of the mapped cells. Several columns of one field are joined: phones, addresses. */
export function readValues(
  cells: readonly Cell[], columns: readonly Column[], clearEmpty: boolean,
): { values: Values; problems: Problem[] } {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const { index, field } of columns) {
    const cell = cells[index] ?? null;
    const content = textOf(cell);
    if (content === null) {
      if (clearEmpty && !(field.name in values)) values[field.name] = null;
      continue;
    }
    const fault = formulaFault(content);
    const read = fault ? no(fault) : READERS[field.kind](content, cell, field);
    if ('reason' in read) problems.push({ field: field.name, reason: read.reason });
    else values[field.name] = joined(values[field.name], read.value);
  }
  return { values, problems };
}

function formulaFault(content: string): string | null {
  if (content === UNCOUNTED) {
    return 'Формула без посчитанного значения: откройте файл в Excel, сохраните и загрузите снова.';
  }
  return FORMULA_ERROR.test(content) ? 'В ячейке ошибка формулы.' : null;
}

function joined(before: unknown, value: unknown): unknown {
  if (before === undefined || before === null) return value;
  if (Array.isArray(before) && Array.isArray(value)) return [...before, ...value];
  return typeof before === 'string' && typeof value === 'string' ? `${before}; ${value}` : value;
}

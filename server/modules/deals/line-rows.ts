// Lines of an offer as they are stored: checked one by one, with their sums.
import type { LineColumn, LineInput } from '#contract/deal-lines';
import { lineSums, type LineSums, type LineTerms } from '#contract/line-sums';
import { refuse, refuseField } from '#platform/refuse';

export type LineRow = Record<string, unknown> & LineSums & LineTerms;

/** A heading is stored beside the lines and counts for nothing. */
const SECTION: LineTerms & LineSums = {
  quantity: '0', price: '0', discountPercent: '0', discountKopecks: null, vatRate: 'none',
  vatIncluded: true, goodsKopecks: 0, sumKopecks: 0, vatKopecks: 0,
};

type Fault = [field: string, fits: boolean, reason: string];

const EXTRA_PATTERNS: Readonly<Record<LineColumn['type'], RegExp>> = {
  text: /^/, number: /^-?\d{1,15}(\.\d{1,6})?$/, date: /^\d{4}-\d{2}-\d{2}$/,
};

/** Rows for the table; the first fault is refused with the place of its line and field. */
export function toLineRows(lines: LineInput[], columns: LineColumn[]): LineRow[] {
  const typeOf = new Map(columns.map(({ code, type }) => [code, type]));
  const keys = new Set<string>();
  return lines.map((line, index) => {
    const row = toRow(line, index);
    if (line.key !== undefined && keys.has(line.key)) {
      throw refuseField(`lines[${index}].key`, `Строка ${index + 1}: такой ключ уже есть.`);
    }
    if (line.key !== undefined) keys.add(line.key);
    for (const [code, value] of Object.entries(line.extra ?? {})) {
      const type = typeOf.get(code);
      if (type && EXTRA_PATTERNS[type].test(value)) continue;
      throw refuseField(`lines[${index}].extra.${code}`, type
        ? `Строка ${index + 1}: значение не подходит столбцу.`
        : `Строка ${index + 1}: такого столбца нет.`);
    }
    return row;
  });
}

function termsOf(line: LineInput): LineTerms {
  const { vatIncluded = true, discountKopecks } = line;
  return {
    quantity: line.quantity, price: line.price, vatRate: line.vatRate, vatIncluded,
    // One discount, not two: the sum takes the place of the percent.
    discountPercent: discountKopecks ? '0' : line.discountPercent ?? '0',
    discountKopecks: discountKopecks || null,
  };
}

function toRow(line: LineInput, index: number): LineRow {
  const position = index + 1;
  const { extra = {} } = line;
  if (line.isSection) {
    return {
      ...SECTION, position, key: line.key ?? null, productId: null, article: null, unit: null,
      name: line.name.trim() || line.name, extra: null, isSection: true,
    };
  }
  const terms = termsOf(line);
  const sums = lineSums(terms);
  const faults: Fault[] = [
    ['quantity', Number(line.quantity) > 0, 'Количество должно быть больше нуля.'],
    ['discountPercent', Number(terms.discountPercent) <= 100, 'Скидка не больше 100 %.'],
    ['discountKopecks', sums.sumKopecks >= 0, 'Скидка больше суммы строки.'],
  ];
  const fault = faults.find(([, fits]) => !fits);
  if (fault) {
    const [field, , reason] = fault;
    throw refuse('field.invalid', `Строка ${position}: ${reason}`,
      [{ field: `lines[${index}].${field}`, reason }]);
  }
  return {
    ...terms, ...sums, position,
    key: line.key ?? null, productId: line.productId ?? null, article: line.article || null,
    name: line.name.trim() || line.name, unit: line.unit || null,
    extra: Object.keys(extra).length > 0 ? extra : null, isSection: false,
  };
}

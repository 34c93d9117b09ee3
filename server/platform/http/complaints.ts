// What a schema complains about, in words for the person who wrote the request: one reason a field,
// with what would have been right where it can be named.
import type { FieldProblem } from '#contract/errors';
import { plural } from '#contract/plural';
import { DAY_PATTERN } from '#contract/primitives';

type Params = Record<string, unknown>;

/** One complaint of the validator of bodies and queries. */
export type Complaint = {
  instancePath: string;
  keyword: string;
  params: Params;
  message?: string;
};

/** In the genitive: «21 знака», «22 знаков». */
const ofSigns = ({ limit }: Params) =>
  `${limit} ${plural(Number(limit), 'знака', 'знаков', 'знаков')}`;
const ofRows = ({ limit }: Params) =>
  `${limit} ${plural(Number(limit), 'строки', 'строк', 'строк')}`;

const REASONS: Record<string, (params: Params) => string> = {
  required: () => 'Поле обязательно.',
  additionalProperties: () => 'Такого поля нет.',
  minLength: (p) => (p.limit === 1 ? 'Поле не заполнено.' : `Не короче ${ofSigns(p)}.`),
  maxLength: (p) => `Не длиннее ${ofSigns(p)}.`,
  minimum: (p) => `Не меньше ${p.limit}.`,
  maximum: (p) => `Не больше ${p.limit}.`,
  minItems: (p) => `Не меньше ${ofRows(p)}.`,
  maxItems: (p) => `Не больше ${ofRows(p)}.`,
  uniqueItems: () => 'Строки повторяются.',
  pattern: ({ pattern }) => (pattern === DAY_PATTERN
    ? 'Это не дата.' : 'Значение записано не в том виде.'),
  format: () => 'Значение записано не в том виде.',
  signs: () => 'Текст содержит недопустимые знаки.',
  depth: () => 'Значение вложено слишком глубоко.',
};

/** Said of a branch of a union that was not meant, as often as of the one that was. */
const LOOSE = new Set(['type', 'const', 'enum', 'anyOf']);

const TYPES: Record<string, string> = {
  string: 'строка', integer: 'целое число', number: 'число', boolean: 'true или false',
  array: 'список', object: 'объект', null: 'null',
};

const ALLOWED_SAID_MAX = 20;

/** "/lines/3/price" → "lines[3].price". */
function fieldOf(error: Complaint): string {
  const extra = error.params.missingProperty ?? error.params.additionalProperty;
  const parts = error.instancePath.split('/').slice(1);
  if (extra !== undefined) parts.push(String(extra));
  return parts
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index > 0 ? '.' : ''}${part}`))
    .join('');
}

/** `rows[0].sum` and `rows[0]` are parts of `rows`, `rowsTotal` is not; all are of the body. */
const isWithin = (part: string, whole: string): boolean => part !== whole
  && (whole === '' || (part.startsWith(whole) && /^[.[]/.test(part.slice(whole.length))));

/** Each branch of a union complains by itself; a person wants to hear what to write. */
export function complaintProblems(
  complaints: readonly Complaint[], context: string | undefined,
): FieldProblem[] {
  const isQuery = context === 'querystring';
  const fields = [...Map.groupBy(complaints, fieldOf)];
  return fields.flatMap(([field, errors]) => {
    const inside = fields.some(([other]) => isWithin(other, field));
    const isUnion = errors.every(({ keyword }) => keyword === 'anyOf');
    if (isUnion && inside) return [];
    return reasonsOf(errors, isQuery).map((reason) => ({ field, reason }));
  });
}

function reasonsOf(errors: readonly Complaint[], isQuery: boolean): string[] {
  const sharp = errors.filter(({ keyword }) => !LOOSE.has(keyword));
  if (sharp.length > 0) return [...new Set(sharp.map((error) => sharpReason(error, isQuery)))];
  const allowed = errors.flatMap(({ keyword, params }) => (keyword === 'const'
    ? [params.allowedValue] : keyword === 'enum' ? params.allowedValues as unknown[] : []));
  if (allowed.length > 0) return [allowedReason([...new Set(allowed)])];
  const types = errors.flatMap(({ keyword, params }) =>
    (keyword === 'type' ? String(params.type).split(',') : []));
  if (types.length === 0) return ['Значение не подходит ни под один допустимый вид.'];
  const words = new Set(types.map((type) => TYPES[type] ?? type));
  return [`Ожидается ${[...words].join(' или ')}.`];
}

function sharpReason({ keyword, params }: Complaint, isQuery: boolean): string {
  if (isQuery && keyword === 'additionalProperties') return 'Такого параметра нет.';
  return REASONS[keyword]?.(params) ?? 'Значение не подходит.';
}

/** The values stand in the description of the API anyway. */
function allowedReason(allowed: readonly unknown[]): string {
  return allowed.length <= ALLOWED_SAID_MAX ? `Допускается: ${allowed.join(', ')}.`
    : 'Такое значение не допускается.';
}

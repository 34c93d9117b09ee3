// A checked filter plus a catalogue → conditions with values of the right types. Everything that
// the grammar offers is reduced here to five kinds, so that SQL and the evaluator cannot differ.
import type { Filter, FilterOperator } from '#contract/listing';
import { type Catalogue, type Field, type HiddenGroups, requireField } from './catalogue.ts';
import { foldText } from './fold-text.ts';
import { expectedOf, readValue, type Scalar } from './read-value.ts';
import { boundsOfDay, type DateFrame, parseWhen, type When } from './relative-date.ts';
import { checkFilter, wrong } from './parse-filter.ts';

export type Comparison = 'eq' | 'lt' | 'lte' | 'gt' | 'gte';

export type Condition =
  | { kind: 'and' | 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'compare'; field: Field; operator: Comparison; value: Scalar }
  | { kind: 'oneOf'; field: Field; values: Scalar[] }
  | { kind: 'like'; field: Field; place: 'contains' | 'startsWith'; folded: string }
  | { kind: 'empty'; field: Field };

export type FilterFrame = DateFrame & { hidden: HiddenGroups };

export const NEVER: Condition = { kind: 'or', parts: [] };
/** Lists longer than this belong into a saved selection, not into a URL. */
const CHOICES_MAX = 1000;

/** Throws 'filter.invalid' that names the field, the operator or the expected type. */
export function resolveFilter(
  catalogue: Catalogue, filter: Filter, frame: FilterFrame,
): Condition {
  return resolveNode(catalogue, checkFilter(filter) as Record<string, unknown>, frame);
}

type Node = Record<string, unknown>;

function resolveNode(catalogue: Catalogue, node: Node, frame: FilterFrame): Condition {
  const parts: Condition[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (key === 'and' || key === 'or') {
      const inner = (value as Node[]).map((part) => resolveNode(catalogue, part, frame));
      parts.push({ kind: key, parts: inner });
    } else if (key === 'not') {
      parts.push({ kind: 'not', part: resolveNode(catalogue, value as Node, frame) });
    } else {
      const field = requireField(catalogue, key, frame.hidden);
      for (const [operator, operand] of Object.entries(value as Node)) {
        parts.push(resolveLeaf(field, operator as FilterOperator, operand, frame));
      }
    }
  }
  return parts.length === 1 ? parts[0]! : { kind: 'and', parts };
}

function resolveLeaf(
  field: Field, operator: FilterOperator, operand: unknown, frame: FilterFrame,
): Condition {
  if (!field.operators.includes(operator)) {
    throw wrong(`Операция «${operator}» не подходит полю «${field.name}»`, field.name);
  }
  switch (operator) {
    case 'empty': return resolveEmpty(field, operand);
    case 'contains':
    case 'startsWith': return resolveLike(field, operator, operand);
    case 'in': return resolveOneOf(field, operand, frame);
    case 'nin': return { kind: 'not', part: resolveOneOf(field, operand, frame) };
    case 'ne': return { kind: 'not', part: compare(field, 'eq', operand, frame) };
    case 'between': return resolveBetween(field, operand, frame);
    default: return compare(field, operator, operand, frame);
  }
}

function resolveEmpty(field: Field, operand: unknown): Condition {
  if (typeof operand !== 'boolean') {
    throw wrong(`Операция «empty» поля «${field.name}» ждёт true или false`, field.name);
  }
  const empty: Condition = { kind: 'empty', field };
  return operand ? empty : { kind: 'not', part: empty };
}

function resolveLike(
  field: Field, place: 'contains' | 'startsWith', operand: unknown,
): Condition {
  if (operand === null) return NEVER;
  const text = readValue(field, operand);
  return { kind: 'like', field, place, folded: foldText(String(text)) };
}

function resolveOneOf(field: Field, operand: unknown, frame: FilterFrame): Condition {
  if (!Array.isArray(operand)) throw wrong(`Поле «${field.name}» ждёт список значений`, field.name);
  if (operand.length > CHOICES_MAX) {
    throw wrong(`У поля «${field.name}» больше ${CHOICES_MAX} значений`, field.name);
  }
  const read = (item: unknown): Scalar => field.type === 'date'
    ? readWhen(field, item, frame).text
    : readValue(field, item);
  return { kind: 'oneOf', field, values: operand.filter((item) => item !== null).map(read) };
}

function resolveBetween(field: Field, operand: unknown, frame: FilterFrame): Condition {
  if (!Array.isArray(operand) || operand.length !== 2) {
    throw wrong(`Операция «between» поля «${field.name}» ждёт два значения`, field.name);
  }
  const from = compare(field, 'gte', operand[0], frame);
  const to = compare(field, 'lte', operand[1], frame);
  return { kind: 'and', parts: [from, to] };
}

/** A comparison with null is false, whatever the row holds. */
function compare(
  field: Field, operator: Comparison, operand: unknown, frame: FilterFrame,
): Condition {
  if (operand === null) return NEVER;
  if (field.type !== 'date' && field.type !== 'moment') {
    return { kind: 'compare', field, operator, value: readValue(field, operand) };
  }
  const when = readWhen(field, operand, frame);
  if (field.type === 'moment' && when.kind === 'day') {
    return compareDay(field, operator, boundsOfDay(when.text, frame.timeZone));
  }
  return { kind: 'compare', field, operator, value: when.text };
}

function readWhen(field: Field, operand: unknown, frame: FilterFrame): When {
  const when = typeof operand === 'string' ? parseWhen(operand, frame) : null;
  if (when && (field.type === 'moment' || when.kind === 'day')) return when;
  throw wrong(`Поле «${field.name}»: ожидается ${expectedOf(field)}`, field.name);
}

/** A moment against a day: `lte` a day means until its end, `gt` means after its end. */
function compareDay(
  field: Field, operator: Comparison, day: { from: string; until: string },
): Condition {
  const bound = (name: Comparison, value: string): Condition =>
    ({ kind: 'compare', field, operator: name, value });
  switch (operator) {
    case 'eq': return { kind: 'and', parts: [bound('gte', day.from), bound('lt', day.until)] };
    case 'lt': return bound('lt', day.from);
    case 'lte': return bound('lt', day.until);
    case 'gt': return bound('gte', day.until);
    case 'gte': return bound('gte', day.from);
  }
}

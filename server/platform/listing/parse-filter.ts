// The shape of a filter: JSON → checked tree. What its fields mean is decided by a catalogue later,
// so a wrong operator is named in the same words whether or not the field may be read.
import {
  FILTER_LEAVES_MAX, FILTER_OPERATORS, type Filter, type FilterOperator,
} from '#contract/listing';
import { refuse, type Refusal } from '#platform/refuse';

/** Deeper nesting than people write; keeps recursion and the planner within bounds. */
export const FILTER_DEPTH_MAX = 10;
const FILTER_TEXT_MAX = 20_000;

const OPERATORS: ReadonlySet<string> = new Set(FILTER_OPERATORS);

/** Parses the text of `filter=`; absent or blank means no condition. */
export function parseFilter(text: string | undefined): Filter {
  if (text === undefined || text.trim() === '') return {};
  if (text.length > FILTER_TEXT_MAX) throw wrong('Условие слишком длинное');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrong('Условие — не JSON');
  }
  return checkFilter(value);
}

/** Checks a filter that came as a value: a saved view, a rule. */
export function checkFilter(value: unknown): Filter {
  const leaves = { count: 0 };
  checkNode(value, 1, leaves);
  return value as Filter;
}

/** The refusal of every wrong filter. */
export function wrong(detail: string, field?: string): Refusal {
  return refuse('filter.invalid', detail, field ? [{ field, reason: detail }] : undefined);
}

/** Whether the name is one of the grammar's operators. */
export function isOperator(name: string): name is FilterOperator {
  return OPERATORS.has(name);
}

function checkNode(node: unknown, depth: number, leaves: { count: number }): void {
  if (depth > FILTER_DEPTH_MAX) throw wrong(`Вложенность условия больше ${FILTER_DEPTH_MAX}`);
  if (!isObject(node)) throw wrong('Условие должно быть объектом {"поле": {"операция": значение}}');
  for (const [key, value] of Object.entries(node)) {
    if (key === 'and' || key === 'or') {
      if (!Array.isArray(value)) throw wrong(`После «${key}» нужен массив условий`);
      for (const part of value) checkNode(part, depth + 1, leaves);
    } else if (key === 'not') {
      checkNode(value, depth + 1, leaves);
    } else {
      checkLeaf(key, value, leaves);
    }
  }
}

function checkLeaf(name: string, value: unknown, leaves: { count: number }): void {
  const field = name.slice(0, 100);
  if (!isObject(value)) throw wrong(`У поля «${field}» нужна операция: {"eq": значение}`, field);
  for (const operator of Object.keys(value)) {
    if (!isOperator(operator)) {
      throw wrong(`Неизвестная операция «${operator.slice(0, 100)}» у поля «${field}»`, field);
    }
    leaves.count += 1;
    if (leaves.count > FILTER_LEAVES_MAX) throw wrong(`Больше ${FILTER_LEAVES_MAX} условий`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// Unknown keys are kept, never an error; but what cannot be stored in jsonb must say so by name.
import type { Extra } from '#contract/onec-rows';
import { EXTRA_DEPTH_MAX, EXTRA_NODES_MAX, LONG_TEXT_MAX } from './limits.ts';
import { labelOf } from './problem.ts';
import { isStorable, unstorable } from './read-text.ts';
import { isFields, note, shown, type Fields, type Reading } from './reading.ts';

/** Keys of `fields` outside `known`, joined with the entries of the wire's own `extra`. */
export function readExtra(r: Reading, fields: Fields, known: ReadonlySet<string>): Extra {
  const extra: Extra = {};
  for (const key in fields) {
    if (known.has(key)) continue;
    const value = fields[key];
    if (value !== undefined && isKeepable(r, key, value)) put(extra, key, value);
  }
  const own = fields['extra'];
  if (own === undefined || own === null) return extra;
  if (!isFields(own)) {
    note(r, 'extra', `Дополнительные поля ${shown(own)}: нужен объект`);
    return extra;
  }
  for (const key of Object.keys(own)) {
    if (isKeepable(r, `extra.${key}`, own[key])) put(extra, key, own[key]);
  }
  return extra;
}

/** An object of free keys, such as the attributes of a product. */
export function readObject(r: Reading, fields: Fields, key: string): Extra {
  const value = fields[key];
  const result: Extra = {};
  if (value === undefined || value === null) return result;
  if (!isFields(value)) {
    note(r, key, `${labelOf(key)} ${shown(value)}: нужен объект`);
    return result;
  }
  for (const name of Object.keys(value)) {
    if (isKeepable(r, `${key}.${name}`, value[name])) put(result, name, value[name]);
  }
  return result;
}

/** Defined, not assigned: a key `__proto__` must stay data. */
function put(target: Extra, key: string, value: unknown): void {
  if (key !== '__proto__') target[key] = value;
  else Object.defineProperty(target, key, {
    value, enumerable: true, configurable: true, writable: true,
  });
}

function isKeepable(r: Reading, path: string, value: unknown): boolean {
  if (typeof value === 'string' && value.length <= LONG_TEXT_MAX && isStorable(value)) {
    if (isStorable(path)) return true;
  }
  const fault = faultOf(path, value);
  if (fault === null) return true;
  const shownPath = path.slice(0, 100).toWellFormed().replaceAll('\0', '\ufffd');
  if (fault === 'unstorable') unstorable(r, shownPath);
  else note(r, shownPath, `${labelOf(shownPath)}: ${fault}`);
  return false;
}

/** Walks with an own stack: JSON nested a million deep must not end the process. */
function faultOf(path: string, value: unknown): string | null {
  const stack: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  if (!isStorable(path)) return 'unstorable';
  let nodes = 0;
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    nodes += 1;
    if (nodes > EXTRA_NODES_MAX) return `больше ${EXTRA_NODES_MAX} вложенных значений`;
    if (next.depth > EXTRA_DEPTH_MAX) return `вложенность больше ${EXTRA_DEPTH_MAX}`;
    const fault = leafFault(next.value);
    if (fault !== null) return fault;
    if (next.value === null || typeof next.value !== 'object') continue;
    for (const [key, child] of Object.entries(next.value)) {
      if (!isStorable(key)) return 'unstorable';
      stack.push({ value: child, depth: next.depth + 1 });
    }
  }
  return null;
}

function leafFault(value: unknown): string | null {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'число вне пределов';
  if (typeof value !== 'string') return null;
  if (value.length > LONG_TEXT_MAX) return `строка длиннее ${LONG_TEXT_MAX} знаков`;
  return isStorable(value) ? null : 'unstorable';
}

// Readers of lists: table parts of documents and the phones and e-mails of a person.
import { labelOf } from './problem.ts';
import { isStorable, unstorable } from './read-text.ts';
import { isFields, note, shown, type Fields, type Reading } from './reading.ts';
import { REACH_MAX, SHORT_TEXT_MAX } from './limits.ts';

/** Every element by `read`; the current line is known to the errors noted meanwhile. */
export function readList<T>(
  r: Reading,
  value: unknown,
  list: { key: string; max: number },
  read: (r: Reading, fields: Fields) => T,
): T[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    note(r, list.key, `${labelOf(list.key)} ${shown(value)}: нужен список`);
    return [];
  }
  if (value.length > list.max) {
    note(r, list.key, `${labelOf(list.key)}: ${value.length} штук, допустимо ${list.max}`);
    return [];
  }
  const rows: T[] = [];
  for (let index = 0; index < value.length; index += 1) {
    const fields: unknown = value[index];
    if (!isFields(fields)) {
      note(r, `${list.key}[${index}]`, `Строка ${index + 1}: ${shown(fields)}, нужен объект`);
      continue;
    }
    r.list = list.key;
    r.index = index;
    rows.push(read(r, fields));
    r.list = '';
  }
  return rows;
}

/** Texts in order, blanks dropped, repeats dropped. */
export function readTexts(r: Reading, fields: Fields, key: string): string[] {
  const value = fields[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > REACH_MAX) {
    note(r, key, `${labelOf(key)}: нужен список не длиннее ${REACH_MAX}`);
    return [];
  }
  const texts = new Set<string>();
  for (const [index, element] of (value as unknown[]).entries()) {
    if (element === null) continue;
    if (typeof element !== 'string' || element.length > SHORT_TEXT_MAX) {
      const said = `${labelOf(key)}, ${index + 1}-й: нужна строка до ${SHORT_TEXT_MAX} знаков`;
      note(r, `${key}[${index}]`, said);
    } else if (!isStorable(element)) unstorable(r, `${key}[${index}]`);
    else if (element.trim() !== '') texts.add(element.trim());
  }
  return [...texts];
}

// One record of the file as a small tree, and how to look into it.

export type Element = {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  /** Own text, trimmed when read. */
  text: string;
  line: number;
};

export function childOf(element: Element, name: string): Element | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** `Налоги/Налог` and the like: items of a list element, none when it is absent. */
export function itemsOf(element: Element, list: string, item: string): Element[] {
  const found: Element[] = [];
  for (const child of element.children) {
    if (child.name !== list) continue;
    for (const inner of child.children) if (inner.name === item) found.push(inner);
  }
  return found;
}

/** Trimmed text of a child; absent and blank are null, because 1C pads and leaves empty. */
export function textOf(element: Element, name: string): string | null {
  const child = childOf(element, name);
  return child ? trimmed(child.text) : null;
}

export function trimmed(text: string | undefined): string | null {
  const plain = text?.trim();
  return plain ? plain : null;
}

/** `ЗначенияРеквизитов`: name → value. A repeated name keeps every value, a line each. */
export function requisitesOf(element: Element): Record<string, string> {
  return pairsOf(itemsOf(element, 'ЗначенияРеквизитов', 'ЗначениеРеквизита'));
}

/** `ХарактеристикиТовара`: name → value. */
export function characteristicsOf(element: Element): Record<string, string> {
  return pairsOf(itemsOf(element, 'ХарактеристикиТовара', 'ХарактеристикаТовара'));
}

function pairsOf(items: readonly Element[]): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (const item of items) {
    const name = textOf(item, 'Наименование');
    const value = textOf(item, 'Значение');
    if (name === null || value === null || name === '__proto__') continue;
    const before = Object.hasOwn(pairs, name) ? `${pairs[name]}\n` : '';
    pairs[name] = `${before}${value}`;
  }
  return pairs;
}

const RAW_MAX = 64_000;

/** The record as XML again, for the person who mends it; cut at 64,000 characters. */
export function printElement(element: Element): string {
  const parts: string[] = [];
  let length = 0;
  const put = (text: string): void => {
    if (length > RAW_MAX) return;
    parts.push(text);
    length += text.length;
  };
  const print = (node: Element, indent: string): void => {
    if (length > RAW_MAX) return;
    const attributes = Object.entries(node.attributes)
      .map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
    const text = escaped(node.text.trim());
    if (node.children.length === 0) {
      put(`${indent}<${node.name}${attributes}>${text}</${node.name}>\n`);
      return;
    }
    put(`${indent}<${node.name}${attributes}>${text}\n`);
    for (const child of node.children) print(child, `${indent}  `);
    put(`${indent}</${node.name}>\n`);
  };
  print(element, '');
  const whole = parts.join('');
  return whole.length > RAW_MAX ? `${whole.slice(0, RAW_MAX)}\n…` : whole;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

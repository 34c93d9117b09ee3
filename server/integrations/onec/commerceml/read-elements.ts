// Streams a file: only one record of it is in memory at a time. Measured on a 60 MB file in the
// bench; a DOM of the same file takes half a gigabyte.
import { SaxesParser } from 'saxes';
import { openText, PROBE_BYTES, type Encoding, type TextDecoding } from './decode-text.ts';
import type { Element } from './element.ts';
import { FileProblem, xmlReason } from './problem.ts';

/** `open` and `close` are elements around records; `record` is a whole record. */
export type ElementEvent =
  | { kind: 'open'; element: Element; path: readonly string[] }
  | { kind: 'close'; element: Element; path: readonly string[] }
  | { kind: 'record'; element: Element; path: readonly string[] };

export type ElementReader = {
  encoding: () => Encoding | null;
  /** Line that the parser has reached. */
  line: () => number;
  /** Feeds bytes; throws FileProblem when the file cannot be read further. */
  push: (bytes: Uint8Array) => void;
  finish: () => void;
  /** What has been read since the last call; also after `push` threw. */
  take: () => ElementEvent[];
};

const DEPTH_MAX = 64;
/** One document of 10,000 lines has about 300,000 nodes. */
const RECORD_NODES_MAX = 600_000;
const RECORD_TEXT_MAX = 64_000_000;

/** `isRecord` tells by the name and the names around it which elements are captured whole. */
export function elementReader(
  isRecord: (name: string, path: readonly string[]) => boolean,
): ElementReader {
  const builder = treeBuilder(isRecord);
  let decoding: TextDecoding | null = null;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const write = (text: string): void => builder.write(text);
  const open = (): void => {
    const probe = Buffer.concat(waiting);
    waiting = [];
    decoding = openText(probe.subarray(0, PROBE_BYTES));
    write(decoding.decode(probe));
  };
  return {
    encoding: () => decoding?.encoding ?? null,
    line: builder.line,
    push(bytes) {
      if (decoding) return write(decoding.decode(bytes));
      waiting.push(bytes);
      waitingBytes += bytes.length;
      if (waitingBytes >= PROBE_BYTES) open();
    },
    finish() {
      if (!decoding) open();
      write(decoding!.finish());
      builder.close();
    },
    take: builder.take,
  };
}

type Builder = {
  write: (text: string) => void; close: () => void; line: () => number; take: () => ElementEvent[];
};

function treeBuilder(isRecord: (name: string, path: readonly string[]) => boolean): Builder {
  const parser = new SaxesParser({ xmlns: false, fragment: false });
  const path: string[] = [];
  const around: Element[] = [];
  const inside: Element[] = [];
  let events: ElementEvent[] = [];
  let size = { nodes: 0, text: 0 };
  let started = false;
  let skippedLines = 0;

  parser.on('error', (error) => { throw new FileProblem(xmlReason(error.message)); });
  parser.on('opentag', (tag) => {
    if (path.length + inside.length >= DEPTH_MAX) {
      throw new FileProblem('XML вложен слишком глубоко');
    }
    const element = newElement(tag, parser.line + skippedLines);
    const parent = inside.at(-1);
    if (parent) {
      size.nodes += 1;
      parent.children.push(element);
      inside.push(element);
    } else if (isRecord(element.name, path)) {
      size = { nodes: 1, text: 0 };
      inside.push(element);
    } else {
      events.push({ kind: 'open', element, path: [...path] });
      path.push(element.name);
      around.push(element);
    }
  });
  const addText = (text: string): void => {
    const target = inside.at(-1) ?? around.at(-1);
    if (!target) return;
    // Text between records is only layout; what little a section says of itself fits here.
    if (inside.length === 0 && target.text.length > 1000) return;
    target.text += text;
    size.text += text.length;
    if (size.text > RECORD_TEXT_MAX || size.nodes > RECORD_NODES_MAX) {
      throw new FileProblem('Одна запись файла слишком велика: возможно, не закрыт её элемент');
    }
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = inside.pop();
    if (!element) {
      path.pop();
      events.push({ kind: 'close', element: around.pop()!, path: [...path] });
      size.text = 0;
    } else if (inside.length === 0) {
      events.push({ kind: 'record', element, path: [...path] });
      size.text = 0;
    }
  });
  return {
    write(text) {
      if (started) return void parser.write(text);
      // Some exchanges put blanks before the declaration, which XML itself forbids.
      const plain = text.replace(/^[\s\uFEFF]+/, '');
      skippedLines += text.slice(0, text.length - plain.length).split('\n').length - 1;
      started = plain !== '';
      if (started) parser.write(plain);
    },
    close: () => void parser.close(),
    line: () => parser.line + skippedLines,
    take: () => { const taken = events; events = []; return taken; },
  };
}

function newElement(
  tag: { name: string; attributes: Record<string, unknown> }, line: number,
): Element {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(tag.attributes)) attributes[name] = String(value);
  const colon = tag.name.indexOf(':');
  return { name: tag.name.slice(colon + 1), attributes, children: [], text: '', line };
}

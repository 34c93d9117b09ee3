// A file of CommerceML 2.03–3.1 as a stream of records. One bad record is quarantined and its
// neighbours are delivered; a broken file delivers what stood before the break and says where.
import type {
  CmlDocument, CmlQuarantine, CommercemlRecord, Place,
} from '#contract/commerceml-rows';
import { type Element, printElement, textOf } from './element.ts';
import { parseCounterparty } from './parse-counterparty.ts';
import { parseDocument, subordinatesOf } from './parse-document.ts';
import {
  parseGroups, parseOffer, parsePriceType, parseProduct, parseProperty, parseUnit, parseWarehouse,
} from './parse-product.ts';
import { FileProblem, RecordProblem } from './problem.ts';
import { elementReader, type ElementEvent, type ElementReader } from './read-elements.ts';
import { readFlag, readMoment } from './read-values.ts';

const ROOTS = new Set([
  'КоммерческаяИнформация', 'Классификатор', 'Каталог', 'ПакетПредложений', 'Документ',
]);

const SECTIONS: Readonly<Record<string, 'classifier' | 'catalogue' | 'offers'>> = {
  'Классификатор': 'classifier', 'Каталог': 'catalogue', 'ПакетПредложений': 'offers',
  'ИзмененияПакетаПредложений': 'offers',
};

/** What may stand right below the root; anything else is a section that we do not know. */
const WRAPPERS = new Set([
  ...Object.keys(SECTIONS), 'Контейнер', 'Документы', 'Контрагенты', 'Группы', 'Свойства',
  'ТипыЦен', 'Склады', 'ЕдиницыИзмерения', 'Товары', 'Предложения', 'Ид', 'Наименование',
]);

type Parser = (element: Element, place: Place) => CommercemlRecord[];

const PARSERS: Readonly<Record<string, Parser>> = {
  'Группа': (element, place) => parseGroups(element, place, null),
  'Свойство': (element, place) => [parseProperty(element, place)],
  'СвойствоНоменклатуры': (element, place) => [parseProperty(element, place)],
  'ТипЦены': (element, place) => [parsePriceType(element, place)],
  'Склад': (element, place) => [parseWarehouse(element, place)],
  'ЕдиницаИзмерения': (element, place) => [parseUnit(element, place)],
  'Товар': (element, place) => [parseProduct(element, place)],
  'Предложение': (element, place) => [parseOffer(element, place)],
  'Контрагент': (element, place) => [
    { kind: 'counterparty', ...place, ...parseCounterparty(element) },
  ],
  // The seller itself: its names must not be taken for a customer's.
  'Владелец': () => [],
  'Документ': () => [],
};

type Progress = {
  file: string;
  out: CommercemlRecord[];
  containers: number;
  /** Documents of the open container wait for each other. */
  waiting: CmlDocument[] | null;
  /** Inside of a section that we do not know. */
  skipping: boolean;
};

/**
 * Reads `source` to its end. `file` is the name that records carry. Never throws for what the file
 * says; only for what its source does.
 */
export async function* readCommerceml(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, file: string,
): AsyncGenerator<CommercemlRecord> {
  const reader = elementReader((name) => Object.hasOwn(PARSERS, name));
  const progress: Progress = { file, out: [], containers: 0, waiting: null, skipping: false };
  let fault: FileProblem | null = null;
  for await (const bytes of source) {
    fault = attempt(() => reader.push(bytes));
    fault = collect(reader, progress) ?? fault;
    yield* progress.out.splice(0);
    if (fault) break;
  }
  if (!fault) {
    fault = attempt(() => reader.finish());
    fault = collect(reader, progress) ?? fault;
  }
  closeContainer(progress);
  yield* progress.out.splice(0);
  const place = { file, line: reader.line() };
  if (fault) yield { ...unread(place, fault.message), fatal: true };
  yield { kind: 'end', ...place, complete: fault === null };
}

function attempt(work: () => void): FileProblem | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof FileProblem) return error;
    throw error;
  }
}

function unread(place: Place, reason: string): CmlQuarantine {
  return { kind: 'quarantine', ...place, reason, element: null, id: null, raw: null, fatal: false };
}

/** Turns what the reader has into records; a foreign root is a fault of the whole file. */
function collect(reader: ElementReader, progress: Progress): FileProblem | null {
  for (const event of reader.take()) {
    if (event.path.length === 0 && event.kind !== 'close' && !ROOTS.has(event.element.name)) {
      return new FileProblem(`Это не CommerceML: корень файла — «${event.element.name}»`);
    }
    if (event.kind === 'open') opened(event, reader, progress);
    else if (event.kind === 'close') closed(event, progress);
    else if (!progress.skipping) recorded(event.element, progress);
  }
  return null;
}

function opened(event: ElementEvent, reader: ElementReader, progress: Progress): void {
  const { element, path } = event;
  const place = { file: progress.file, line: element.line };
  if (path.length === 0) {
    const version = element.attributes['ВерсияСхемы'] ?? null;
    const formedAt = readMoment(element.attributes['ДатаФормирования']);
    const encoding = reader.encoding() ?? '';
    progress.out.push({ kind: 'file', ...place, version, formedAt, encoding });
  }
  if (path.length === 1 && !WRAPPERS.has(element.name)) {
    progress.skipping = true;
    const reason = `Раздел «${element.name}» не известен и пропущен`;
    progress.out.push({ ...unread(place, reason), element: element.name });
  }
  const section = SECTIONS[element.name];
  if (section && !progress.skipping) {
    const onlyChanges = readFlag(element.attributes['СодержитТолькоИзменения']);
    progress.out.push({ kind: 'section', ...place, section, onlyChanges });
  }
  if (element.name === 'Контейнер') {
    progress.containers += 1;
    progress.waiting = [];
  }
}

function closed(event: ElementEvent, progress: Progress): void {
  if (event.path.length === 1) progress.skipping = false;
  if (event.element.name === 'Контейнер') closeContainer(progress);
}

function recorded(element: Element, progress: Progress): void {
  if (element.name === 'Документ') return recordDocument(element, progress);
  const parse = PARSERS[element.name]!;
  take(element, progress, () => {
    progress.out.push(...parse(element, { file: progress.file, line: element.line }));
  });
}

function recordDocument(element: Element, progress: Progress): void {
  const container = progress.waiting ? progress.containers : null;
  const put = (document: CmlDocument): void => {
    (progress.waiting ?? progress.out).push(document);
  };
  take(element, progress, () => {
    const document = parseDocument(element, { file: progress.file, line: element.line });
    put({ ...document, container, orderId: orderByBasis(document) });
  });
  const orderId = textOf(element, 'Ид');
  for (const inner of subordinatesOf(element)) {
    take(inner, progress, () => {
      const document = parseDocument(inner, { file: progress.file, line: inner.line });
      const role = document.role ?? textOf(element, 'Роль');
      put({ ...document, role, container, orderId });
    });
  }
}

function orderByBasis(document: CmlDocument): string | null {
  return document.operation === 'order' ? null : document.basisId;
}

/** A document without a basis belongs to the only order of its container. */
function closeContainer(progress: Progress): void {
  const documents = progress.waiting ?? [];
  const orders = documents.filter((document) => document.operation === 'order');
  const only = orders.length === 1 ? orders[0]!.id : null;
  for (const document of documents) {
    const orderId = document.operation === 'order' ? null : (document.orderId ?? only);
    progress.out.push({ ...document, orderId });
  }
  progress.waiting = null;
}

function take(element: Element, progress: Progress, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof RecordProblem)) throw error;
    const place = { file: progress.file, line: error.line ?? element.line };
    progress.out.push({
      ...unread(place, error.message), element: element.name, id: textOf(element, 'Ид'),
      raw: printElement(element),
    });
  }
}

// An event of the log in Russian words. Pure: the screen only places them.
import type { TimelineItem } from '#contract/timeline';
import { ruCommands } from '../../texts/ru-commands.ts';
import { ruEvents } from '../../texts/ru-events.ts';
import { formatDay, formatMoney, formatMoment, formatPercent } from '../../ui/format.ts';
import { calendarChanges } from './calendar-words.ts';
import type { FieldChange } from './field-change.ts';

export type EventWords = {
  title: string;
  /** «Обмен с 1С», a person, the program. */
  who: string;
  meaning?: 'ok' | 'warn' | 'bad';
  icon: 'money' | 'order' | 'shipment' | 'stage' | 'task' | 'comment' | 'transfer' | 'edit'
    | 'deferral' | 'file';
  changes: FieldChange[];
  note?: string;
};

type Document = { number: string; kopecks: number; state: string };
type Change = { old: unknown; new: unknown; label?: string; kind?: string };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T/;
/** One change of a long text would push everything else away. */
const TEXT_MAX = 160;

function wordsOfObject(value: Record<string, unknown>): string {
  if (typeof value.name === 'string') return value.name;
  if (typeof value.count === 'number') {
    const sum = typeof value.sumKopecks === 'number' ? `, ${formatMoney(value.sumKopecks)}` : '';
    const vat = typeof value.vatKopecks === 'number'
      ? `, ${ruEvents.vat(formatMoney(value.vatKopecks))}` : '';
    return `${ruEvents.lines(value.count)}${sum}${vat}`;
  }
  const named = Object.entries(value).filter(([, text]) => typeof text === 'string');
  if (named.length > 0) return named.map(([name, text]) => `${name}: ${text}`).join(', ');
  return ruEvents.empty;
}

function wordsOfNumber(field: string, value: number): string {
  if (field.endsWith('Kopecks')) return formatMoney(value);
  return field.endsWith('Percent') ? formatPercent(value) : String(value);
}

function wordsOfText(text: string): string {
  if (DAY.test(text)) return formatDay(text);
  if (MOMENT.test(text)) return formatMoment(text);
  return ruEvents.values[text] ?? (text.length > TEXT_MAX ? `${text.slice(0, TEXT_MAX)}…` : text);
}

/** A value of a field as a person reads it. */
export function wordsOfValue(field: string, value: unknown): string {
  if (value === null || value === undefined || value === '') return ruEvents.empty;
  if (Array.isArray(value)) {
    return value.map((each) => wordsOfValue('', each)).join(', ') || ruEvents.empty;
  }
  if (typeof value === 'boolean') return value ? ruEvents.yes : ruEvents.no;
  if (typeof value === 'number') return wordsOfNumber(field, value);
  if (typeof value === 'object') return wordsOfObject(value as Record<string, unknown>);
  return wordsOfText(String(value));
}

const CALENDAR = 'company.calendarYears';

/** Fields whose change is told by another field, or means nothing to a person. */
const UNSPOKEN = new Set(['version', 'amountSource', 'paidPercent', 'shippedPercent', 'isOpen']);

function changesOf(data: Record<string, unknown>): FieldChange[] {
  const changes = (data.changes ?? {}) as Record<string, Change>;
  const names = Object.keys(changes);
  const spoken = names.filter((name) => !UNSPOKEN.has(name));
  return (spoken.length > 0 ? spoken : names).flatMap((field) => {
    const change = changes[field];
    if (field === CALENDAR) return calendarChanges(change?.old, change?.new);
    // A custom sum says by its kind what a fixed one says by its name.
    const told = change?.kind === 'money' ? 'customKopecks' : field;
    return {
      field,
      label: change?.label ?? ruEvents.fields[field] ?? field,
      old: wordsOfValue(told, change?.old),
      new: wordsOfValue(told, change?.new),
    };
  });
}

type DocumentStory = { text: string; meaning?: 'ok' | 'warn' | 'bad' };

type Told = { document: Document; what: string; withSum: string; type: string; noun: Noun };
type Noun = (typeof ruEvents.documents)[string];

function storyOfFirst({ document, what, withSum, type, noun }: Told): DocumentStory {
  if (document.state === 'unconfirmed') {
    return { text: `${what} ${ruEvents.awaitsBank}`, meaning: 'warn' };
  }
  if (document.state !== 'posted') return { text: `${what} ${noun.draft}${withSum}` };
  return { text: `${what} ${noun.came}${withSum}`, meaning: type === 'payment' ? 'ok' : undefined };
}

function storyOfChange(told: Told, previous: Document): DocumentStory {
  const { document, what, withSum, type, noun } = told;
  if (document.state === 'unconfirmed' && previous.state !== 'unconfirmed') {
    return { text: `${what} ${ruEvents.awaitsBank}`, meaning: 'warn' };
  }
  if (previous.state === 'unconfirmed' && document.state === 'posted') {
    return { text: `${what} ${ruEvents.confirmedByBank}`, meaning: 'ok' };
  }
  if (previous.state === 'posted' && document.state !== 'posted') {
    return { text: `${what} ${noun.unposted}`, meaning: 'bad' };
  }
  if (previous.state !== 'posted' && document.state === 'posted') {
    const meaning = type === 'payment' ? 'ok' as const : undefined;
    return { text: `${what} ${noun.posted}${withSum}`, meaning };
  }
  const named = `${noun.name} ${document.number}`;
  if (previous.kopecks === document.kopecks) return { text: `${named} ${noun.updated}` };
  const sums = `${formatMoney(previous.kopecks)} → ${formatMoney(document.kopecks)}`;
  return { text: `${named} ${noun.changed}: ${sums}`, meaning: 'warn' };
}

const ENDS: Record<string, 'removed' | 'cancelled'> = {
  deleted: 'removed', cancelled: 'cancelled',
};

/** Payments are named by their sum, other documents by their number. */
function storyOf(type: string, known: Document, previous: Document | null): DocumentStory {
  const isPayment = type === 'payment';
  const noun = isPayment && known.kopecks < 0 ? ruEvents.refund : ruEvents.documents[type]!;
  const sum = formatMoney(Math.abs(known.kopecks));
  const what = `${noun.name} ${isPayment ? sum : known.number}`;
  const end = ENDS[known.state];
  if (end) return { text: `${what} ${noun[end]}`, meaning: 'bad' };
  const told = { document: known, what, withSum: isPayment ? '' : `, ${sum}`, type, noun };
  return previous ? storyOfChange(told, previous) : storyOfFirst(told);
}

/** A document that is gone is told by what it was. */
function storyOfDocument(
  type: string, document: Document | null, previous: Document | null,
): DocumentStory {
  if (document) return storyOf(type, document, previous);
  if (previous) return storyOf(type, { ...previous, state: 'deleted' }, previous);
  const noun = ruEvents.documents[type]!;
  return { text: `${noun.name} ${noun.updated}` };
}

const DOCUMENT_ICONS: Record<string, EventWords['icon']> = {
  payment: 'money', order: 'order', invoice: 'order', shipment: 'shipment',
};

function documentWords(item: TimelineItem, type: string): Omit<EventWords, 'who'> {
  const document = (item.data.document ?? null) as Document | null;
  const previous = (item.data.previous ?? null) as Document | null;
  const { text, meaning } = storyOfDocument(type, document, previous);
  return { title: text, meaning, icon: DOCUMENT_ICONS[type] ?? 'order', changes: [] };
}

/** Names of references that a batch wrote as bare ids. */
export type Names = { stage?: (id: number) => string | undefined };

const nameOf = (value: unknown) => (value as { name?: string } | null)?.name ?? ruEvents.empty;

const stageName = (value: unknown, names: Names) =>
  (typeof value === 'number' ? names.stage?.(value) : undefined) ?? nameOf(value);

function stageWords(item: TimelineItem, names: Names): Omit<EventWords, 'who'> {
  const changes = (item.data.changes ?? {}) as Record<string, Change>;
  const stage = changes.stageId;
  const reason = changes.lostReason?.new;
  return {
    title: stage
      ? ruEvents.stage(stageName(stage.old, names), stageName(stage.new, names))
      : ruEvents.kinds[item.kind]!,
    icon: 'stage',
    changes: [],
    ...(typeof reason === 'string' ? { note: `${ruEvents.reason}: ${reason}` } : {}),
    ...(item.data.by === 'pipeline' ? { note: ruEvents.stageByMoney } : {}),
    ...(item.data.by === 'setting' ? { note: ruEvents.bySetting } : {}),
  };
}

function transferWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const changes = (item.data.changes ?? {}) as Record<string, Change>;
  const words = item.kind === 'deal.transferReturned' ? ruEvents.returned : ruEvents.transferred;
  const to = changes.departmentId ? nameOf(changes.departmentId.new) : null;
  return {
    title: to ? words(to) : ruEvents.kinds[item.kind]!,
    icon: 'transfer',
    changes: changesOf(item.data).filter((change) => change.field === 'responsibleId'),
    note: typeof item.data.reason === 'string' ? item.data.reason : undefined,
  };
}

function approvalWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const note = item.data.answer ?? item.data.note;
  return {
    title: `${ruEvents.kinds[item.kind] ?? ruEvents.unknown}: «${nameOf(item.data.stage)}»`,
    icon: 'stage', changes: [],
    ...(typeof note === 'string' ? { note } : {}),
  };
}

const numberOf = (value: unknown) => (value as { number?: string } | null)?.number ?? '';

/** A lead was passed on, taken or sent back; its stage and fields are told as those of a deal. */
function leadWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const { kind, data } = item;
  if (kind === 'lead.stageMoved') return stageWords(item, {});
  if (kind === 'lead.created' || kind === 'lead.edited') return otherWords(item);
  const common = { icon: 'transfer' as const, changes: [] };
  const deal = numberOf(data.deal);
  if (kind === 'lead.accepted') {
    return { ...common, title: ruEvents.leadAccepted(deal), meaning: 'ok' };
  }
  const employee = nameOf(data.employee);
  if (kind === 'lead.returned') {
    const note = typeof data.reason === 'string' ? data.reason : undefined;
    return { ...common, title: ruEvents.leadReturned(employee), meaning: 'bad', note };
  }
  return {
    ...common, title: ruEvents.passed(employee, deal),
    note: data.why === 'self' ? undefined : ruEvents.passedInstead(nameOf(data.asked)),
  };
}

function fileWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const name = typeof item.data.name === 'string' ? `: ${item.data.name}` : '';
  const kind = ruEvents.kinds[item.kind] ?? ruEvents.unknown;
  return { title: `${kind}${name}`, icon: 'file', changes: [] };
}

function taskWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const title = typeof item.data.title === 'string' ? `: ${ruEvents.task(item.data.title)}` : '';
  return {
    title: `${ruEvents.kinds[item.kind] ?? ruEvents.unknown}${title}`,
    icon: 'task',
    meaning: item.kind === 'task.completed' ? 'ok' : undefined,
    changes: item.kind === 'task.edited' ? changesOf(item.data) : [],
  };
}

/** Where a record came from, when that is more than that somebody made it. */
function birthOf(item: TimelineItem): string | undefined {
  const from = item.kind === 'deal.created' ? numberOf(item.data.from) : '';
  const isSplit = (item.data.from as { entity?: string } | undefined)?.entity === 'deal';
  if (from) return (isSplit ? ruEvents.fromDeal : ruEvents.fromLead)(from);
  if (item.source !== '1c') return undefined;
  return { 'deal.created': ruEvents.createdBy1c, 'company.created': ruEvents.companyBy1c }[
    item.kind];
}

function otherWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const changes = changesOf(item.data);
  const [only] = changes;
  const isOne = changes.length === 1 && only && /\.(edited|moneyChanged)$/.test(item.kind);
  const other = (item.data.other as { name?: string } | undefined)?.name;
  return {
    ...(other ? { note: other } : {}),
    title: isOne ? `${only.label}: ${only.old} → ${only.new}`
      : birthOf(item) ?? ruEvents.kinds[item.kind] ?? ruEvents.unknown,
    icon: item.kind === 'deal.moneyChanged' ? 'money' : 'edit',
    changes: isOne ? [] : changes,
  };
}

/** A person has said whose deal an order is. */
function orderWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const number = typeof item.data.number === 'string' ? item.data.number : '';
  const words = item.kind === 'order.moved' ? ruEvents.orderMoved : ruEvents.orderLinked;
  return { title: words(number), icon: 'order', changes: [] };
}

/** What 1C was asked and what it said, named by what it was about. */
function commandWords(item: TimelineItem): Omit<EventWords, 'who'> {
  const { kind, data } = item;
  const about = ruCommands.types[String(data.type)];
  return {
    title: `${ruEvents.kinds[kind] ?? ruEvents.unknown}${about ? `: ${about.toLowerCase()}` : ''}`,
    icon: 'edit',
    changes: kind === 'command.asked' ? changesOf(data) : [],
    ...(kind === 'command.refused' ? { meaning: 'bad' as const } : {}),
    ...(kind === 'command.confirmed' ? { meaning: 'ok' as const } : {}),
    ...(typeof data.text === 'string' ? { note: data.text } : {}),
  };
}

const WORDS_OF_NOUN: Record<string, (item: TimelineItem) => Omit<EventWords, 'who'>> = {
  task: taskWords, file: fileWords, lead: leadWords, command: commandWords, order: orderWords,
};
const TRANSFERS = new Set(['deal.transferred', 'deal.transferReturned']);

function storyOfItem(item: TimelineItem, names: Names): Omit<EventWords, 'who'> {
  const [noun = '', verb = ''] = item.kind.split('.');
  if (verb === 'applied' && noun in ruEvents.documents) return documentWords(item, noun);
  if (item.kind === 'deal.stageMoved') return stageWords(item, names);
  if (TRANSFERS.has(item.kind)) return transferWords(item);
  if (verb.startsWith('approval')) return approvalWords(item);
  const words = WORDS_OF_NOUN[noun];
  if (words) return words(item);
  if (item.kind === 'deferral.fired') {
    const day = item.data.deferredUntil;
    return {
      title: typeof day === 'string' ? ruEvents.fired(formatDay(day)) : ruEvents.kinds[item.kind]!,
      icon: 'deferral', meaning: 'warn', changes: [],
    };
  }
  if (item.kind === 'comment.added') {
    return { title: ruEvents.kinds[item.kind]!, icon: 'comment', changes: [] };
  }
  return otherWords(item);
}

const SOURCES: Record<string, string> = {
  '1c': ruEvents.onec, import: ruEvents.import, api: ruEvents.api, rule: ruEvents.rule,
};

/** Title, who did it and what has changed. */
export function wordsOfEvent(item: TimelineItem, names: Names = {}): EventWords {
  const person = item.actor?.name ?? SOURCES[item.source] ?? ruEvents.system;
  const who = item.actor && item.source === 'import' ? ruEvents.byImport(person) : person;
  const instead = item.onBehalfOf ? ruEvents.onBehalf(who, item.onBehalfOf.name) : who;
  return { ...storyOfItem(item, names), who: instead };
}

// An event of the log in words, one sentence with what has changed. Pure: a screen places it, a
// file writes it.
import { storyOfDocument } from './event-documents.ts';
import type { FieldChange, Tongue } from './event-tongue.ts';
import { type Change, changesOf } from './event-values.ts';
import type { TimelineItem } from './timeline.ts';

export type EventWords = {
  title: string;
  /** «Обмен с 1С», a person, the program. */
  who: string;
  meaning?: 'ok' | 'warn' | 'bad' | undefined;
  icon: 'money' | 'order' | 'shipment' | 'stage' | 'task' | 'comment' | 'transfer' | 'edit'
    | 'deferral' | 'file';
  changes: FieldChange[];
  note?: string | undefined;
};

type Story = Omit<EventWords, 'who'>;
/** What of an event its words are made of. */
export type EventFacts = Pick<TimelineItem, 'kind' | 'source' | 'data'>
  & Partial<Pick<TimelineItem, 'actor' | 'onBehalfOf'>>;
/** Names of references that a batch wrote as bare ids. */
export type Names = { stage?: (id: number) => string | undefined };
/** An event and how to tell it. */
type Telling = EventFacts & { tongue: Tongue; names: Names };

const DOCUMENTS = new Set(['payment', 'order', 'invoice', 'shipment']);
const DOCUMENT_ICONS: Record<string, EventWords['icon']> = {
  payment: 'money', order: 'order', invoice: 'order', shipment: 'shipment',
};

function documentWords({ data, tongue }: Telling, type: string): Story {
  const { text, meaning } = storyOfDocument(tongue, type, {
    document: (data.document ?? null) as never, previous: (data.previous ?? null) as never,
  });
  return { title: text, meaning, icon: DOCUMENT_ICONS[type] ?? 'order', changes: [] };
}

const nameOf = (tongue: Tongue, value: unknown) =>
  (value as { name?: string } | null)?.name ?? tongue.say('empty');

const stageName = ({ tongue, names }: Telling, value: unknown) =>
  (typeof value === 'number' ? names.stage?.(value) : undefined) ?? nameOf(tongue, value);

/** What happened, by the kind alone. */
const kindOf = ({ kind, tongue }: Telling): string =>
  tongue.word(`kind ${kind}`) ?? tongue.say('unknown');

function stageWords(item: Telling): Story {
  const { tongue } = item;
  const changes = (item.data.changes ?? {}) as Record<string, Change>;
  const stage = changes.stageId;
  const reason = changes.lostReason?.new;
  return {
    title: stage
      ? tongue.say('stage', stageName(item, stage.old), stageName(item, stage.new))
      : kindOf(item),
    icon: 'stage',
    changes: [],
    ...(typeof reason === 'string' ? { note: `${tongue.say('reason')}: ${reason}` } : {}),
    ...(item.data.by === 'pipeline' ? { note: tongue.say('stageByMoney') } : {}),
    ...(item.data.by === 'setting' ? { note: tongue.say('bySetting') } : {}),
  };
}

function transferWords(item: Telling): Story {
  const changes = (item.data.changes ?? {}) as Record<string, Change>;
  const place = item.kind === 'deal.transferReturned' ? 'returned' : 'transferred';
  const to = changes.departmentId ? nameOf(item.tongue, changes.departmentId.new) : null;
  return {
    title: to ? item.tongue.say(place, to) : kindOf(item),
    icon: 'transfer',
    changes: changesOf(item.tongue, item.data).filter((change) => change.field === 'responsibleId'),
    note: typeof item.data.reason === 'string' ? item.data.reason : undefined,
  };
}

function approvalWords(item: Telling): Story {
  const note = item.data.answer ?? item.data.note;
  return {
    title: `${kindOf(item)}: «${nameOf(item.tongue, item.data.stage)}»`,
    icon: 'stage', changes: [],
    ...(typeof note === 'string' ? { note } : {}),
  };
}

const numberOf = (value: unknown) => (value as { number?: string } | null)?.number ?? '';

/** A lead was passed on, taken or sent back; its stage and fields are told as those of a deal. */
function leadWords(item: Telling): Story {
  const { kind, data, tongue } = item;
  if (kind === 'lead.stageMoved') return stageWords({ ...item, names: {} });
  if (kind === 'lead.created' || kind === 'lead.edited') return otherWords(item);
  const common = { icon: 'transfer' as const, changes: [] };
  const deal = numberOf(data.deal);
  if (kind === 'lead.accepted') {
    return { ...common, title: tongue.say('leadAccepted', deal), meaning: 'ok' };
  }
  const employee = nameOf(tongue, data.employee);
  if (kind === 'lead.returned') {
    const note = typeof data.reason === 'string' ? data.reason : undefined;
    return { ...common, title: tongue.say('leadReturned', employee), meaning: 'bad', note };
  }
  return {
    ...common, title: tongue.say('passed', employee, deal),
    note: data.why === 'self' ? undefined : tongue.say('passedInstead', nameOf(tongue, data.asked)),
  };
}

function fileWords(item: Telling): Story {
  const name = typeof item.data.name === 'string' ? `: ${item.data.name}` : '';
  const kind = kindOf(item);
  return { title: `${kind}${name}`, icon: 'file', changes: [] };
}

function taskWords(item: Telling): Story {
  const { title: named } = item.data;
  const title = typeof named === 'string' ? `: ${item.tongue.say('task', named)}` : '';
  return {
    title: `${kindOf(item)}${title}`,
    icon: 'task',
    meaning: item.kind === 'task.completed' ? 'ok' : undefined,
    changes: item.kind === 'task.edited' ? changesOf(item.tongue, item.data) : [],
    ...(typeof item.data.reason === 'string' ? { note: item.data.reason } : {}),
  };
}

/** Where a record came from, when that is more than that somebody made it. */
function birthOf(item: Telling): string | undefined {
  const from = item.kind === 'deal.created' ? numberOf(item.data.from) : '';
  const isSplit = (item.data.from as { entity?: string } | undefined)?.entity === 'deal';
  if (from) return item.tongue.say(isSplit ? 'fromDeal' : 'fromLead', from);
  const place = { 'deal.created': 'createdBy1c', 'company.created': 'companyBy1c' }[item.kind];
  return item.source === '1c' && place ? item.tongue.say(place) : undefined;
}

function otherWords(item: Telling): Story {
  const changes = changesOf(item.tongue, item.data, item.kind.split('.')[0]);
  const [only] = changes;
  const isOne = changes.length === 1 && only && /\.(edited|moneyChanged)$/.test(item.kind);
  const other = (item.data.other as { name?: string } | undefined)?.name;
  return {
    ...(other ? { note: other } : {}),
    title: isOne ? `${only.label}: ${only.old} → ${only.new}`
      : birthOf(item) ?? kindOf(item),
    icon: item.kind === 'deal.moneyChanged' ? 'money' : 'edit',
    changes: isOne ? [] : changes,
  };
}

/** A person has said whose deal an order is. */
function orderWords(item: Telling): Story {
  const number = typeof item.data.number === 'string' ? item.data.number : '';
  const place = item.kind === 'order.moved' ? 'orderMoved' : 'orderLinked';
  return { title: item.tongue.say(place, number), icon: 'order', changes: [] };
}

/** What 1C was asked and what it said, named by what it was about. */
function commandWords(item: Telling): Story {
  const { kind, data } = item;
  const about = item.tongue.word(`command ${String(data.type)}`);
  return {
    title: `${kindOf(item)}${about ? `: ${about.toLowerCase()}` : ''}`,
    icon: 'edit',
    changes: kind === 'command.asked' ? changesOf(item.tongue, data) : [],
    ...(kind === 'command.refused' ? { meaning: 'bad' as const } : {}),
    ...(kind === 'command.confirmed' ? { meaning: 'ok' as const } : {}),
    ...(typeof data.text === 'string' ? { note: data.text } : {}),
  };
}

const WORDS_OF_NOUN: Record<string, (item: Telling) => Story> = {
  task: taskWords, file: fileWords, lead: leadWords, command: commandWords, order: orderWords,
};
const TRANSFERS = new Set(['deal.transferred', 'deal.transferReturned']);

function storyOfItem(item: Telling): Story {
  const [noun = '', verb = ''] = item.kind.split('.');
  if (verb === 'applied' && DOCUMENTS.has(noun)) return documentWords(item, noun);
  if (item.kind === 'deal.stageMoved') return stageWords(item);
  if (TRANSFERS.has(item.kind)) return transferWords(item);
  if (verb.startsWith('approval')) return approvalWords(item);
  const words = WORDS_OF_NOUN[noun];
  if (words) return words(item);
  if (item.kind === 'deferral.fired') {
    const day = item.data.deferredUntil;
    return {
      title: typeof day === 'string'
        ? item.tongue.say('fired', item.tongue.day(day)) : kindOf(item),
      icon: 'deferral', meaning: 'warn', changes: [],
    };
  }
  if (item.kind === 'comment.added') {
    return { title: kindOf(item), icon: 'comment', changes: [] };
  }
  return otherWords(item);
}

const SOURCES: Record<string, string> = {
  '1c': 'onec', import: 'import', api: 'api', rule: 'rule',
};

/** Title, who did it and what has changed. */
export function wordsOfEvent(tongue: Tongue, facts: EventFacts, names: Names = {}): EventWords {
  const { actor, source, onBehalfOf } = facts;
  const person = actor?.name ?? tongue.say(SOURCES[source] ?? 'system');
  const who = actor && source === 'import' ? tongue.say('byImport', person) : person;
  const instead = onBehalfOf ? tongue.say('onBehalf', who, onBehalfOf.name) : who;
  return { ...storyOfItem({ ...facts, tongue, names }), who: instead };
}

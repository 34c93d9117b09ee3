// The memory of a fake 1C: objects with revisions. A write replaces the whole body and adds one
// to the revision; what is on the wire is always a full snapshot of the present state.
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Bodies, FakeType } from './bodies.ts';
import type { CrmMemory } from './crm-memory.ts';
import type { Goods } from './refs.ts';
import type { Random } from './random.ts';

export type FakeObject<T extends FakeType = FakeType> = {
  [K in T]: {
    type: K;
    uid: string;
    rev: number;
    /** Never changed in place: older items keep pointing at it. */
    body: Bodies[K];
    /** Deleted physically: its snapshot is a tombstone. */
    gone: boolean;
    /** ISO moment of the last write. */
    at: string;
    cause?: string;
  };
}[T];

export type FakeBase = {
  ib: string;
  epoch: string;
  random: Random;
  /** Clock of the base; a stream drives it by hand, a live run uses the real one. */
  now: () => Date;
  objects: Map<string, FakeObject>;
  /** Guids by type in order of creation. */
  uids: { [T in FakeType]: string[] };
  /** Documents that mention an order: invoices, payments, shipments. May hold stale links. */
  links: Map<string, Set<string>>;
  goods: Goods[];
  /** Last number given, by document type. */
  counters: { [type: string]: number };
  /** Commands of CRM that were done, and its deals without an order. */
  crm: CrmMemory;
  /** Called after `crm` has changed, with the id of the command that was done. */
  onCommand?: (commandId: string | null) => void;
  /** Called after every write: the outbox of the base. */
  onWrite?: (object: FakeObject) => void;
};

/** One item of the wire contract, as another program would build it. */
export type FakeItem = {
  v: 1;
  id: string;
  ib: string;
  epoch: string;
  lane: string;
  type: FakeType;
  uid: string;
  rev: number;
  op: 'upsert' | 'delete';
  at: string;
  cause?: string;
  sha256: string;
  body: object;
};

export function createBase(
  random: Random,
  options: { ib?: string; epoch?: string; now?: () => Date } = {},
): FakeBase {
  return {
    ib: options.ib ?? 'ut11',
    epoch: options.epoch ?? 'e1',
    random,
    now: options.now ?? (() => new Date()),
    objects: new Map(),
    uids: {
      order: [], invoice: [], payment: [], shipment: [], company: [], contact: [], product: [],
      employee: [],
    },
    links: new Map(),
    goods: [],
    counters: {},
    crm: { done: new Map(), deals: new Map() },
  };
}

/** Creates or rewrites an object and returns its new state. */
export function write<T extends FakeType>(
  base: FakeBase,
  type: T,
  state: { uid: string; body: Bodies[T]; gone?: boolean; cause?: string },
): FakeObject<T> {
  const { uid, body, gone = false, cause } = state;
  const rev = (base.objects.get(uid)?.rev ?? 0) + 1;
  const object = {
    type, uid, body, rev, gone, at: base.now().toISOString(), ...(cause ? { cause } : {}),
  } as FakeObject<T>;
  // The compiler cannot see that a generic member of the union is a member of the union.
  put(base, object as FakeObject);
  base.onWrite?.(object as FakeObject);
  return object;
}

/** Takes an object as it is, without a new revision: for loading a saved base. */
export function put(base: FakeBase, object: FakeObject): void {
  if (!base.objects.has(object.uid)) base.uids[object.type].push(object.uid);
  base.objects.set(object.uid, object);
  for (const orderUid of ordersOf(base, object)) {
    const links = base.links.get(orderUid);
    if (links) links.add(object.uid);
    else base.links.set(orderUid, new Set([object.uid]));
  }
}

/** Orders that a document mentions, directly or through an invoice. */
function ordersOf(base: FakeBase, object: FakeObject): string[] {
  if (object.type === 'invoice') return [object.body.orderUid];
  if (object.type === 'shipment') return object.body.lines.map(({ orderUid }) => orderUid);
  if (object.type !== 'payment') return [];
  return object.body.lines.flatMap(({ orderUid, invoiceUid }) => {
    if (orderUid !== null) return [orderUid];
    const invoice = invoiceUid === null ? undefined : base.objects.get(invoiceUid);
    return invoice?.type === 'invoice' ? [invoice.body.orderUid] : [];
  });
}

export function get<T extends FakeType>(base: FakeBase, type: T, uid: string): FakeObject<T> {
  const object = base.objects.get(uid);
  if (object?.type !== type) throw new Error(`no ${type} ${uid} in the fake base`);
  return object as FakeObject<T>;
}

const LANES: { readonly [T in FakeType]: string } = {
  order: 'orders', invoice: 'orders', payment: 'money', shipment: 'money', company: 'refs',
  contact: 'refs', product: 'refs', employee: 'refs',
};

/** The snapshot that goes out for the present state of an object. */
export function itemOf(base: FakeBase, object: FakeObject, lane?: string): FakeItem {
  const body = object.gone ? {} : object.body;
  return {
    v: 1,
    id: `${base.ib}:${object.uid}:${object.rev}`,
    ib: base.ib,
    epoch: base.epoch,
    lane: lane ?? LANES[object.type],
    type: object.type,
    uid: object.uid,
    rev: object.rev,
    op: object.gone ? 'delete' : 'upsert',
    at: object.at,
    ...(object.cause ? { cause: object.cause } : {}),
    sha256: sha256(canonicalize(body) ?? ''),
    body,
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** «УТ-000123», numbered through the whole base. */
export function nextNumber(base: FakeBase, type: FakeType): string {
  const number = (base.counters[type] ?? 0) + 1;
  base.counters[type] = number;
  return `УТ-${String(number).padStart(6, '0')}`;
}

const MOSCOW_MS = 3 * 3_600_000;

/** `YYYY-MM-DDTHH:MM:SS` on the wall of the base's office, in Moscow (UTC+3 all year). */
export function localMoment(base: FakeBase, daysAhead = 0): string {
  const ms = base.now().getTime() + MOSCOW_MS + daysAhead * 86_400_000;
  return new Date(ms).toISOString().slice(0, 19);
}

/** `YYYY-MM-DD` some days from today. */
export function localDay(base: FakeBase, daysAhead = 0): string {
  return localMoment(base, daysAhead).slice(0, 10);
}

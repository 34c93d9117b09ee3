// One file → records → rows → the inbox of the exchange, in batches. The file has no revisions, so
// an object gets the next one when its content differs and is left alone when it does not: the
// same file again changes nothing, and a killed load simply begins anew.
import type {
  CmlGroup, CmlQuarantine, CmlSection, CommercemlRecord,
} from '#contract/commerceml-rows';
import type { OnecType } from '#contract/onec-rows';
import { type GroupRow, nestGroups } from '#modules/catalog';
import { inTransaction } from '#platform/database';
import { applyItems, type Inbox, type RawItem } from '../apply-items.ts';
import type { Base } from '../bases.ts';
import { objectKey, TYPE_CODES } from '../object-types.ts';
import { holdItems } from '../quarantine.ts';
import { readRevisions } from '../revisions.ts';
import { dealsOfGiven } from '../site/given-orders.ts';
import { bodySha256 } from '../wire/canonical.ts';
import type { ItemEnvelope } from '../wire/item.ts';
import { EPOCH } from './meet-base.ts';
import {
  heldUid, type MendedRecords, noteMended, openMended, settleMended,
} from './mended-records.ts';
import { nameOf, type NameRow, storeNames } from './names.ts';
import { restatedOrder, takeOrderState } from './order-state.ts';
import { dealsOfSiteOrders, receiveSiteOrder } from './receive-site-order.ts';
import { readCommerceml } from './read-commerceml.ts';
import {
  countPrices, keepPrices, noPrices, type PendingPrices, storePrices,
} from './take-prices.ts';
import type { OrderAnswerItem, RowItem, RowMapper, SiteOrder } from './to-rows.ts';
import { wireBody } from './to-wire.ts';
import { uidOf } from './uid.ts';

const LANES: Readonly<Record<OnecType, string>> = {
  order: 'orders', invoice: 'orders', payment: 'money', shipment: 'money', company: 'refs',
  contact: 'refs', product: 'refs', employee: 'refs',
};
const BATCH_ITEMS = 500;

export type CommercemlSummary = {
  file: string;
  /** Records of the file by kind: product, offer, document … */
  records: Record<string, number>;
  /** What became of objects: `order.applied`, `product.unchanged`, `company.rejected` … */
  objects: Record<string, number>;
  /** Bad records with place and reason; each is in quarantine too. */
  quarantined: { line: number; reason: string }[];
  /** Understood and not stored, with the reason. */
  notices: { line: number; id: string; reason: string }[];
  complete: boolean;
  /** Holds a whole catalogue, and every product of it is known by name. */
  isFull: boolean;
};

type Candidate = {
  type: OnecType; uid: string; line: number; op: 'upsert' | 'delete';
  body: Record<string, unknown>; weak: boolean;
};

export type FileLoad = {
  inbox: Inbox; base: Base; map: RowMapper; name: string; fileId: number;
  /** A session of today: its objects are news. Otherwise they enter as history, untold. */
  isLive: boolean;
};

export type LoadOptions = {
  /** After every batch, when what it held is in the database. */
  onBatch?: () => Promise<void> | void;
  /** Products that a whole catalogue names, good or bad. */
  onNamed?: (uids: string[]) => Promise<void>;
  signal?: AbortSignal;
  /** False: what cannot be read is only told, not held once more. */
  holdsFaults?: boolean;
};

type Loading = FileLoad & {
  at: string;
  pending: Map<string, Candidate>; prices: PendingPrices; groups: GroupRow[]; names: NameRow[];
  named: Set<string>;
  /** Products applied since prices were stored: something may have waited for them. */
  arrived: string[];
  isWhole: boolean;
  holdsFaults: boolean;
  mended: MendedRecords;
  summary: CommercemlSummary;
};

/** Reads the source to its end. Throws when the database is not there or `signal` says so. */
export async function loadFile(
  file: FileLoad, source: AsyncIterable<Uint8Array>, options: LoadOptions = {},
): Promise<CommercemlSummary> {
  const { inbox, name, base } = file;
  const loading: Loading = {
    ...file, at: inbox.now().toISOString(), pending: new Map(), prices: noPrices(), groups: [],
    names: [], named: new Set(), arrived: [], isWhole: false,
    holdsFaults: options.holdsFaults ?? true,
    mended: await openMended(inbox.db, base.id),
    summary: {
      file: name, records: {}, objects: {}, quarantined: [], notices: [], complete: false,
      isFull: false,
    },
  };
  for await (const record of readCommerceml(source, name)) {
    options.signal?.throwIfAborted();
    await takeRecord(loading, record);
    if (loading.pending.size + countPrices(loading.prices) < BATCH_ITEMS) continue;
    await flush(loading, options);
  }
  await flush(loading, options);
  return loading.summary;
}

async function takeRecord(loading: Loading, record: CommercemlRecord): Promise<void> {
  const { summary, base, map } = loading;
  summary.records[record.kind] = (summary.records[record.kind] ?? 0) + 1;
  if (record.kind === 'file' && record.formedAt) loading.at = record.formedAt;
  if (record.kind === 'end') summary.complete = record.complete;
  if (record.kind === 'section') openSection(loading, record);
  if (record.kind === 'quarantine') await hold(loading, record);
  else noteMended(loading.mended, base.ib, record);
  const name = nameOf(record);
  if (name) loading.names.push(name);
  noteNamed(loading, record);
  if (record.kind === 'group') keepGroup(loading, record);
  for (const item of map(record)) await takeItem(loading, item);
  keepPrices(loading.prices, record, base.ib, loading.at.slice(0, 10));
}

function openSection(loading: Loading, { section, onlyChanges }: CmlSection): void {
  if (section !== 'catalogue') return;
  loading.isWhole = onlyChanges === false;
  loading.summary.isFull ||= loading.isWhole;
}

/** A product of a whole catalogue that could not be read is still there: it was not deleted. */
function noteNamed(loading: Loading, record: CommercemlRecord): void {
  if (!loading.isWhole) return;
  const isBad = record.kind === 'quarantine' && record.element === 'Товар';
  const id = record.kind === 'product' ? record.productId
    : isBad ? record.id?.split('#')[0] ?? null : null;
  if (id !== null) loading.named.add(uidOf(loading.base.ib, 'product', id) ?? '');
  else if (isBad) loading.summary.isFull = false;
  loading.named.delete('');
}

/** The record itself names it, else its place: so that the same fault again is held once. */
async function hold(loading: Loading, bad: CmlQuarantine): Promise<void> {
  const { inbox, base, name, summary, isLive } = loading;
  summary.quarantined.push({ line: bad.line, reason: bad.reason });
  if (!loading.holdsFaults) return;
  await holdItems(inbox.db, [{
    state: 'rejected', baseId: base.id, ib: base.ib, lane: isLive ? 'orders' : 'backfill',
    type: bad.element ?? 'file', uid: heldUid(base.ib, bad, name),
    rev: null, messageId: bad.id ?? '', code: 'field.invalid', reason: bad.reason, field: null,
    waitsFor: null, raw: bad.raw ?? '', file: name, line: bad.line,
  }], inbox.now());
}

async function takeItem(loading: Loading, item: RowItem): Promise<void> {
  if (item.kind === 'notice') {
    loading.summary.notices.push({ line: item.line, id: item.id, reason: item.reason });
    return;
  }
  if (item.kind === 'siteOrder') {
    await takeSiteOrder(loading, item);
    return;
  }
  if (item.kind === 'orderAnswer') {
    await takeAnswer(loading, item);
    return;
  }
  const candidate = candidateOf(item);
  const key = objectKey(TYPE_CODES[candidate.type], candidate.uid);
  const before = loading.pending.get(key);
  if (before && candidate.weak) return;
  // The same object twice: each state is applied, in the order of the file.
  if (before && !before.weak) await flushItems(loading);
  loading.pending.set(key, candidate);
}

/** What stands before it in the file comes first: the goods that the order names. */
async function takeSiteOrder(loading: Loading, order: SiteOrder): Promise<void> {
  await flushGroups(loading);
  await flushItems(loading);
  const received = await receiveSiteOrder(loading, order);
  count(loading, 'lead', received);
  if (received !== 'changed') return;
  loading.summary.notices.push({
    line: order.line, id: order.id,
    reason: 'Заказ изменился на сайте, а лид по нему уже есть: сверьте строки',
  });
}

/** Words for the deal, and the status of an order that is here; never a deal of their own. */
async function takeAnswer(loading: Loading, answer: OrderAnswerItem): Promise<void> {
  await flushItems(loading);
  const { inbox, base, pending, summary } = loading;
  const { uid, line, id } = answer;
  const end = await takeOrderState(loading, answer);
  count(loading, 'orderState', end);
  if (end === 'unknown') {
    const reason = 'Ответ о состоянии заказа, которого здесь нет: сделка по нему не создаётся';
    summary.notices.push({ line, id, reason });
    return;
  }
  const body = await restatedOrder(inbox.db, base, answer);
  if (!body) return;
  pending.set(objectKey(TYPE_CODES.order, uid),
    { type: 'order', uid, line, op: 'upsert', body, weak: false });
}

function count({ summary }: Loading, type: string, status: string): void {
  const key = `${type}.${status}`;
  summary.objects[key] = (summary.objects[key] ?? 0) + 1;
}

type Stored = Extract<RowItem, { kind: 'row' | 'tombstone' }>;

function candidateOf(item: Stored): Candidate {
  if (item.kind === 'tombstone') {
    const { type, uid, line } = item;
    return { type, uid, line, op: 'delete', body: {}, weak: false };
  }
  const { snapshot, line } = item;
  return {
    type: snapshot.type, uid: snapshot.row.uid, line, op: 'upsert', body: wireBody(snapshot),
    weak: item.onlyIfMissing,
  };
}

/** Groups come before their goods, with the groups that they lie in. */
function keepGroup({ base, groups }: Loading, group: CmlGroup): void {
  const uid = uidOf(base.ib, 'group', group.id);
  if (uid === null || group.deleted) return;
  const parentUid = group.parentId === null ? null : uidOf(base.ib, 'group', group.parentId);
  groups.push({ uid, name: group.name, parentUid });
}

async function flushGroups({ inbox, base, groups, summary }: Loading): Promise<void> {
  const rows = groups.splice(0);
  if (rows.length === 0) return;
  const count = await inTransaction(inbox.db, (tx) => nestGroups(tx, base.id, rows));
  if (count > 0) summary.objects['group.moved'] = (summary.objects['group.moved'] ?? 0) + count;
}

async function flush(loading: Loading, options: LoadOptions): Promise<void> {
  await storeNames(loading.inbox.db, loading.base.id, loading.names.splice(0));
  await flushGroups(loading);
  await flushItems(loading);
  await flushPrices(loading);
  await settleMended(loading.inbox, loading.mended);
  if (loading.named.size > 0) {
    await options.onNamed?.([...loading.named]);
    loading.named.clear();
  }
  await options.onBatch?.();
}

async function flushPrices(loading: Loading): Promise<void> {
  const { inbox, base, map, summary: { objects } } = loading;
  const arrived = loading.arrived.splice(0);
  if (countPrices(loading.prices) === 0 && arrived.length === 0) return;
  const store = { ...inbox, baseId: base.id, base: base.ib, names: map.dictionary };
  const counts = await storePrices(store, loading.prices, arrived);
  for (const [key, count] of Object.entries(counts)) {
    if (count > 0) objects[key] = (objects[key] ?? 0) + count;
  }
}

async function flushItems(loading: Loading): Promise<void> {
  const { inbox, pending, fileId, name, summary } = loading;
  if (pending.size === 0) return;
  const candidates = [...pending.values()];
  pending.clear();
  await nameDeals(loading, candidates);
  const items = await changedItems(loading, candidates);
  const { results } = await applyItems(inbox, items, { kind: 'file', fileId, name });
  results.forEach(({ status, text }, index) => {
    const item = items[index]!;
    const { type, uid } = item.value as ItemEnvelope;
    count(loading, type, status);
    if (type === 'product' && status === 'applied') loading.arrived.push(uid);
    if (status !== 'rejected' && status !== 'parked') return;
    summary.quarantined.push({ line: item.line ?? 0, reason: text ?? status });
  });
}

/** An order that began on the site, or as a deal of ours, belongs to that deal. */
async function nameDeals(loading: Loading, candidates: Candidate[]): Promise<void> {
  const orders = candidates.filter(({ type, op }) => type === 'order' && op === 'upsert');
  const idOf = ({ body }: Candidate) =>
    String((body['extra'] as { commercemlId?: unknown } | undefined)?.commercemlId ?? '');
  const ids = orders.map(idOf).filter(Boolean);
  const deals = new Map([
    ...await dealsOfSiteOrders(loading, ids),
    ...await dealsOfGiven(loading.inbox.db, loading.base.ib, ids),
  ]);
  for (const order of orders) {
    const dealId = deals.get(idOf(order));
    if (dealId !== undefined) order.body['crmDealId'] = String(dealId);
  }
}

/** Items of the wire for what differs from what is stored, each with the next revision. */
async function changedItems(loading: Loading, candidates: Candidate[]): Promise<RawItem[]> {
  const { inbox, base, isLive } = loading;
  // When a file was formed says nothing of how late it is: 1C may have kept it for days.
  const at = isLive ? inbox.now().toISOString() : loading.at;
  const named = candidates.map(({ type, uid }) => ({ type, uid }) as ItemEnvelope);
  const known = await inTransaction(inbox.db, (tx) => readRevisions(tx, base.id, named));
  const items: RawItem[] = [];
  for (const { type, uid, line, op, body, weak } of candidates) {
    const stored = known.get(objectKey(TYPE_CODES[type], uid));
    const sha256 = bodySha256(body) ?? '';
    const same = stored?.sha256 === sha256 && stored.deleted === (op === 'delete');
    if (stored && (same || weak)) {
      count(loading, type, 'unchanged');
      continue;
    }
    const rev = (stored?.rev ?? 0) + 1;
    const value = {
      v: 1, id: `${type}:${uid}`, ib: base.ib, epoch: EPOCH,
      lane: isLive ? LANES[type] : 'backfill', type, uid, rev, op, at, sha256, body,
    };
    items.push({ value, line });
  }
  return items;
}

// `import-commerceml`: files → records → rows → the inbox of the exchange, in batches. The file
// has no revisions, so an object gets the next one when its content differs and is left alone when
// it does not: the same files again change nothing.
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { CmlGroup, CmlQuarantine, CommercemlRecord } from '#contract/commerceml-rows';
import type { OnecType } from '#contract/onec-rows';
import { type GroupRow, nestGroups } from '#modules/catalog';
import { systemContext } from '#platform/context';
import { inTransaction, one, type Db } from '#platform/database';
import { writeEvents } from '#platform/events';
import { applyItems, type Inbox, type RawItem } from '../apply-items.ts';
import { findBase, introduceBase, judgeBase, type Base } from '../bases.ts';
import { TYPE_CODES } from '../object-types.ts';
import { holdItems } from '../quarantine.ts';
import { objectKey, readRevisions } from '../revisions.ts';
import { bodySha256 } from '../wire/canonical.ts';
import type { ItemEnvelope } from '../wire/item.ts';
import { FileProblem } from './problem.ts';
import { dealsOfSiteOrders, receiveSiteOrder } from './receive-site-order.ts';
import { readCommerceml } from './read-commerceml.ts';
import {
  countPrices, keepPrices, noPrices, type PendingPrices, storePrices,
} from './take-prices.ts';
import { type RowItem, type RowMapper, rowMapper, type SiteOrder } from './to-rows.ts';
import { wireBody } from './to-wire.ts';
import { namedUid, uidOf } from './uid.ts';

/** Bases that only files feed; a base that 1C itself pushes has revisions of its own. */
const EPOCH = 'commerceml';
export const DEFAULT_BASE = 'commerceml';
const BATCH_ITEMS = 500;

export type CommercemlOptions = {
  /** Name of the base or site the files come from; ids that are no guids are its own. */
  base?: string | undefined;
  onProgress?: (progress: { file: string; bytes: number; sizeBytes: number }) => void;
};

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
};

type Candidate = {
  type: OnecType; uid: string; line: number; op: 'upsert' | 'delete';
  body: Record<string, unknown>; weak: boolean;
};

type Loading = {
  inbox: Inbox; base: Base; map: RowMapper; name: string; fileId: number; at: string;
  pending: Map<string, Candidate>; prices: PendingPrices; groups: GroupRow[];
  summary: CommercemlSummary;
};

/**
 * Loads files in the order given, for later ones refer to earlier ones. Throws FileProblem when the
 * base is not for files; whatever a file itself says ends in its summary.
 */
export async function importCommerceml(
  inbox: Inbox, paths: readonly string[], options: CommercemlOptions = {},
): Promise<CommercemlSummary[]> {
  const base = await meetBase(inbox, options.base ?? DEFAULT_BASE);
  const map = rowMapper(base.ib);
  const summaries: CommercemlSummary[] = [];
  for (const path of paths) summaries.push(await importFile({ inbox, base, map }, path, options));
  return summaries;
}

async function meetBase(inbox: Inbox, ib: string): Promise<Base> {
  const known = await findBase(inbox.db, ib);
  if (known && known.epoch !== EPOCH) {
    throw new FileProblem(`База «${ib}» присылает данные сама: для файлов укажите другое имя`);
  }
  const said = { ib, epoch: EPOCH, configuration: 'CommerceML' };
  const base = await introduceBase(inbox.db, said, inbox.now());
  const verdict = judgeBase(base, ib, EPOCH);
  if (!verdict.ok) throw new FileProblem(verdict.text);
  return base;
}

async function importFile(
  into: Pick<Loading, 'inbox' | 'base' | 'map'>, path: string, options: CommercemlOptions,
): Promise<CommercemlSummary> {
  const name = basename(path);
  const sizeBytes = statSync(path).size;
  const { inbox, base } = into;
  const loading: Loading = {
    ...into, name, fileId: await openFile(inbox.db, base.id, name, sizeBytes),
    at: inbox.now().toISOString(), pending: new Map(), prices: noPrices(),
    groups: [],
    summary: {
      file: name, records: {}, objects: {}, quarantined: [], notices: [], complete: false,
    },
  };
  const source = createReadStream(path);
  for await (const record of readCommerceml(source, name)) {
    await takeRecord(loading, record);
    if (loading.pending.size + countPrices(loading.prices) < BATCH_ITEMS) continue;
    await flush(loading);
    options.onProgress?.({ file: name, bytes: source.bytesRead, sizeBytes });
  }
  await flush(loading);
  await closeFile(loading);
  return loading.summary;
}

async function openFile(db: Db, baseId: number, name: string, size: number): Promise<number> {
  const file = await one<{ id: number }>(db,
    `insert into onec.history_file (base_id, path, size_bytes, state)
     values ($1, $2, $3, 'running') returning id`, [baseId, name, size]);
  return file!.id;
}

async function closeFile(loading: Loading): Promise<void> {
  const { inbox, fileId, name, summary } = loading;
  const counts = summary.objects;
  const ctx = systemContext(inbox.db, 'import', inbox.now);
  await inTransaction(inbox.db, async (tx) => {
    await tx.query(
      'update onec.history_file set state = $2, finished_at = $3, counts = $4 where id = $1',
      [fileId, summary.complete ? 'done' : 'failed', inbox.now(), JSON.stringify(counts)]);
    // One event for the whole file: its objects enter as history, without events of their own.
    await writeEvents(tx, ctx, [{
      kind: 'history.loaded', entity: 'exchange', entityId: fileId, data: { file: name, counts },
    }]);
  });
}

async function takeRecord(loading: Loading, record: CommercemlRecord): Promise<void> {
  const { summary } = loading;
  summary.records[record.kind] = (summary.records[record.kind] ?? 0) + 1;
  if (record.kind === 'file' && record.formedAt) loading.at = record.formedAt;
  if (record.kind === 'end') summary.complete = record.complete;
  if (record.kind === 'quarantine') await hold(loading, record);
  if (record.kind === 'group') keepGroup(loading, record);
  for (const item of loading.map(record)) await takeItem(loading, item);
  keepPrices(loading.prices, record, loading.base.ib, loading.at.slice(0, 10));
}

/** A place in a file names the record, so that the same file again does not hold it twice. */
async function hold(loading: Loading, bad: CmlQuarantine): Promise<void> {
  const { inbox, base, name, summary } = loading;
  summary.quarantined.push({ line: bad.line, reason: bad.reason });
  await holdItems(inbox.db, [{
    state: 'rejected', baseId: base.id, ib: base.ib, lane: 'backfill',
    type: bad.element ?? 'file', uid: namedUid(`${base.ib}\n${name}\n${bad.id ?? bad.line}`),
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
  const candidate = candidateOf(item);
  const key = objectKey(TYPE_CODES[candidate.type], candidate.uid);
  const before = loading.pending.get(key);
  if (before && candidate.weak) return;
  // The same object twice: each state is applied, in the order of the file.
  if (before && !before.weak) await flush(loading);
  loading.pending.set(key, candidate);
}

/** What stands before it in the file comes first: the goods that the order names. */
async function takeSiteOrder(loading: Loading, order: SiteOrder): Promise<void> {
  await flush(loading);
  const received = await receiveSiteOrder(loading, order);
  count(loading, 'lead', received);
  if (received !== 'changed') return;
  loading.summary.notices.push({
    line: order.line, id: order.id,
    reason: 'Заказ изменился на сайте, а лид по нему уже есть: сверьте строки',
  });
}

function count({ summary }: Loading, type: string, status: string): void {
  const key = `${type}.${status}`;
  summary.objects[key] = (summary.objects[key] ?? 0) + 1;
}

function candidateOf(item: Exclude<RowItem, { kind: 'notice' | 'siteOrder' }>): Candidate {
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

async function flush(loading: Loading): Promise<void> {
  await flushGroups(loading);
  await flushItems(loading);
  if (countPrices(loading.prices) === 0) return;
  const { storedCount, unknownCount } = await storePrices(
    loading.inbox, loading.base.id, loading.prices);
  const add = (key: string, count: number): void => {
    const { objects } = loading.summary;
    if (count > 0) objects[key] = (objects[key] ?? 0) + count;
  };
  add('price.stored', storedCount);
  add('price.unknown', unknownCount);
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
    count(loading, (item.value as ItemEnvelope).type, status);
    if (status !== 'rejected' && status !== 'parked') return;
    summary.quarantined.push({ line: item.line ?? 0, reason: text ?? status });
  });
}

/** An order of 1C that began on the site belongs to the deal that was made of the request. */
async function nameDeals(loading: Loading, candidates: Candidate[]): Promise<void> {
  const orders = candidates.filter(({ type, op }) => type === 'order' && op === 'upsert');
  const idOf = ({ body }: Candidate) =>
    String((body['extra'] as { commercemlId?: unknown } | undefined)?.commercemlId ?? '');
  const deals = await dealsOfSiteOrders(loading, orders.map(idOf).filter(Boolean));
  for (const order of orders) {
    const dealId = deals.get(idOf(order));
    if (dealId !== undefined) order.body['crmDealId'] = String(dealId);
  }
}

/** Items of the wire for what differs from what is stored, each with the next revision. */
async function changedItems(loading: Loading, candidates: Candidate[]): Promise<RawItem[]> {
  const { inbox, base, at } = loading;
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
      v: 1, id: `${type}:${uid}`, ib: base.ib, epoch: EPOCH, lane: 'backfill', type, uid, rev, op,
      at, sha256, body,
    };
    items.push({ value, line });
  }
  return items;
}

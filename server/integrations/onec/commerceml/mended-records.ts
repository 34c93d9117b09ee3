// A record that could not be read waits in the quarantine. When it comes again and is whole, it
// waits for nothing any more.
import type { CmlQuarantine, CommercemlRecord } from '#contract/commerceml-rows';
import type { Db } from '#platform/database';
import type { Inbox } from '../apply-items.ts';
import { namedUid } from './uid.ts';

/** What is held of a base, by uid, and what of it has come whole meanwhile. */
export type MendedRecords = { baseId: number; held: Set<string>; whole: Set<string> };

/** Names a held record: by what it is and its id, else by its place in the file. */
export function heldUid(ib: string, bad: CmlQuarantine, file: string): string {
  return bad.id === null
    ? namedUid(`${ib}\n${file}\n${bad.line}`) : recordUid(ib, bad.element ?? '', bad.id);
}

const recordUid = (ib: string, element: string, id: string): string =>
  namedUid(`${ib}\n${element}\n${id}`);

export async function openMended(db: Db, baseId: number): Promise<MendedRecords> {
  const { rows } = await db.query<{ uid: string }>(
    `select uid from onec.quarantine
     where base_id = $1 and state = 'rejected' and coalesce(rev, 0) = 0
       and uid is not null`, [baseId]);
  return { baseId, held: new Set(rows.map(({ uid }) => uid)), whole: new Set() };
}

const ELEMENTS: Readonly<Partial<Record<CommercemlRecord['kind'], string>>> = {
  group: 'Группа', property: 'Свойство', priceType: 'ТипЦены', warehouse: 'Склад', unit:
  'ЕдиницаИзмерения', product: 'Товар', offer: 'Предложение', document: 'Документ',
};

/** Costs nothing while nothing is held. */
export function noteMended(mended: MendedRecords, ib: string, record: CommercemlRecord): void {
  const element = ELEMENTS[record.kind];
  if (mended.held.size === 0 || !element) return;
  const uid = recordUid(ib, element, idOf(record));
  if (mended.held.has(uid)) mended.whole.add(uid);
}

function idOf(record: CommercemlRecord): string {
  if (record.kind === 'product' || record.kind === 'offer') {
    const { productId, characteristicId } = record;
    return characteristicId === null ? productId : `${productId}#${characteristicId}`;
  }
  if (record.kind === 'unit') return record.code;
  return 'id' in record ? String(record.id) : '';
}

/** After the batch that held them: only what is stored settles what was held. */
export async function settleMended(inbox: Inbox, mended: MendedRecords): Promise<void> {
  if (mended.whole.size === 0) return;
  await inbox.db.query(
    `update onec.quarantine set state = 'settled', settlement = 'superseded', settled_at = $3
     where base_id = $1 and uid = any($2) and state = 'rejected'
       and coalesce(rev, 0) = 0`,
    [mended.baseId, [...mended.whole], inbox.now()]);
  for (const uid of mended.whole) mended.held.delete(uid);
  mended.whole.clear();
}

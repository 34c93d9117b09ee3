// A held record of a file, tried once more from its own text: after an update of ours, or when what
// it refers to has come. What is wrong in 1C is corrected there and comes again.
import type { OnecResult } from '#contract/onec';
import type { Inbox } from '../apply-items.ts';
import { loadFile } from './load-file.ts';
import { meetBase } from './meet-base.ts';
import { readNames } from './names.ts';
import { FileProblem } from './problem.ts';
import { readCommerceml } from './read-commerceml.ts';
import { rowMapper } from './to-rows.ts';

export type HeldRecord = {
  ib: string | null; type: string | null; file: string | null; raw: string;
};

/** Records of CommerceML are held under the Russian name of their element. */
export const isHeldRecord = ({ type, raw }: Pick<HeldRecord, 'type' | 'raw'>): boolean =>
  type === 'file' || /^[А-Яа-яЁё]/.test(type ?? '') || raw.startsWith('<');

const refused = (text: string): OnecResult => ({ id: '', status: 'rejected', text });

export async function retryRecord(inbox: Inbox, held: HeldRecord): Promise<OnecResult> {
  const { raw } = held;
  if (!raw.startsWith('<')) {
    return refused('Файл прочитан не до конца: выгрузите его из 1С ещё раз. '
      + 'Что стояло до повреждения, уже принято.');
  }
  if (raw.endsWith('…')) return refused('Запись сохранена не целиком: выгрузите её из 1С ещё раз.');
  const bytes = Buffer.from(`<КоммерческаяИнформация>${raw}</КоммерческаяИнформация>`);
  const name = held.file ?? 'record.xml';
  if (await isTornFromContainer(bytes, name)) {
    return refused('Документ лежал в контейнере вместе с заказом и без него не найдёт его: '
      + 'выгрузите заказ из 1С ещё раз.');
  }
  try {
    const base = await meetBase(inbox, held.ib ?? '');
    const map = rowMapper(base.ib, await readNames(inbox.db, base.id));
    const { quarantined: [fault], objects } = await loadFile(
      { inbox, base, map, name, fileId: 0, isLive: true }, oneOf(bytes), { holdsFaults: false });
    if (fault) return refused(fault.reason);
    const isNew = Object.keys(objects).some((key) => !key.endsWith('.unchanged'));
    return { id: '', status: isNew ? 'applied' : 'duplicate' };
  } catch (error) {
    if (error instanceof FileProblem) return refused(error.message);
    throw error;
  }
}

/** A payment with an empty basis knows its order only by the container around both. */
async function isTornFromContainer(bytes: Buffer, name: string): Promise<boolean> {
  for await (const record of readCommerceml(oneOf(bytes), name)) {
    if (record.kind !== 'document' || record.operation === 'order') continue;
    if (record.orderId === null && record.basisId === null) return true;
  }
  return false;
}

async function* oneOf(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

// A base that was restored from a copy: the node's number has gone back. Nothing is taken until a
// person confirms the new epoch; then every object is read and compared again.
import { guardEpoch } from '../bases.ts';
import { saveProgress } from './link.ts';
import { OdataProblem } from './problem.ts';
import { forgetListed } from './remembered-month.ts';
import { forgetVersions } from './versions.ts';
import type { Work } from './work.ts';

export const FIRST_EPOCH = 'odata-1';

export const isOdataEpoch = (epoch: string): boolean => /^odata-\d+$/.test(epoch);

/** Epochs are ours: OData of 1C has none. */
export const nextEpoch = (epoch: string): string =>
  `odata-${(Number(/\d+$/.exec(epoch)?.[0]) || 1) + 1}`;

export async function guardRestored(work: Work, receivedNo: number): Promise<void> {
  const { inbox, base, link } = work;
  if (receivedNo >= link.seenReceivedNo) {
    if (receivedNo > link.seenReceivedNo) {
      await saveProgress(inbox.db, base.id, { seen_received_no: receivedNo });
    }
    return;
  }
  await guardEpoch(inbox.db, base, nextEpoch(base.epoch));
  throw new OdataProblem('configuration', `Номер принятого в узле обмена вернулся с ${
    link.seenReceivedNo} к ${receivedNo}: базу восстановили из копии`);
}

/** After the confirmation of an epoch: numbers and versions of the former one mean nothing. */
export async function beginEpoch(work: Work): Promise<void> {
  const { inbox, base, link } = work;
  if (link.epoch === base.epoch) return;
  await forgetVersions(work);
  await forgetListed(work);
  await saveProgress(inbox.db, base.id, {
    epoch: base.epoch, seen_received_no: 0, notified_no: 0, doubt_until: null,
    sweep_month: null, sweep_source: null, sweep_started_at: null, sweep_finished_at: null,
  });
  Object.assign(link, {
    epoch: base.epoch, seenReceivedNo: 0, notifiedNo: 0, doubtUntil: null,
    sweepMonth: null, sweepSource: null, sweepStartedAt: null, sweepFinishedAt: null,
  });
}

// Settings of the installation that decide which money counts and where a deal begins.
import type { Queryable } from '#platform/database';
import { readSettings } from '#platform/settings';

export type PaymentRules = {
  /** A bank receipt counts only when 1C says that the bank has confirmed it. */
  bankConfirmedOnly: boolean;
  /** Days after which an order of history that was not won is put into the archive. */
  archiveDays: number;
  /** Stage of a new deal by the status that 1C gives its order, in small letters. */
  stageByStatus: ReadonlyMap<string, number>;
};

export async function readPaymentRules(on: Queryable): Promise<PaymentRules> {
  const settings = await readSettings(
    on, ['payments.bankConfirmedOnly', 'deals.archiveDays', 'deals.stageByStatus']);
  const stages = Object.entries(settings['deals.stageByStatus']);
  return {
    bankConfirmedOnly: settings['payments.bankConfirmedOnly'],
    archiveDays: settings['deals.archiveDays'],
    stageByStatus: new Map(stages.map(([status, stageId]) => [statusKey(status), stageId])),
  };
}

/** 1C's statuses are typed by people: case and outer blanks do not tell two of them apart. */
export const statusKey = (status: string): string => status.trim().toLowerCase();

type Judged = { kind: string; posted: boolean; deleted: boolean; bankConfirmed: boolean };

/** Whether the money of a payment that is still there counts. */
export function paymentCounts(payment: Judged, rules: PaymentRules): boolean {
  if (!payment.posted || payment.deleted) return false;
  return payment.kind !== 'bank' || payment.bankConfirmed || !rules.bankConfirmedOnly;
}

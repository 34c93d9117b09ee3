// An answer of 1C about an order without its lines. Pure.
import type { CmlDocument } from '#contract/commerceml-rows';
import type { LocalDay, OnecUid } from '#contract/onec-rows';
import { readDay } from './read-values.ts';

/** As 1C writes it into the requisites; marks have a number and a day and never a sum. */
export type OrderState = {
  number: string | null; orderedOn: LocalDay | null; status: string | null;
  paidNumber: string | null; paidOn: LocalDay | null;
  shippedNumber: string | null; shippedOn: LocalDay | null;
  cancelled: boolean; deleted: boolean;
};

/**
 * Key in `extra` of an order that is cancelled: what it was worth before, for 1C may bring it back
 * by a word without lines.
 */
export const BEFORE_CANCEL = 'beforeCancel';

export type BeforeCancel = {
  total: string;
  /** Places of lines that were cancelled by themselves. */
  cancelledLines: number[];
};

export type OrderAnswer = { id: string; uid: OnecUid; posted: boolean | null; state: OrderState };

export function stateOf(document: CmlDocument): OrderState {
  const { requisites, onecDate } = document;
  return {
    number: document.onecNumber,
    orderedOn: onecDate?.slice(0, 10) ?? null,
    status: document.status,
    paidNumber: requisites['Номер оплаты по 1С'] ?? null,
    paidOn: readDay(requisites['Дата оплаты по 1С']),
    shippedNumber: requisites['Номер отгрузки по 1С'] ?? null,
    shippedOn: readDay(requisites['Дата отгрузки по 1С']),
    cancelled: document.cancelled,
    deleted: document.deleted,
  };
}

// Which fields of a list are written as cells; the server knows the same and says no to the others.
import { ONEC_DEAL_FIELDS } from '#contract/deals';
import type { ListNoun } from '#contract/lists';
import type { FieldInfo } from '#contract/listing';
import { decimalFromKopecks } from '#contract/money';
import { typedMoment } from '../form/typed-due.ts';
import { cellText } from './cell-value.tsx';

const WRITTEN: Record<ListNoun, readonly string[]> = {
  deals: [
    'title', 'stage', 'responsible', 'company', 'source', 'estimateKopecks', 'projectName',
    'endCustomerName', 'endCustomerInn', 'address', 'comment', 'nextTaskAt',
  ],
  companies: ['name', 'inn', 'kpp', 'address', 'kind', 'responsible'],
  contacts: ['name', 'position', 'company', 'responsible'],
  leads: [
    'title', 'topic', 'topicText', 'comment', 'personName', 'companyName', 'channel', 'source',
    'estimateKopecks', 'stage', 'nextTaskAt',
  ],
  products: ['article', 'name', 'unit', 'vatRate', 'priceKopecks', 'group'],
  tasks: ['title', 'priority', 'assigneeId', 'dueAt'],
};

const ONEC: Partial<Record<ListNoun, readonly string[]>> = {
  deals: [...ONEC_DEAL_FIELDS, 'balanceKopecks'], companies: ['advanceKopecks'],
};

export const isWritten = (noun: ListNoun, { name }: FieldInfo): boolean =>
  WRITTEN[noun].includes(name) || name.startsWith('custom.');

export const isOnecField = (noun: ListNoun, { name }: FieldInfo): boolean =>
  ONEC[noun]?.includes(name) ?? false;

/** A value as it is typed: a sum without spaces and with its kopecks. */
export function typedText(field: FieldInfo, value: unknown): string {
  if (field.type === 'moment') return typedMoment(value as string | null | undefined);
  if (field.type !== 'money') return cellText(field, value);
  return value === null || value === undefined ? ''
    : decimalFromKopecks(Number(value)).replace('.', ',');
}

// Fields of a deal that a person fills, as the database keeps them. Pure.
import type { DealEdit } from '#contract/deals';
import { innFault } from '#contract/requisites';
import { refuseField } from '#platform/refuse';
import type { DealColumn } from './update-deal.ts';

export type DealFields = Partial<Omit<DealEdit, 'version' | 'custom'>>;

export const COLUMN_OF: Record<keyof DealFields, DealColumn> = {
  title: 'title',
  companyId: 'company_id',
  contactId: 'contact_id',
  ownEntityId: 'own_entity_id',
  sourceId: 'source_id',
  responsibleId: 'responsible_id',
  estimateKopecks: 'estimate_kopecks',
  comment: 'comment',
  projectName: 'project_name',
  endCustomerName: 'end_customer_name',
  endCustomerInn: 'end_customer_inn',
  address: 'address',
};

/** Only the known fields that were given; blank text is no text, a title must stay. */
export function cleanFields(input: DealFields): DealFields {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(COLUMN_OF) as (keyof DealFields)[]) {
    const value = input[name];
    if (value === undefined) continue;
    fields[name] = typeof value === 'string' ? value.trim() || null : value;
  }
  if (fields['title'] === null) throw refuseField('title', 'Название не заполнено.');
  const inn = fields['endCustomerInn'];
  const fault = typeof inn === 'string' ? innFault(inn) : null;
  if (fault) throw refuseField('endCustomerInn', fault);
  return fields as DealFields;
}

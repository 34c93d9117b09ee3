// Fields of a lead that a person fills, as the database keeps them. Pure.
import type { LeadEdit } from '#contract/leads';
import { refuseField } from '#platform/refuse';
import type { LeadColumn } from './update-lead.ts';

/** Phones and addresses have a table of their own. */
export type LeadFields = Partial<Omit<LeadEdit, 'version' | 'phones' | 'emails' | 'custom'>>;

export const COLUMN_OF: Record<keyof LeadFields, LeadColumn> = {
  title: 'title',
  personName: 'person_name',
  companyName: 'company_name',
  companyId: 'company_id',
  contactId: 'contact_id',
  channel: 'channel',
  sourceId: 'source_id',
  topicId: 'topic_id',
  topicText: 'topic_text',
  responsibleId: 'responsible_id',
  comment: 'comment',
  estimateKopecks: 'estimate_kopecks',
};

/** Only the known fields that were given; blank text is no text, a title must stay. */
export function cleanFields(input: Partial<LeadEdit>): LeadFields {
  const fields: Record<string, unknown> = {};
  for (const name of Object.keys(COLUMN_OF) as (keyof LeadFields)[]) {
    const value = input[name];
    if (value === undefined) continue;
    fields[name] = typeof value === 'string' ? value.trim() || null : value;
  }
  if (fields['title'] === null) throw refuseField('title', 'Название не заполнено.');
  return fields as LeadFields;
}

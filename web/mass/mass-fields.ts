// Fields that make sense for many records at once, and how a value is typed in.
import type { CustomField } from '#contract/custom-fields';
import { customName } from '#contract/custom-fields';
import type { MassNoun } from '#contract/mass';

export type { MassNoun };

export type MassField = {
  name: string;
  kind: 'text' | 'money' | 'reference' | 'choice' | 'due' | 'custom';
  /** Choice source of a reference or a choice. */
  source?: string;
  /** A field of one's own. */
  own?: CustomField;
};

export const MASS_FIELDS: Record<MassNoun, MassField[]> = {
  deals: [
    { name: 'sourceId', kind: 'reference', source: 'sources' },
    { name: 'projectName', kind: 'text' },
    { name: 'endCustomerName', kind: 'text' },
    { name: 'endCustomerInn', kind: 'text' },
    { name: 'address', kind: 'text' },
    { name: 'comment', kind: 'text' },
    { name: 'companyId', kind: 'reference', source: 'companies' },
    { name: 'estimateKopecks', kind: 'money' },
    { name: 'title', kind: 'text' },
  ],
  companies: [
    { name: 'kind', kind: 'choice', source: 'companyKinds' },
    { name: 'address', kind: 'text' },
  ],
  contacts: [
    { name: 'companyId', kind: 'reference', source: 'companies' },
    { name: 'position', kind: 'text' },
  ],
  leads: [
    { name: 'topicId', kind: 'reference', source: 'leadTopics' },
    { name: 'topicText', kind: 'text' },
    { name: 'sourceId', kind: 'reference', source: 'sources' },
    { name: 'channel', kind: 'choice', source: 'leadChannels' },
    { name: 'companyId', kind: 'reference', source: 'companies' },
    { name: 'comment', kind: 'text' },
  ],
  products: [
    { name: 'groupId', kind: 'reference', source: 'productGroups' },
    { name: 'unit', kind: 'text' },
    { name: 'vatRate', kind: 'choice', source: 'vatRates' },
  ],
  tasks: [
    { name: 'dueAt', kind: 'due' },
    { name: 'priority', kind: 'choice', source: 'taskPriorities' },
  ],
};

/** Fields of one's own that this person may fill; a file is of one record alone. */
export const ownMassFields = (fields: CustomField[]): MassField[] => fields
  .filter((field) => field.mayEdit && field.kind !== 'file')
  .map((own) => ({ name: customName(own.code), kind: 'custom', own }));

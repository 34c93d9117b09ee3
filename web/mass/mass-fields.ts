// Fields that make sense for many records at once, and how a value is typed in.
export type MassNoun = 'deals' | 'companies';

export type MassField = {
  name: string;
  kind: 'text' | 'money' | 'reference' | 'choice';
  /** Choice source of a reference or a choice. */
  source?: string;
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
};

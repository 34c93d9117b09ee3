// Nouns of lists and the entities that events and addresses speak of.
import type { ListNoun } from '#contract/lists';

export const ENTITY_OF: Record<ListNoun, string> = {
  deals: 'deal', companies: 'company', contacts: 'contact', leads: 'lead', products: 'product',
  tasks: 'task',
};

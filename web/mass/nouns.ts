// Nouns of lists and the entities that events and addresses speak of.
import type { CustomEntity } from '#contract/custom-fields';
import type { ListNoun } from '#contract/lists';

export const ENTITY_OF: Record<ListNoun, CustomEntity> = {
  deals: 'deal', companies: 'company', contacts: 'contact', leads: 'lead', products: 'product',
  tasks: 'task',
};

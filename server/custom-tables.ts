// Where records with custom fields live: composition alone knows every table.
import type { CustomTables } from '#modules/fields';

export const CUSTOM_TABLES: CustomTables = {
  deal: 'deals.deal', lead: 'leads.lead', company: 'customers.company',
  contact: 'customers.contact', product: 'catalog.product', task: 'work.task',
};

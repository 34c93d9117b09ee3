// Leads of a merged source follow it, as its deals do.
import { followMergedSources } from '#modules/deals';
import type { Db } from '#platform/database';

export const followLeadSources = (db: Db, now: () => Date): Promise<void> =>
  followMergedSources(db, now, { table: 'leads.lead', entity: 'lead' });

// Which record a person may read, speak about or change: the answers of the modules, gathered.
import { readProduct } from '#modules/catalog';
import { mergedIds, readCompany, readContact } from '#modules/customers';
import { dealAccess, dealTitles } from '#modules/deals';
import { leadAccess, leadTitles } from '#modules/leads';
import { staffAccess } from '#modules/staff';
import { taskAccess, type WorkDeps } from '#modules/work';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import type { EntityAccess } from '#platform/entity-access';
import { daySources } from './day.ts';

/** Who may read the records that tasks hang on. */
const recordAccess: EntityAccess = {
  ...staffAccess,
  company: async (ctx, id, action) => {
    if (action === 'edit') requireRight(ctx.actor, 'company', 'edit');
    return (await readCompany(ctx, id)).id;
  },
  contact: async (ctx, id, action) => {
    if (action === 'edit') requireRight(ctx.actor, 'contact', 'edit');
    return (await readContact(ctx, id)).id;
  },
  product: async (ctx, id, action) => {
    if (action === 'edit') requireRight(ctx.actor, 'product', 'edit');
    await readProduct(ctx, id);
  },
  deal: dealAccess,
  lead: leadAccess,
  setting: async (ctx, _id, action) => {
    requireRight(ctx.actor, 'setting', action === 'edit' ? 'edit' : 'read');
  },
};

/** What tasks and notices need of the records that they are about. */
export const work: WorkDeps = {
  entityAccess: recordAccess, entityTitles: { deal: dealTitles, lead: leadTitles }, daySources,
};

/** Who may read the history of a record and speak about it. */
export const entityAccess: EntityAccess = { ...recordAccess, task: taskAccess(work) };

/** The history of a merged record is read with that of the one it has become. */
export const entityAliases = {
  company: (ctx: Context, id: number) => mergedIds(ctx, { entity: 'company', id }),
  contact: (ctx: Context, id: number) => mergedIds(ctx, { entity: 'contact', id }),
};

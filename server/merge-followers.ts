// Who follows when two companies or contacts become one, in the order in which they are asked.
import { lockIdentities } from '#integrations/onec';
import type { MergeFollower } from '#modules/customers';
import { dealsFollower } from '#modules/deals';
import { leadsFollower } from '#modules/leads';
import { ordersFollower } from '#modules/payments';
import { countTasksOf, passTasks } from '#modules/work';
import { countFilesOf, passFiles } from '#platform/files/pass-files';

export const MERGE_FOLLOWERS: readonly MergeFollower[] = [
  { noun: 'exchange', lock: lockIdentities },
  ordersFollower,
  dealsFollower,
  leadsFollower,
  {
    noun: 'tasks',
    count: countTasksOf,
    follow: (tx, ctx, move) => passTasks(tx, ctx, move, null),
    giveBack: async (tx, ctx, { ids, ...back }) => { await passTasks(tx, ctx, back, ids); },
  },
  {
    noun: 'files',
    count: countFilesOf,
    follow: (tx, _ctx, move) => passFiles(tx, move, null),
    giveBack: async (tx, _ctx, { ids, ...back }) => { await passFiles(tx, back, ids); },
  },
];

import { companiesList, companyRead, contactRead, contactsList } from '#contract/customers';
import { dealRead, dealsBoard, dealsList } from '#contract/deals';
import { duplicatesList } from '#contract/duplicate-pairs';
import { filesList } from '#contract/files';
import type { MergeEntity } from '#contract/merges';
import { mergesList } from '#contract/merges';
import { eventsList } from '#contract/timeline';
import { tasksList } from '#contract/work';
import { keyOf, queryClient } from '../../api/query.ts';

/** After a merge or its undo nearly everything about both records stands elsewhere. */
export function refreshMerged(entity: MergeEntity): void {
  const own = entity === 'company'
    ? [companyRead, companiesList, contactRead] : [contactRead, contactsList, companyRead];
  for (const route of [
    ...own, mergesList, duplicatesList, dealsList, dealRead, dealsBoard, tasksList, filesList,
    eventsList,
  ]) void queryClient.invalidateQueries({ queryKey: keyOf(route) });
  void queryClient.invalidateQueries({ queryKey: ['known'] });
}

import { dealEdit, dealsBoard, dealsList } from '#contract/deals';
import type { DealItem } from '#contract/deals';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { announce } from '../../ui/announce.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { patchListRow } from './patch-list-row.ts';

/** A new title, on the screen at once; a refusal puts the old one back and says why. */
export async function renameDeal(deal: DealItem, title: string): Promise<void> {
  if (!title || title === deal.title) return;
  patchListRow({ ...deal, title });
  try {
    const { version } = await call(dealEdit, {
      params: { id: deal.id }, body: { version: deal.version, title },
    });
    patchListRow({ ...deal, title, version });
    announce(ruDeals.renamed(deal.number));
    void queryClient.invalidateQueries({ queryKey: keyOf(dealsBoard) });
  } catch (error) {
    patchListRow(deal);
    failToast(ruDeals.renameFailed(deal.number), error);
    void queryClient.invalidateQueries({ queryKey: [...keyOf(dealsList), 'keyset'] });
  }
}

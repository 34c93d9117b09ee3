import { dealRead } from '#contract/deals';
import { queryClient, routeQuery } from '../../api/query.ts';

/** The deal is on its way while its page still comes; what fails is asked again by the page. */
export function startDeal(id: number): void {
  void queryClient.prefetchQuery(routeQuery(dealRead, { params: { id } }));
}

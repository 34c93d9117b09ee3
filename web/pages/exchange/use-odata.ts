import { useQuery } from '@tanstack/react-query';
import { odataLinks, odataPoll } from '#contract/odata';
import type { OdataLink } from '#contract/odata';
import { call } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruOdata } from '../../texts/ru-odata.ts';
import { act } from './use-exchange.ts';

const REFRESH_MS = 3000;

export const refreshOdata = () =>
  void queryClient.invalidateQueries({ queryKey: keyOf(odataLinks) });

/** What is being polled changes every second; it is asked while it is looked at. */
export function useOdata() {
  useChanges('exchange', null, (changes) => {
    if (changes.some((change) => change.kind.startsWith('exchange.odata'))) refreshOdata();
  });
  return useQuery({ ...routeQuery(odataLinks, {}), refetchInterval: REFRESH_MS });
}

export function pollNow(link: OdataLink): void {
  act(call(odataPoll, { params: { id: link.id } }).finally(refreshOdata),
    () => ruOdata.polling(link.ib));
}

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { dealsList } from '#contract/deals';
import { routeQuery } from '../../api/query.ts';
import { ruOrders } from '../../texts/ru-orders.ts';
import { formatNumber } from '../../ui/format.ts';
import type { DealsView } from './use-deals-view.ts';

const FILTER = JSON.stringify({ isOpen: { eq: true }, withoutOrder: { eq: true } });

/** «Без заказа · 12»: open deals that 1C has no order for, by one click. */
export function WithoutOrder({ view }: { view: DealsView }) {
  const { data } = useQuery(
    routeQuery(dealsList, { query: { filter: FILTER, limit: '1', total: '1' } }));
  const isOn = view.search.filter === FILTER;
  return (
    <Button
      variant="default"
      aria-pressed={isOn}
      title={ruOrders.withoutHint}
      onClick={() => view.change({ filter: isOn ? undefined : FILTER, view: undefined })}
    >
      {data?.total === undefined ? ruOrders.without
        : `${ruOrders.without} · ${formatNumber(data.total)}`}
    </Button>
  );
}

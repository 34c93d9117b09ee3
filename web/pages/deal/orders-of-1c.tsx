import { Button, Checkbox, Popover } from '@mantine/core';
import { isHidden, useSession } from '../../api/session.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { onecColumns } from '../offer/take-lines.ts';
import { useLineLayout } from '../offer/use-line-layout.ts';
import { OrderLines } from './order-lines.tsx';
import { OrderActs } from '../orders/order-acts.tsx';
import type { Order } from './use-deal-money.ts';
import css from './goods-tab.module.css';

const { goods } = ruDeal;

function ColumnsOf1c({ names, hidden, onHidden }: {
  names: string[]; hidden: ReadonlySet<string>; onHidden: (hidden: string[]) => void;
}) {
  function toggle(name: string) {
    const next = new Set(hidden);
    if (!next.delete(name)) next.add(name);
    onHidden([...next]);
  }
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button variant="default">{goods.columnsOf1c}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={goods.columnsOf1c}>
        <div className={css.columns}>
          {names.map((name) => (
            <Checkbox key={name} label={name} checked={!hidden.has(name)}
              onChange={() => toggle(name)}
            />
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Orders of 1C to read, with whatever columns that 1C sends; the person chooses among them. */
export function OrdersOf1c({ dealId, orders, place, mayPlace }: {
  dealId: number; orders: Order[]; place: string;
  /** Whether the person may say whose deal an order is. */
  mayPlace: boolean;
}) {
  const { layout, save } = useLineLayout(place);
  const seesCost = !isHidden(useSession(), 'line.cost');
  const hidden = new Set(layout.hiddenOnec);
  const names = onecColumns(orders);
  const tools = names.length === 0 ? null : (
    <ColumnsOf1c names={names} hidden={hidden}
      onHidden={(hiddenOnec) => save({ hiddenOnec })} />
  );
  return orders.map((order, at) => (
    <OrderLines
      key={order.uid}
      order={order}
      hidden={hidden}
      seesCost={seesCost}
      tools={(
        <>
          <span className={css.space} />
          {at === 0 ? tools : null}
          {mayPlace ? <OrderActs dealId={dealId} order={order} /> : null}
        </>
      )}
    />
  ));
}

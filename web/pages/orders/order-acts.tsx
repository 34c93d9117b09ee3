import { ActionIcon, Menu } from '@mantine/core';
import { Suspense, useState } from 'react';
import { ruOrders } from '../../texts/ru-orders.ts';
import { IconDots } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import type { Order } from '../deal/use-deal-money.ts';

const MoveDialog = lazyPart(() => import('./move-dialog.tsx').then((module) => module.MoveDialog));
const SplitDialog = lazyPart(() =>
  import('./split-dialog.tsx').then((module) => module.SplitDialog));
const ProposeDialog = lazyPart(() =>
  import('./propose-dialog.tsx').then((module) => module.ProposeDialog));

type Opened = 'move' | 'split' | 'propose' | null;

/** What a person may do with an order that 1C owns: place it, or ask 1C to change it. */
export function OrderActs({ dealId, order }: { dealId: number; order: Order }) {
  const [opened, setOpened] = useState<Opened>(null);
  const props = { dealId, order, onClose: () => setOpened(null) };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label={ruOrders.acts(order.number)}>
            <IconDots size={16} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {order.mayPropose ? (
            <Menu.Item onClick={() => setOpened('propose')}>{ruOrders.propose}</Menu.Item>
          ) : null}
          <Menu.Item onClick={() => setOpened('move')}>{ruOrders.move}</Menu.Item>
          <Menu.Item onClick={() => setOpened('split')}>{ruOrders.split}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {opened === 'move' ? <MoveDialog {...props} /> : null}
        {opened === 'split' ? <SplitDialog {...props} /> : null}
        {opened === 'propose' ? <ProposeDialog {...props} /> : null}
      </Suspense>
    </>
  );
}

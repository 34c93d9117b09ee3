import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { ruOrders } from '../../texts/ru-orders.ts';
import { IconLink } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import css from './orders.module.css';

const FindOrderDialog = lazyPart(() =>
  import('./find-order-dialog.tsx').then((module) => module.FindOrderDialog));

/** «Привязать заказ 1С»: what 1C has put into another deal. */
export function LinkOrder({ dealId }: { dealId: number }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={css.row}>
      <Button size="compact-sm" variant="default"
        leftSection={<IconLink size={14} stroke={1.75} />} onClick={() => setOpen(true)}
      >
        {ruOrders.link}
      </Button>
      <Suspense>
        {isOpen ? <FindOrderDialog dealId={dealId} onClose={() => setOpen(false)} /> : null}
      </Suspense>
    </div>
  );
}

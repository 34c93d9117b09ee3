import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ordersFind } from '#contract/orders';
import type { FoundOrder } from '#contract/orders';
import { routeQuery } from '../../api/query.ts';
import { ruOrders } from '../../texts/ru-orders.ts';
import { failToast } from '../../ui/fail-toast.ts';
import { formatDay, formatMoney } from '../../ui/format.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import dialog from '../../form/form.module.css';
import { moveOrder } from './move-order.ts';
import css from './orders.module.css';

const { find: texts } = ruOrders;
const TYPING_MS = 200;

function FoundRow({ order, onTake }: { order: FoundOrder; onTake: () => Promise<void> }) {
  const [isBusy, setBusy] = useState(false);
  const about = [
    order.orderedAt ? formatDay(order.orderedAt.slice(0, 10)) : null,
    order.totalKopecks === null ? null : formatMoney(order.totalKopecks),
    order.company?.name ?? null,
  ];
  return (
    <li className={css.found} data-void={!order.counts || undefined}>
      <div className={css.words}>
        <b>{order.number}</b> {about.filter(Boolean).join(' · ')}
        <p className={css.quiet}>{texts.in(order.dealNumber, order.dealTitle)}</p>
      </div>
      {order.mayMove ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={isBusy}
          aria-label={texts.take(order.number)}
          onClick={() => {
            setBusy(true);
            void onTake().finally(() => setBusy(false));
          }}
        >
          {texts.takeShort}
        </Button>
      ) : <span className={css.quiet}>{texts.notYours}</span>}
    </li>
  );
}

type ListProps = { dealId: number; q: string; onTake: (order: FoundOrder) => Promise<void> };

function FoundList({ dealId, q, onTake }: ListProps) {
  const reading = useQuery({
    ...routeQuery(ordersFind, { query: { dealId, ...(q ? { q } : {}) } }),
    placeholderData: keepPreviousData,
  });
  const { data } = reading;
  if (!data) return <ReadingState of={reading} rows={4} rowHeight={44} />;
  if (data.items.length === 0) {
    return (
      <p className={css.none}>
        {q ? texts.none : texts.start}
        {q ? <span className={css.quiet}>{texts.noneHint}</span> : null}
      </p>
    );
  }
  return (
    <ul className={css.list} aria-label={q ? texts.found : texts.ofCompany}>
      {data.items.map((order) => (
        <FoundRow key={order.uid} order={order} onTake={() => onTake(order)} />
      ))}
    </ul>
  );
}

/** Finds an order of 1C in another deal and brings it here. */
export function FindOrderDialog({ dealId, onClose }: { dealId: number; onClose: () => void }) {
  const [text, setText] = useState('');
  const [withdraws, setWithdraws] = useState(true);
  const [q] = useDebouncedValue(text.trim(), TYPING_MS);

  async function take({ uid, number, dealId: fromId, dealTitle: title }: FoundOrder) {
    try {
      await moveOrder({ uid, number, fromId, toId: dealId }, withdraws ? { title } : null);
      onClose();
    } catch (error) {
      failToast(ruOrders.failed, error);
    }
  }

  return (
    <Modal opened onClose={onClose} title={texts.title} size={600}>
      <div className={dialog.form}>
        <p className={dialog.lead}>{texts.lead}</p>
        <TextInput
          data-autofocus
          label={texts.label}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <FoundList dealId={dealId} q={q} onTake={take} />
        <Checkbox label={texts.withdraw} checked={withdraws}
          onChange={(event) => setWithdraws(event.currentTarget.checked)}
        />
      </div>
    </Modal>
  );
}

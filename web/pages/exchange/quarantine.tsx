import { Button } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { HeldItem } from '#contract/exchange';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { formatMoment, formatNumber } from '../../ui/format.ts';
import { IconCircleCheck } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { TagMeaning } from '../../ui/tag.tsx';
import { useQuarantine } from './use-exchange.ts';
import type { HeldState } from './use-exchange.ts';
import css from './quarantine.module.css';

const { quarantine: texts } = ruExchange;
const STATES: HeldState[] = ['open', 'parked', 'rejected', 'settled'];
const MEANINGS: Record<HeldItem['state'], TagMeaning> = {
  parked: 'warn', rejected: 'bad', settled: 'plain',
};

export function HeldTag({ item }: { item: HeldItem }) {
  const settled = item.settlement ? texts.settlements[item.settlement] : undefined;
  return <Tag meaning={MEANINGS[item.state]}>{settled ?? texts.tags[item.state]}</Tag>;
}

export function objectName(item: Pick<HeldItem, 'type'>): string {
  return item.type ? texts.types[item.type] ?? item.type : texts.unknownType;
}

function Row({ item, isOpen, onOpen }: { item: HeldItem; isOpen: boolean; onOpen: () => void }) {
  return (
    <tr className={isOpen ? plain.current : undefined} onClick={onOpen} data-held={item.id}>
      <td className={css.when}>{formatMoment(item.receivedAt)}</td>
      <td>
        <button type="button" className={css.open} aria-expanded={isOpen}>
          {objectName(item)}
        </button>
      </td>
      <td className={css.reason}>{item.reason}</td>
      <td><HeldTag item={item} /></td>
      <td className={plain.code}>{item.ib}</td>
      <td className={plain.number}>{item.tries}</td>
    </tr>
  );
}

/** Arrows go from row to row; each row is opened by its own button. */
function moveRow(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const row = (event.target as HTMLElement).closest('tr');
  const next = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const button = next?.querySelector('button');
  if (!button) return;
  event.preventDefault();
  button.focus();
}

type QuarantineProps = {
  state: HeldState;
  openId: number | undefined;
  onState: (state: HeldState) => void;
  onOpen: (id: number) => void;
};

function Nothing({ state }: { state: HeldState }) {
  const title = {
    open: texts.none, settled: texts.noneSettled, parked: texts.nonSuch, rejected: texts.nonSuch,
  };
  return (
    <EmptyState
      icon={<IconCircleCheck size={20} stroke={1.5} />}
      title={title[state]}
      hint={state === 'open' ? texts.noneHint : undefined}
    />
  );
}

function HeldTable({ items, openId, onOpen }: {
  items: HeldItem[]; openId: number | undefined; onOpen: (id: number) => void;
}) {
  return (
    <div className={plain.scroll} onKeyDown={moveRow}>
      <table className={`${plain.table} ${css.held}`} aria-label={texts.title}>
        <thead>
          <tr>
            <th scope="col">{texts.received}</th>
            <th scope="col">{texts.object}</th>
            <th scope="col">{texts.reason}</th>
            <th scope="col">{texts.state}</th>
            <th scope="col">{texts.base}</th>
            <th scope="col" className={plain.number}>{texts.tries}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <Row
              key={item.id}
              item={item}
              isOpen={item.id === openId}
              onOpen={() => onOpen(item.id)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Held({ query, state, openId, onOpen }: {
  query: ReturnType<typeof useQuarantine>; state: HeldState;
  openId: number | undefined; onOpen: (id: number) => void;
}) {
  if (query.isPending) return <SkeletonRows count={5} height={36} />;
  if (!query.data) {
    return (
      <ErrorState error={query.error} title={texts.failed} onRetry={() => void query.refetch()} />
    );
  }
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <Nothing state={state} />;
  return (
    <>
      <HeldTable items={items} openId={openId} onOpen={onOpen} />
      {query.hasNextPage ? (
        <Button
          variant="default"
          className={css.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {texts.more}
        </Button>
      ) : null}
    </>
  );
}

/** Everything of 1C that could not be applied, with a reason a person understands. */
export function Quarantine({ state, openId, onState, onOpen }: QuarantineProps) {
  const query = useQuarantine(state);
  const total = query.data?.pages[0]?.total;
  return (
    <Panel
      title={total ? `${texts.title} · ${formatNumber(total)}` : texts.title}
      aside={(
        <Segments
          label={texts.label}
          value={state}
          items={STATES.map((value) => ({ value, label: texts.states[value] ?? value }))}
          onChange={onState}
        />
      )}
    >
      <Held query={query} state={state} openId={openId} onOpen={onOpen} />
    </Panel>
  );
}

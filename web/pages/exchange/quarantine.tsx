import { Button } from '@mantine/core';
import { useState } from 'react';
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
import { HeldSelection } from './held-selection.tsx';
import { MarkAll } from './mark-all.tsx';
import { useQuarantine } from './use-exchange.ts';
import type { HeldState } from './use-exchange.ts';
import { useMarks, type Marks } from './use-marks.ts';
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

export function objectName(item: Pick<HeldItem, 'type' | 'name'>): string {
  const type = item.type ? texts.types[item.type] ?? item.type : texts.unknownType;
  return [type, item.name].filter(Boolean).join(' ');
}

const isUnsettled = ({ state }: HeldItem) => state !== 'settled';

function Mark({ item, marks }: { item: HeldItem; marks: Marks<number> | null }) {
  if (!marks) return null;
  return (
    <td className={css.mark} onClick={(event) => event.stopPropagation()}>
      {isUnsettled(item) ? (
        <input
          type="checkbox"
          aria-label={texts.mark(objectName(item), formatMoment(item.receivedAt))}
          checked={marks.marked.has(item.id)}
          onChange={(event) => marks.onMark([item.id], event.target.checked)}
        />
      ) : null}
    </td>
  );
}

type RowProps = {
  item: HeldItem; isOpen: boolean; onOpen: () => void; marks: Marks<number> | null;
};

function Row({ item, isOpen, onOpen, marks }: RowProps) {
  return (
    <tr className={isOpen ? plain.current : undefined} onClick={onOpen} data-held={item.id}>
      <Mark item={item} marks={marks} />
      <td className={css.when}>{formatMoment(item.receivedAt)}</td>
      <td>
        <button type="button" className={css.open} aria-expanded={isOpen}>
          {objectName(item)}
        </button>
      </td>
      <td className={css.reason} data-line>{item.reason}</td>
      <td><HeldTag item={item} /></td>
      <td className={plain.code}>{item.ib}</td>
      <td className={plain.number} data-label={texts.tries}>{item.tries}</td>
    </tr>
  );
}

/** Arrows go from row to row; each row is opened by its own button. */
function moveRow(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const row = (event.target as HTMLElement).closest('tr');
  const next = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const button = next?.querySelector<HTMLElement>(
    event.target instanceof HTMLInputElement ? 'input' : 'button');
  if (!button) return;
  event.preventDefault();
  button.focus();
}

type QuarantineProps = {
  state: HeldState;
  openId: number | undefined;
  mayEdit: boolean;
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

type TableProps = {
  items: HeldItem[]; openId: number | undefined; onOpen: (id: number) => void;
  marks: Marks<number> | null;
};

function HeldTable({ items, openId, onOpen, marks }: TableProps) {
  const openIds = items.filter(isUnsettled).map(({ id }) => id);
  return (
    <div className={plain.scroll} onKeyDown={moveRow}>
      <table className={`${plain.table} ${plain.cards} ${css.held}`} aria-label={texts.title}>
        <thead>
          <tr>
            {marks ? <MarkAll ids={openIds} marks={marks} label={texts.markAll} /> : null}
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
              marks={marks}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeldProps = Pick<QuarantineProps, 'state' | 'openId' | 'onOpen'> & {
  query: ReturnType<typeof useQuarantine>; marks: Marks<number> | null;
};

function Held({ query, state, openId, onOpen, marks }: HeldProps) {
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
      <HeldTable items={items} openId={openId} onOpen={onOpen} marks={marks} />
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

type Codes = { code: string; count: number }[];

/** Hundreds of records have a few reasons: one is looked at, and settled, at a time. */
function CodePicker({ codes, code, onCode }: {
  codes: Codes; code: string; onCode: (code: string) => void;
}) {
  if (codes.length < 2) return null;
  return (
    <select
      className={css.codes}
      aria-label={texts.byReason}
      value={code}
      onChange={(event) => onCode(event.target.value)}
    >
      <option value="">{texts.allReasons}</option>
      {codes.map((each) => (
        <option key={each.code} value={each.code}>
          {texts.codes[each.code] ?? each.code} · {formatNumber(each.count)}
        </option>
      ))}
    </select>
  );
}

/** Everything of 1C that could not be applied, with a reason a person understands. */
export function Quarantine({ state, openId, mayEdit, onState, onOpen }: QuarantineProps) {
  const [code, setCode] = useState('');
  const query = useQuarantine(state, code);
  const [first] = query.data?.pages ?? [];
  const { chosen, clear, marks } = useMarks(
    query.data?.pages.flatMap((page) => page.items) ?? [], isUnsettled);
  return (
    <Panel
      title={first?.total ? `${texts.title} · ${formatNumber(first.total)}` : texts.title}
      aside={(
        <>
          <CodePicker codes={first?.codes ?? []} code={code} onCode={setCode} />
          <Segments
            label={texts.label}
            value={state}
            items={STATES.map((value) => ({ value, label: texts.states[value] ?? value }))}
            onChange={(next) => {
              setCode('');
              onState(next);
            }}
          />
        </>
      )}
    >
      {mayEdit && chosen.length > 0 ? (
        <HeldSelection ids={chosen.map(({ id }) => id)} onDone={clear} />
      ) : null}
      <Held
        query={query}
        state={state}
        openId={openId}
        onOpen={onOpen}
        marks={mayEdit ? marks : null}
      />
    </Panel>
  );
}

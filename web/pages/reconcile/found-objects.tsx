import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { reconcileObjects, reconcileRemove, reconcileResend } from '#contract/reconcile';
import type { Reconcile, ReconcileObject } from '#contract/reconcile';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { paths } from '../../paths.ts';
import { ruExchange } from '../../texts/ru-exchange.ts';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { formatDay, formatSum } from '../../ui/format.ts';
import { Panel } from '../../ui/page.tsx';
import plain from '../../ui/plain-table.module.css';
import { ReadingState } from '../../ui/reading-state.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Go, ReconcileSearch } from './reconcile-search.ts';
import { monthName } from './side-cells.tsx';
import { act } from './use-reconcile.ts';
import css from './reconcile.module.css';

const PAGE = 50;

type FoundProps = { run: Reconcile; mayEdit: boolean; search: ReconcileSearch; go: Go };

const resend = (run: Reconcile, uids?: string[]) => act(
  call(reconcileResend, { params: { id: run.id }, body: uids ? { uids } : {} }),
  ({ asked }) => texts.resent(asked), ruExchange.alarm.failed);

function Acts({ run, object }: { run: Reconcile; object: ReconcileObject }) {
  if (object.settledAt) return null;
  return (
    <span className={css.acts}>
      <Button size="compact-sm" variant="default" onClick={() => resend(run, [object.uid])}>
        {texts.resend}
      </Button>
      {object.fault === 'gone' ? (
        <ConfirmPopover
          question={texts.removeQuestion}
          confirm={texts.remove}
          onConfirm={() => act(
            call(reconcileRemove, { params: { id: run.id }, body: { uids: [object.uid] } }),
            ({ removed }) => texts.removed(removed), ruExchange.alarm.failed)}
        >
          {(open) => (
            <Button size="compact-sm" variant="default" onClick={open}>{texts.remove}</Button>
          )}
        </ConfirmPopover>
      ) : null}
    </span>
  );
}

const sumOf = (kopecks: number | null) => (kopecks === null ? '—' : formatSum(kopecks));

function Row({ run, object, mayEdit, onOpen }: {
  run: Reconcile; object: ReconcileObject; mayEdit: boolean; onOpen: () => void;
}) {
  const { settlement, type, name, day, onecKopecks, ourKopecks, fault, dealId } = object;
  return (
    <tr>
      <td>
        <button type="button" className={css.open} onClick={onOpen}>
          {ruExchange.quarantine.types[type] ?? type} {name ?? texts.nameless}
        </button>
      </td>
      <td className={css.nowrap}>{day ? formatDay(day) : monthName(object)}</td>
      <td>{texts.faults[fault]}</td>
      <td className={plain.number} data-label={texts.onecSum}>{sumOf(onecKopecks)}</td>
      <td className={plain.number} data-label={texts.ourSum}>
        {fault === 'missing' ? '—' : sumOf(ourKopecks)}
      </td>
      <td>
        <Tag meaning={settlement ? 'ok' : 'bad'}>
          {settlement ? texts.settled[settlement] : texts.open}
        </Tag>
      </td>
      <td>
        {dealId ? <Link className={css.link} to={paths.deal(dealId)}>{texts.deal}</Link> : null}
      </td>
      <td>{mayEdit ? <Acts run={run} object={object} /> : null}</td>
    </tr>
  );
}

function Table({ items, run, mayEdit, search, go }: FoundProps & { items: ReconcileObject[] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={plain.scroll} role="region" aria-label={texts.found} tabIndex={0}>
      <table className={`${plain.table} ${plain.cards} ${css.table}`} aria-label={texts.found}>
        <thead>
          <tr>
            <th scope="col">{texts.object}</th>
            <th scope="col">{texts.date}</th>
            <th scope="col">{texts.fault}</th>
            <th scope="col" className={plain.number}>{texts.onecSum}</th>
            <th scope="col" className={plain.number}>{texts.ourSum}</th>
            <th scope="col">{texts.outcome}</th>
            <td aria-hidden />
            <td aria-hidden />
          </tr>
        </thead>
        <tbody>
          {items.map((object) => (
            <Row
              key={`${object.type} ${object.uid}`}
              run={run}
              object={object}
              mayEdit={mayEdit}
              onOpen={() => go({ ...search, object: object.uid })}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Of a chosen day back to all of them; what is left is asked for at a click. */
function Tools({ run, mayEdit, search, go }: FoundProps) {
  return (
    <>
      {search.day ? (
        <Button variant="default" onClick={() => go({ ...search, day: undefined })}>
          {texts.allFound}
        </Button>
      ) : null}
      {mayEdit && run.left > 1 ? (
        <Button variant="default" onClick={() => resend(run)}>{texts.resendAll}</Button>
      ) : null}
    </>
  );
}

const SHOWN_MAX = 200;

/** Exactly what was repaired and what still differs: of the run, or of the chosen day. */
export function FoundObjects(props: FoundProps) {
  const { run, search } = props;
  const [limit, setLimit] = useState(PAGE);
  const reading = useQuery({
    ...routeQuery(reconcileObjects, {
      params: { id: run.id },
      query: { limit, ...(search.day ? { type: search.type as 'order', day: search.day } : {}) },
    }),
    placeholderData: keepPreviousData,
  });
  const { data } = reading;
  const hidden = data ? Math.min(data.total, SHOWN_MAX) - data.items.length : 0;
  return (
    <Panel
      title={search.day ? texts.foundOf(formatDay(search.day)) : texts.found}
      aside={<Tools {...props} />}
    >
      {data ? <Table {...props} items={data.items} /> : null}
      {hidden > 0 && limit < SHOWN_MAX ? (
        <Button variant="default" className={css.more} onClick={() => setLimit(SHOWN_MAX)}>
          {texts.more(hidden)}
        </Button>
      ) : null}
      <ReadingState of={reading} title={texts.failed} rows={3} />
    </Panel>
  );
}

import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { dealsList } from '#contract/deals';
import type { Session } from '#contract/session';
import { allows, isHidden, useSession } from '../../api/session.ts';
import { MassBar } from '../../mass/mass-bar.tsx';
import type { MassActionName } from '../../mass/mass-bar.tsx';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { DataTable } from '../../table/data-table.tsx';
import { useListSelection } from '../../table/use-list-selection.ts';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconLayoutKanban, IconSearch } from '../../ui/icons.ts';
import { Money } from '../../ui/money.tsx';
import { Fact, Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useDealColumns } from './deal-columns.tsx';
import { DealPanel } from './deal-panel.tsx';
import { DealsFilter } from './deals-filter.tsx';
import { DealsHeader } from './deals-header.tsx';
import { usePipelines, useDealsView } from './use-deals-view.ts';
import type { DealsView } from './use-deals-view.ts';
import { useLiveList } from './use-live-list.ts';
import css from './list-page.module.css';

const CreateDeal = lazy(() =>
  import('./create-deal.tsx').then((module) => ({ default: module.CreateDeal })));

const SUMS = 'amountKopecks,paidKopecks';

function ListFacts({ total, sums }: { total?: number; sums: Record<string, number> }) {
  const { amountKopecks, paidKopecks } = sums;
  if (total === undefined) return null;
  return (
    <>
      <Fact value={formatNumber(total)} label={ruDeals.total(total)} />
      {amountKopecks === undefined ? null : (
        <Fact value={<Money kopecks={amountKopecks} form="short" />} label={ruDeals.amount} />
      )}
      {paidKopecks === undefined ? null : (
        <Fact value={<Money kopecks={paidKopecks} form="short" />} label={ruDeals.paid} paid />
      )}
    </>
  );
}

function NoDeals({ view }: { view: DealsView }) {
  const isFiltered = Boolean(view.search.filter || view.search.q);
  if (!isFiltered) {
    return (
      <EmptyState
        icon={<IconLayoutKanban size={20} stroke={1.5} />}
        title={ruDeals.noDeals}
        hint={ruDeals.noDealsHint}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.5} />}
      title={ruDeals.nothingFits}
      action={(
        <Button variant="default" onClick={() => view.change({ filter: undefined, q: undefined })}>
          {ru.table.resetFilter}
        </Button>
      )}
    />
  );
}

function massActions(session: Session): MassActionName[] {
  const edits: MassActionName[] = allows(session, 'deal', 'edit')
    ? ['edit', 'assign', 'moveStage'] : [];
  return [
    ...edits,
    ...(allows(session, 'deal', 'transfer') ? ['transfer' as const] : []),
    ...(allows(session, 'task', 'create') ? ['addTask' as const] : []),
  ];
}

/** Every deal that fits the view, with its exact number and sums; a row opens beside the list. */
export function ListPage() {
  const view = useDealsView();
  const session = useSession();
  const navigate = useNavigate();
  const { pipelines } = usePipelines();
  const { filter, q, sort, deal: openId, create } = view.search;
  const seesMoney = !isHidden(session, 'deal.money');
  const columns = useDealColumns(pipelines, { seesMoney, edits: allows(session, 'deal', 'edit') });
  const list = useKeysetList(dealsList, { filter, q, sort, ...(seesMoney ? { sums: SUMS } : {}) });
  useLiveList();
  const selection = useListSelection(`${filter ?? ''}\n${q ?? ''}`);
  const closePanel = () => {
    view.change({ deal: undefined }, { replace: true });
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
  };

  return (
    <Page title={ruDeals.title}>
      <DealsHeader view={view} facts={<ListFacts total={list.total} sums={list.sums} />} />
      <DealsFilter view={view} layout="list" />
      <div className={css.list}>
        <DataTable
          label={ruDeals.title}
          columns={columns}
          list={list}
          sort={sort}
          onSort={(next) => view.change({ sort: next }, { replace: true })}
          openId={openId}
          selection={selection}
          viewKey={`${filter ?? ''}\n${q ?? ''}`}
          onOpen={(row, inNewTab) => {
            if (inNewTab) window.open(paths.deal(row.id), '_blank', 'noopener');
            else if (row.id === openId) void navigate({ to: paths.deal(row.id) });
            else view.change({ deal: row.id }, { replace: openId !== undefined });
          }}
          empty={<NoDeals view={view} />}
        />
        <MassBar
          noun="deals"
          actions={massActions(session)}
          selection={selection}
          total={list.total}
          view={{ filter, q }}
        />
        {openId ? (
          <DealPanel key={openId} dealId={openId} pipelines={pipelines} onClose={closePanel} />
        ) : null}
      </div>
      <Suspense>
        {create ? <CreateDeal view={view} pipelines={pipelines} /> : null}
      </Suspense>
    </Page>
  );
}

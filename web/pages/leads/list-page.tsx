import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { leadsList } from '#contract/leads';
import { allows, isHidden, useSession } from '../../api/session.ts';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ru } from '../../texts/ru.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { DataTable } from '../../table/data-table.tsx';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconHeadset, IconSearch } from '../../ui/icons.ts';
import { Fact, Page } from '../../ui/page.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { useLeadColumns } from './lead-columns.tsx';
import { LeadsFilter } from './leads-filter.tsx';
import { LeadsHeader } from './leads-header.tsx';
import { useLiveLeads } from './use-leads-board.ts';
import { useLeadStages, useLeadsView } from './use-leads-view.ts';
import type { LeadsView } from './use-leads-view.ts';
import css from './list-page.module.css';

const CreateLead = lazy(() =>
  import('./create-lead.tsx').then((module) => ({ default: module.CreateLead })));

function NoLeads({ view }: { view: LeadsView }) {
  if (!view.search.filter && !view.search.q) {
    return (
      <EmptyState
        icon={<IconHeadset size={20} stroke={1.5} />}
        title={ruLeads.noLeads}
        hint={ruLeads.noLeadsHint}
      />
    );
  }
  return (
    <EmptyState
      icon={<IconSearch size={20} stroke={1.5} />}
      title={ruLeads.nothingFits}
      action={(
        <Button variant="default" onClick={() => view.change({ filter: undefined, q: undefined })}>
          {ru.table.resetFilter}
        </Button>
      )}
    />
  );
}

/** Every lead that fits the view, with their exact number; a row opens beside the list. */
export function ListPage() {
  const view = useLeadsView();
  const session = useSession();
  const { stages } = useLeadStages();
  const { filter, q, sort, lead: openId, create } = view.search;
  const columns = useLeadColumns(stages, {
    seesReach: !isHidden(session, 'person.reach'), edits: allows(session, 'lead', 'edit'),
  });
  const list = useKeysetList(leadsList, { filter, q, sort });
  useLiveLeads();
  const { open, panel } = useRecordPanel({
    entity: 'lead', rows: list.rows, openId,
    show: (lead, replace) => view.change({ lead }, { replace }),
  });

  return (
    <Page title={ruLeads.title}>
      <LeadsHeader
        view={view}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruLeads.total(list.total)} />
        )}
      />
      <LeadsFilter view={view} layout="list" />
      <div className={css.list}>
        <DataTable
          label={ruLeads.title}
          columns={columns}
          list={list}
          sort={sort}
          onSort={(next) => view.change({ sort: next }, { replace: true })}
          openId={openId}
          viewKey={`${filter ?? ''}\n${q ?? ''}`}
          onOpen={open}
          empty={<NoLeads view={view} />}
        />
        {panel}
      </div>
      <Suspense>{create ? <CreateLead view={view} /> : null}</Suspense>
    </Page>
  );
}

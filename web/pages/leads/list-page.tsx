import { Suspense, useCallback } from 'react';
import { leadFields, leadsList } from '#contract/leads';
import type { LeadItem } from '#contract/leads';
import { allows, isHidden, useSession } from '../../api/session.ts';
import { ColumnChooser } from '../../lists/column-chooser.tsx';
import { ExportMenu } from '../../lists/export-menu.tsx';
import { exportOf } from '../../lists/export-of.ts';
import { GroupPicker } from '../../lists/group-picker.tsx';
import { ListBody } from '../../lists/list-body.tsx';
import { ListEmpty } from '../../lists/list-empty.tsx';
import type { ChangeSearch } from '../../lists/list-search.ts';
import { useList } from '../../lists/use-list.ts';
import type { MassActionName } from '../../mass/mass-bar.tsx';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconHeadset } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page } from '../../ui/page.tsx';
import { useLeadColumns } from './lead-columns.tsx';
import { LeadsFilter } from './leads-filter.tsx';
import { LeadsHeader } from './leads-header.tsx';
import type { LeadsSearch } from './leads-search.ts';
import { useLeadStages, useLeadsView } from './use-leads-view.ts';
import css from './list-page.module.css';

const CreateLead = lazyPart(() => import('./create-lead.tsx').then((module) => module.CreateLead));

const ROUTES = { list: leadsList, fields: leadFields };
const ACTIONS: MassActionName[] = ['edit', 'moveStage'];

/** Every lead that fits the view, with their exact number; a row opens beside the list. */
export function ListPage() {
  const view = useLeadsView();
  const session = useSession();
  const { stages } = useLeadStages();
  const { search } = view;
  const { lead: openId, create, group } = search;
  const edits = allows(session, 'lead', 'edit');
  const own = useLeadColumns(stages, { seesReach: !isHidden(session, 'person.reach'), edits });
  const change = useCallback<ChangeSearch<LeadsSearch>>(
    (patch, replace = false) => view.change(patch, { replace }), [view]);
  const { fields, view: shown, ask, list, selection } = useList<LeadItem>({
    noun: 'leads', own, routes: ROUTES, search, change,
  });
  const { open, panel, walk } = useRecordPanel({
    entity: 'lead', rows: list.rows, openId, show: (lead, replace) => change({ lead }, replace),
  });

  return (
    <Page title={ruLeads.title}>
      <LeadsHeader
        view={view}
        facts={list.total === undefined ? null : (
          <Fact value={formatNumber(list.total)} label={ruLeads.total(list.total)} />
        )}
        actions={allows(session, 'lead', 'export') ? (
          <ExportMenu
            total={list.total}
            view={exportOf('leads', shown.columns, search, selection.value)}
          />
        ) : null}
      />
      <LeadsFilter view={view} layout="list">
        <GroupPicker
          fields={fields}
          value={group}
          onChange={(by) => change({ group: by }, true)}
        />
        <ColumnChooser
          columns={shown.columns}
          choices={shown.choices}
          fields={fields}
          onChange={shown.change}
        />
      </LeadsFilter>
      <div className={css.list}>
        <ListBody<LeadItem>
          noun="leads"
          label={ruLeads.title}
          route={leadsList}
          ask={ask}
          list={list}
          view={shown}
          group={group}
          selection={selection}
          actions={edits ? ACTIONS : []}
          onSort={(next) => change({ sort: next }, true)}
          onOpen={open}
          openId={openId}
          walk={walk}
          empty={<ListEmpty icon={IconHeadset} words={ruLeads} search={search} change={change} />}
        />
        {panel}
      </div>
      <Suspense>{create ? <CreateLead view={view} /> : null}</Suspense>
    </Page>
  );
}

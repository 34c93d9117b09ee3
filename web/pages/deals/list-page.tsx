import { Suspense } from 'react';
import { dealsList } from '#contract/deals';
import type { DealItem, Pipeline } from '#contract/deals';
import type { FieldInfo } from '#contract/listing';
import type { Session } from '#contract/session';
import { allows, isHidden, useSession } from '../../api/session.ts';
import { useChanges } from '../../api/stream.ts';
import type { MassActionName } from '../../mass/mass-bar.tsx';
import { ImportLink } from '../../lists/import-link.tsx';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { ruDeals } from '../../texts/ru-deals.ts';
import { ColumnChooser } from '../../lists/column-chooser.tsx';
import { ExportMenu } from '../../lists/export-menu.tsx';
import { exportOf } from '../../lists/export-of.ts';
import { GroupPicker } from '../../lists/group-picker.tsx';
import { ListBody } from '../../lists/list-body.tsx';
import { ListEmpty } from '../../lists/list-empty.tsx';
import { rereadLists } from '../../lists/live-rows.ts';
import { useColumns } from '../../lists/use-columns.ts';
import { useDefaultView } from '../../lists/use-default-view.ts';
import { useLiveList } from '../../lists/use-live-list.ts';
import type { DataColumn } from '../../table/data-table.tsx';
import { useListSelection } from '../../table/use-list-selection.ts';
import { useKeysetList } from '../../table/use-keyset-list.ts';
import type { KeysetList } from '../../table/use-keyset-list.ts';
import { formatNumber } from '../../ui/format.ts';
import { IconLayoutKanban } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Money } from '../../ui/money.tsx';
import { Fact, Page } from '../../ui/page.tsx';
import { useDealColumns } from './deal-columns.tsx';
import { DealsFilter } from './deals-filter.tsx';
import { DealsHeader } from './deals-header.tsx';
import { OtherSums } from './other-sums.tsx';
import { payerSums } from './payer-sums.ts';
import { useDealFields, usePipelines, useDealsView } from './use-deals-view.ts';
import type { DealsView } from './use-deals-view.ts';
import { WithoutOrder } from './without-order.tsx';
import css from './list-page.module.css';

const CreateDeal = lazyPart(() => import('./create-deal.tsx').then((module) => module.CreateDeal));

const SUMS = ['amountKopecks', 'paidKopecks'];

/**
 * Sums asked for beside those of every list: of a figure that led here, and of whom the view is
 * narrowed to, since a deal may wait for several.
 */
function openedSums(fields: FieldInfo[], { sum, filter }: DealsView['search']): FieldInfo[] {
  const names = [...(sum ? [sum] : []), ...payerSums(filter)];
  return fields.filter(({ name, type }) => type === 'money' && names.includes(name));
}

const sumsFor = (opened: FieldInfo[]): string =>
  [...new Set([...SUMS, ...opened.map(({ name }) => name)])].join(',');

type FactsProps = { list: KeysetList<DealItem>; opened: FieldInfo[] };

function ListFacts({ list: { total, sums, otherSums }, opened }: FactsProps) {
  const { amountKopecks, paidKopecks } = sums;
  if (total === undefined) return null;
  return (
    <>
      <Fact value={formatNumber(total)} label={ruDeals.total(total)} />
      {opened.filter(({ name }) => sums[name] !== undefined).map(({ name, label }) => (
        <Fact key={name} value={<Money kopecks={sums[name]!} />} label={label.toLowerCase()} kept />
      ))}
      {amountKopecks === undefined ? null : (
        <Fact value={<Money kopecks={amountKopecks} form="short" />} label={ruDeals.amount} />
      )}
      {paidKopecks === undefined ? null : (
        <Fact value={<Money kopecks={paidKopecks} form="short" />} label={ruDeals.paid} paid />
      )}
      <OtherSums sums={otherSums} />
    </>
  );
}

type Column = Pick<DataColumn<never>, 'id' | 'header'>;

/** The sum of the screen holds all currencies; a cell of a file one number, the rest beside it. */
function inFile(columns: Column[], { otherSums }: KeysetList<DealItem>): Column[] {
  if (otherSums.length === 0) return columns;
  const beside = { id: 'inCurrencies', header: ruDeals.columns.inCurrencies };
  return columns.filter(({ id }) => id !== beside.id)
    .flatMap((column) => (column.id === 'amountKopecks' ? [column, beside] : [column]));
}

function massActions(session: Session): MassActionName[] {
  const edits: MassActionName[] = allows(session, 'deal', 'edit')
    ? ['edit', 'assign', 'moveStage'] : [];
  return [
    ...edits,
    ...(allows(session, 'deal', 'transfer') ? ['transfer' as const] : []),
    ...(allows(session, 'task', 'create') ? ['addTask' as const] : []),
    ...(edits.length > 0 ? ['sendToOnec' as const] : []),
  ];
}

/** The list, its columns and what is marked in it. */
function useDeals(view: DealsView, pipelines: Pipeline[], session: Session) {
  const { filter, q, sort, columns } = view.search;
  const seesMoney = !isHidden(session, 'deal.money');
  const own = useDealColumns(pipelines, { seesMoney, edits: allows(session, 'deal', 'edit') });
  const fields = useDealFields();
  const shown = useColumns<DealItem>({
    noun: 'deals', own, fields, text: columns, inView: view.search.view !== undefined,
    onText: (text) => view.change({ columns: text }, { replace: true }),
  });
  const opened = openedSums(fields, view.search);
  const ask = {
    filter, q, sort, ...(seesMoney ? { sums: sumsFor(opened) } : {}),
    ...(shown.asked ? { columns: shown.asked } : {}),
  };
  const list = useKeysetList(dealsList, ask);
  const selection = useListSelection(`${filter ?? ''}\n${q ?? ''}`);
  useLiveList('deal', dealsList);
  // A new day makes due what was not; its message names no deal.
  useChanges('money', null, () => rereadLists(dealsList));
  useDefaultView('deals', view.search);
  return { fields, shown, ask, list, selection, opened };
}

/** Every deal that fits the view, with its exact number and sums; a row opens beside the list. */
export function ListPage() {
  const view = useDealsView();
  const session = useSession();
  const { pipelines } = usePipelines();
  const { deal: openId, create, group } = view.search;
  const { fields, shown, ask, list, selection, opened } = useDeals(view, pipelines, session);
  const { open, panel, walk } = useRecordPanel({
    entity: 'deal', rows: list.rows, openId,
    show: (deal, replace) => view.change({ deal }, { replace }),
  });

  return (
    <Page title={ruDeals.title}>
      <DealsHeader
        view={view}
        facts={<ListFacts list={list} opened={opened} />}
        actions={(
          <>
            <WithoutOrder view={view} />
            <ImportLink noun="deals" entity="deal" />
            {allows(session, 'deal', 'export') ? (
              <ExportMenu
                total={list.total}
                view={exportOf('deals', inFile(shown.columns, list), view.search, selection.value)}
              />
            ) : null}
          </>
        )}
      />
      <DealsFilter view={view} layout="list">
        <GroupPicker
          fields={fields}
          value={group}
          onChange={(next) => view.change({ group: next }, { replace: true })}
        />
        <ColumnChooser
          columns={shown.columns}
          choices={shown.choices}
          fields={fields}
          onChange={shown.change}
        />
      </DealsFilter>
      <div className={css.list}>
        <ListBody<DealItem>
          noun="deals"
          label={ruDeals.title}
          route={dealsList}
          ask={ask}
          list={list}
          view={shown}
          group={group}
          selection={selection}
          actions={massActions(session)}
          onSort={(next) => view.change({ sort: next }, { replace: true })}
          onOpen={open}
          openId={openId}
          walk={walk}
          empty={(
            <ListEmpty {...view} icon={IconLayoutKanban} words={ruDeals} />
          )}
        />
        {panel}
      </div>
      <Suspense>
        {create ? <CreateDeal view={view} pipelines={pipelines} /> : null}
      </Suspense>
    </Page>
  );
}

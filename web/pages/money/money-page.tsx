import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { advanceFields, advancesFile } from '#contract/advances';
import {
  dueFields, duePartsFile, isPartReport, isTime, MONEY_REPORTS, moneyReportFile, REPORT_ROWS_MAX,
  ROWS_OF_REPORT,
} from '#contract/money-reports';
import type { MoneyReport } from '#contract/money-reports';
import { urlOf } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { allows, useSession } from '../../api/session.ts';
import { ruMoney } from '../../texts/ru-money.ts';
import { FilterBar } from '../../ui/filter/filter-bar.tsx';
import { formatIn, formatNumber } from '../../ui/format.ts';
import { IconCash, IconDownload, IconLock } from '../../ui/icons.ts';
import { Money } from '../../ui/money.tsx';
import { Fact, Page, PageBody, PageHeader, Panel } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { AdvancesList } from './advances-list.tsx';
import { PartsList } from './parts-list.tsx';
import { ReportChart } from './report-chart.tsx';
import { ReportTable } from './report-table.tsx';
import { hasParts, reportQuery, useReport, useReportView } from './use-report.ts';
import type { ReportView } from './use-report.ts';
import css from './money.module.css';

function fileUrl(view: ReportView): string {
  const { name, search: { cell, currency } } = view;
  const asked = { filter: cell, ...(currency ? { currency } : {}) };
  if (cell && isPartReport(name)) return urlOf(duePartsFile.path, { report: name }, asked);
  if (cell && name === 'advances') return urlOf(advancesFile.path, {}, asked);
  return urlOf(moneyReportFile.path, { report: name }, reportQuery(view));
}

function Tools({ view }: { view: ReportView }) {
  const session = useSession();
  const { name, by, search, change } = view;
  const isOfPayments = name === 'advances';
  const { data: ofDues } = useQuery({ ...routeQuery(dueFields, {}), enabled: !isOfPayments });
  const { data: ofPayments } = useQuery({
    ...routeQuery(advanceFields, {}), enabled: isOfPayments,
  });
  const fields = isOfPayments ? ofPayments : ofDues;
  // Days and kinds of stages are the report's own columns; the rest narrows it.
  const offered = (fields ?? []).filter(({ name: field }) => hasParts(name)
    || !['payOn', 'agedOn', 'variant', 'uncoveredKopecks', 'receivableKopecks'].includes(field));
  return (
    <FilterBar
      fields={offered}
      filter={search.filter}
      onChange={(filter) => change({ filter, cell: undefined })}
    >
      <div className={css.by}>
        <Segments
          label={ruMoney.by}
          value={by}
          items={ROWS_OF_REPORT[name].map((value) => ({ value, label: ruMoney.rows[value] }))}
          onChange={(next) => change({ by: next, cell: undefined })}
        />
      </div>
      {allows(session, 'deal', 'export') ? (
        <Button component="a" href={fileUrl(view)} download variant="default" className={css.file}
          title={ruMoney.fileHint} leftSection={<IconDownload size={16} stroke={1.6} />}
        >
          {ruMoney.file}
        </Button>
      ) : null}
    </FilterBar>
  );
}

function OtherCurrencies({ view, report }: { view: ReportView; report: MoneyReport }) {
  if (report.otherCurrencies.length === 0) return null;
  return (
    <p className={css.hint}>
      {ruMoney.otherCurrencies}
      {report.otherCurrencies.map(({ currency, kopecks }) => (
        <Link key={currency} to="." className={css.figure}
          search={{
            ...view.search, cell: undefined, currency: currency === 'RUB' ? undefined : currency,
          } as never}
        >
          {formatIn(kopecks, currency)}
        </Link>
      ))}
    </p>
  );
}

function Report({ view, report }: { view: ReportView; report: MoneyReport }) {
  const name = ruMoney.names[view.name];
  if (report.rows.length === 0) {
    return (
      <Panel>
        <EmptyState
          icon={<IconCash size={20} stroke={1.5} />}
          title={ruMoney.none[view.name]}
          hint={ruMoney.noneHint}
        />
        <OtherCurrencies view={view} report={report} />
      </Panel>
    );
  }
  return (
    <>
      <Panel title={name}>
        <p className={css.hint}>
          <IconLock size={13} stroke={1.75} aria-hidden />{ruMoney.hints[view.name]}
        </p>
        <ReportChart report={report} name={name} onOpen={(cell) => view.change({ cell })} />
        <OtherCurrencies view={view} report={report} />
      </Panel>
      <Panel>
        <div className={css.wide}><ReportTable view={view} report={report} /></div>
        {report.isCut ? (
          <p className={css.hint}>{ruMoney.cut(REPORT_ROWS_MAX, isTime(report.by))}</p>
        ) : null}
      </Panel>
    </>
  );
}

function Body({ view, query }: { view: ReportView; query: ReturnType<typeof useReport> }) {
  const { name, search: { cell } } = view;
  if (cell && isPartReport(name)) return <PartsList view={view} name={name} cell={cell} />;
  if (cell && name === 'advances') return <AdvancesList view={view} cell={cell} />;
  if (query.data) return <Report view={view} report={query.data} />;
  if (query.error) {
    return (
      <ErrorState error={query.error} title={ruMoney.failed}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return <Panel><SkeletonRows count={8} height={36} /></Panel>;
}

/** Money one manages by: what is owed, deferred, awaited, paid in part or paid and not shipped. */
export function MoneyPage() {
  const view = useReportView();
  const query = useReport(view);
  const totals = query.data?.totals;
  return (
    <Page title={`${ruMoney.names[view.name]} · ${ruMoney.title}`}>
      <PageHeader
        title={ruMoney.title}
        facts={totals ? (
          <>
            <Fact kept value={<Money kopecks={totals.totalKopecks} form="short" />}
              label={view.search.currency ? ruMoney.currency(view.search.currency) : ''}
            />
            <Fact value={formatNumber(totals.count)}
              label={ruMoney.counted[view.name === 'advances' ? 'payments' : 'deals'].of(
                totals.count)}
            />
          </>
        ) : null}
        actions={(
          <Segments
            label={ruMoney.reports}
            value={view.name}
            items={MONEY_REPORTS.map((value) => ({ value, label: ruMoney.names[value] }))}
            onChange={(report) => view.change({
              report, by: undefined, cell: undefined,
              // Deals and payments are not narrowed by the same fields.
              ...((report === 'advances') === (view.name === 'advances') ? {}
                : { filter: undefined }),
            })}
          />
        )}
      />
      <Tools view={view} />
      <PageBody padded><Body view={view} query={query} /></PageBody>
    </Page>
  );
}

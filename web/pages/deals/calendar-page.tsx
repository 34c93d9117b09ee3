import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { withCondition, readConditions, writeConditions } from '../../ui/filter/conditions.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { dayAfter } from '../tasks/due.ts';
import { shownDays } from './calendar-days.ts';
import { CalendarGrid } from './calendar-grid.tsx';
import { CalendarTools } from './calendar-tools.tsx';
import { DealPanel } from './deal-panel.tsx';
import { DealsFilter } from './deals-filter.tsx';
import { DealsHeader } from './deals-header.tsx';
import type { DealsSearch } from './deals-search.ts';
import { moveItem, useCalendar } from './use-calendar.ts';
import { useDealsView, usePipelines } from './use-deals-view.ts';
import css from './calendar.module.css';

const CreateDeal = lazy(() =>
  import('./create-deal.tsx').then((module) => ({ default: module.CreateDeal })));

/** Rows that a cell of a month and of a week has room for. */
const SHOWN = { month: 3, week: 24 } as const;

/** What the address asks the calendar to show. */
function shownBy({ day = dayAfter(0), span = 'month', by = 'nextTaskAt', filter, q }: DealsSearch) {
  const days = shownDays(day, span);
  const ask = {
    by, from: days[0]!, to: days.at(-1)!, limit: SHOWN[span],
    ...(filter ? { filter } : {}), ...(q ? { q } : {}),
  };
  return { place: { day, span, by }, days, ask };
}

/** Deals by the day of their next action, or by the day that payment is deferred to. */
export function CalendarPage() {
  const view = useDealsView();
  const session = useSession();
  const navigate = useNavigate();
  const { pipelines } = usePipelines();
  const { filter, q, deal, create } = view.search;
  const { place, days, ask } = shownBy(view.search);
  const { data, error, refetch } = useCalendar(ask);

  function openDay(day: string) {
    const condition = { field: place.by, operator: 'eq' as const, value: day };
    const next = writeConditions(withCondition(readConditions(filter) ?? [], condition));
    void navigate({ to: paths.dealsList(), search: { filter: next, ...(q ? { q } : {}) } });
  }

  return (
    <Page title={ruCalendar.title}>
      <DealsHeader view={view} facts={null} />
      <DealsFilter view={view} layout="calendar">
        <CalendarTools {...place} onChange={(patch) => view.change(patch, { replace: true })} />
      </DealsFilter>
      <div className={css.page}>
        {error && !data ? (
          <ErrorState error={error} title={ruCalendar.failed} onRetry={() => void refetch()} />
        ) : null}
        {data ? (
          <CalendarGrid
            days={days}
            month={place.span === 'month' ? place.day.slice(0, 7) : null}
            filled={data.days}
            mayMove={allows(session, 'task', 'edit')}
            onMove={(item, day) => void moveItem(ask, item, day)}
            onOpen={(id) => view.change({ deal: id }, { replace: deal !== undefined })}
            onDay={openDay}
          />
        ) : null}
        {!data && !error ? <SkeletonRows count={12} height={48} /> : null}
        {deal ? (
          <DealPanel
            key={deal}
            id={deal}
                        onClose={() => view.change({ deal: undefined }, { replace: true })}
          />
        ) : null}
      </div>
      <Suspense>
        {create ? <CreateDeal view={view} pipelines={pipelines} /> : null}
      </Suspense>
    </Page>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { isHidden, useSession } from '../../api/session.ts';
import { CalendarBoard, placeOf } from '../../calendar/calendar-board.tsx';
import { CalendarTools } from '../../calendar/calendar-tools.tsx';
import { filterOfDay } from '../../calendar/filter-of-day.ts';
import { lazyPart } from '../../ui/load-part.ts';
import css from '../../calendar/calendar.module.css';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { Page } from '../../ui/page.tsx';
import { DealsFilter } from './deals-filter.tsx';
import { DealsHeader } from './deals-header.tsx';
import { useDealsView, usePipelines } from './use-deals-view.ts';

const CreateDeal = lazyPart(() => import('./create-deal.tsx').then((module) => module.CreateDeal));

/** A calendar has no one order to walk in. */
const NO_ROWS: { id: number }[] = [];
const NEXT_TASK = { value: 'nextTaskAt', label: ruCalendar.nextTask };
const BY_MONEY = [NEXT_TASK, { value: 'deferredUntil', label: ruCalendar.deferral }];

/** Deals by the day of their next action, or by the day that payment is deferred to. */
export function CalendarPage() {
  const view = useDealsView();
  const navigate = useNavigate();
  const { pipelines } = usePipelines();
  const seesMoney = !isHidden(useSession(), 'deal.money');
  const { filter, q, deal, create, by = NEXT_TASK.value, day, span } = view.search;
  const place = placeOf({ by, ...(day ? { day } : {}), ...(span ? { span } : {}) });

  const { open, panel } = useRecordPanel({
    entity: 'deal', rows: NO_ROWS, openId: deal,
    show: (id, replace) => view.change({ deal: id }, { replace }),
  });

  function openDay(shown: string) {
    const next = filterOfDay(filter, place.by, shown);
    void navigate({ to: paths.dealsList(), search: { filter: next, ...(q ? { q } : {}) } });
  }

  return (
    <Page title={ruCalendar.title}>
      <DealsHeader view={view} facts={null} />
      <DealsFilter view={view} layout="calendar">
        <CalendarTools
          {...place}
          choices={seesMoney ? BY_MONEY : []}
          onChange={(patch) => view.change(patch, { replace: true })}
        />
      </DealsFilter>
      <div className={css.page}>
        <CalendarBoard
          noun="deals"
          place={place}
          filter={filter}
          q={q}
          onOpen={(id) => open({ id }, false)}
          onDay={openDay}
        />
        {panel}
      </div>
      <Suspense>
        {create ? <CreateDeal view={view} pipelines={pipelines} /> : null}
      </Suspense>
    </Page>
  );
}

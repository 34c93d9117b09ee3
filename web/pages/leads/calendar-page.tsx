import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { CalendarBoard, placeOf } from '../../calendar/calendar-board.tsx';
import { CalendarTools } from '../../calendar/calendar-tools.tsx';
import { filterOfDay } from '../../calendar/filter-of-day.ts';
import { lazyPart } from '../../ui/load-part.ts';
import css from '../../calendar/calendar.module.css';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { Page } from '../../ui/page.tsx';
import { LeadsFilter } from './leads-filter.tsx';
import { LeadsHeader } from './leads-header.tsx';
import { useLeadsView } from './use-leads-view.ts';

const CreateLead = lazyPart(() => import('./create-lead.tsx').then((module) => module.CreateLead));

const BY = 'nextTaskAt';
/** A calendar has no one order to walk in. */
const NO_ROWS: { id: number }[] = [];

/** Leads by the day of their next action. */
export function CalendarPage() {
  const view = useLeadsView();
  const navigate = useNavigate();
  const { filter, q, lead, create, day, span } = view.search;
  const place = placeOf({ by: BY, ...(day ? { day } : {}), ...(span ? { span } : {}) });
  const { open, panel } = useRecordPanel({
    entity: 'lead', rows: NO_ROWS, openId: lead,
    show: (id, replace) => view.change({ lead: id }, { replace }),
  });
  return (
    <Page title={ruLeads.title}>
      <LeadsHeader view={view} facts={null} />
      <LeadsFilter view={view} layout="calendar">
        <CalendarTools
          {...place}
          onChange={({ day: next, span: wide }) => view.change({
            ...(next ? { day: next } : {}), ...(wide ? { span: wide } : {}),
          }, { replace: true })}
        />
      </LeadsFilter>
      <div className={css.page}>
        <CalendarBoard
          noun="leads"
          place={place}
          filter={filter}
          q={q}
          onOpen={(id) => open({ id }, false)}
          onDay={(shown) => void navigate({
            to: paths.leadsList(),
            search: { filter: filterOfDay(filter, BY, shown), ...(q ? { q } : {}) },
          })}
        />
        {panel}
      </div>
      <Suspense>{create ? <CreateLead view={view} /> : null}</Suspense>
    </Page>
  );
}

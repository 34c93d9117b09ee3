import { useNavigate } from '@tanstack/react-router';
import { useSession } from '../../api/session.ts';
import { CalendarBoard, placeOf } from '../../calendar/calendar-board.tsx';
import { CalendarTools } from '../../calendar/calendar-tools.tsx';
import { filterOfDay } from '../../calendar/filter-of-day.ts';
import css from '../../calendar/calendar.module.css';
import { useListSearch } from '../../lists/use-list.ts';
import { useRecordPanel } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { TaskLayouts } from './task-layouts.tsx';
import type { TasksSearch } from './tasks-search.ts';

const BY = 'dueAt';
/** A calendar has no one order to walk in. */
const NO_ROWS: { id: number }[] = [];

/** Open tasks by the day of their deadline: one's own, or of everybody whom one sees. */
export function CalendarPage() {
  const { employee } = useSession();
  const navigate = useNavigate();
  const { search, change } = useListSearch<TasksSearch>();
  const { day, span, who, task } = search;
  const place = placeOf({ by: BY, ...(day ? { day } : {}), ...(span ? { span } : {}) });
  const filter = who === 'all' ? undefined : JSON.stringify({ assigneeId: { eq: employee.id } });
  const { open, panel } = useRecordPanel({
    entity: 'task', rows: NO_ROWS, openId: task,
    show: (id, replace) => change({ task: id }, replace),
  });
  return (
    <Page title={ruTasks.title}>
      <PageHeader title={ruTasks.title} actions={<TaskLayouts />} divided />
      <div className={css.line}>
        <CalendarTools
          {...place}
          onChange={({ day: next, span: wide }) => change({
            ...(next ? { day: next } : {}), ...(wide ? { span: wide } : {}),
          }, true)}
        />
        <Segments
          label={ruCalendar.who}
          value={who ?? 'mine'}
          items={[
            { value: 'mine', label: ruCalendar.mine },
            { value: 'all', label: ruCalendar.everybody },
          ]}
          onChange={(next) => change({ who: next === 'all' ? 'all' : undefined }, true)}
        />
      </div>
      <div className={css.page}>
        <CalendarBoard
          noun="tasks"
          place={place}
          filter={filter}
          onOpen={(id) => open({ id }, false)}
          onDay={(shown) => void navigate({
            to: paths.tasksList(), search: { filter: filterOfDay(filter, BY, shown) },
          })}
        />
        {panel}
      </div>
    </Page>
  );
}

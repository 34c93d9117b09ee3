import { useLocation } from '@tanstack/react-router';
import { paths } from '../../paths.ts';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { LinkSegments } from '../../ui/segments.tsx';
import { OPEN } from './tasks-search.ts';

/** «Мои дела | Список | Календарь» */
export function TaskLayouts() {
  const { pathname } = useLocation();
  const items = [
    { to: paths.tasks(), label: ruTasks.mine },
    { to: paths.tasksList(), label: ruTasks.all, search: OPEN },
    { to: paths.tasksCalendar(), label: ruCalendar.title },
  ];
  return (
    <LinkSegments
      label={ruTasks.layout}
      items={items.map((item) => ({ ...item, current: pathname === item.to }))}
    />
  );
}

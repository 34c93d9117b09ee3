import { ActionIcon, Button } from '@mantine/core';
import type { CalendarSpan } from '../lists/list-search.ts';
import { dayAfter } from '../pages/tasks/due.ts';
import { ruCalendar } from '../texts/ru-calendar.ts';
import edges from '../ui/fades.module.css';
import { formatDay } from '../ui/format.ts';
import { IconChevronLeft, IconChevronRight } from '../ui/icons.ts';
import { Segments } from '../ui/segments.tsx';
import { addDays, addMonths } from './calendar-days.ts';
import css from './calendar.module.css';

type Place = { day: string; span: CalendarSpan; by: string };

type ToolsProps = Place & {
  /** Dates that the noun may be shown by; none to choose from when there is one. */
  choices?: { value: string; label: string }[];
  onChange: (patch: Partial<Place>) => void;
};

function stepped(day: string, span: CalendarSpan, direction: 1 | -1): string {
  if (span === 'month') return addMonths(day, direction);
  return addDays(day, (span === 'week' ? 7 : 1) * direction);
}

/** Which days stand on the screen and by what. */
export function CalendarTools({ day, span, by, choices = [], onChange }: ToolsProps) {
  const month = ruCalendar.months[Number(day.slice(5, 7)) - 1] ?? '';
  return (
    <div className={`${edges.fades} ${css.tools}`}>
      <ActionIcon
        aria-label={ruCalendar.earlier}
        onClick={() => onChange({ day: stepped(day, span, -1) })}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className={css.month} role="status">
        {span === 'day' ? formatDay(day) : `${month} ${day.slice(0, 4)}`}
      </span>
      <ActionIcon
        aria-label={ruCalendar.later}
        onClick={() => onChange({ day: stepped(day, span, 1) })}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <Button variant="default" onClick={() => onChange({ day: dayAfter(0) })}>
        {ruCalendar.today}
      </Button>
      <Segments
        label={ruCalendar.span}
        value={span}
        items={[
          { value: 'month', label: ruCalendar.month }, { value: 'week', label: ruCalendar.week },
          { value: 'day', label: ruCalendar.day },
        ]}
        onChange={(next) => onChange({ span: next })}
      />
      {choices.length > 1 ? (
        <Segments
          label={ruCalendar.by}
          value={by}
          items={choices}
          onChange={(next) => onChange({ by: next })}
        />
      ) : null}
    </div>
  );
}

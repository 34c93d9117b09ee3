import { ActionIcon, Button } from '@mantine/core';
import { isHidden, useSession } from '../../api/session.ts';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { IconChevronLeft, IconChevronRight } from '../../ui/icons.ts';
import { Segments } from '../../ui/segments.tsx';
import { dayAfter } from '../tasks/due.ts';
import { addDays, addMonths } from './calendar-days.ts';
import css from './calendar.module.css';

export type CalendarPlace = { day: string; span: 'month' | 'week'; by: string };

type ToolsProps = CalendarPlace & { onChange: (patch: Partial<CalendarPlace>) => void };

/** Which days stand on the screen and by what. */
export function CalendarTools({ day, span, by, onChange }: ToolsProps) {
  const seesMoney = !isHidden(useSession(), 'deal.money');
  const step = (direction: 1 | -1) => onChange({
    day: span === 'week' ? addDays(day, 7 * direction) : addMonths(day, direction),
  });
  const month = ruCalendar.months[Number(day.slice(5, 7)) - 1] ?? '';
  return (
    <div className={css.tools}>
      <ActionIcon aria-label={ruCalendar.earlier} onClick={() => step(-1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span className={css.month} role="status">{month} {day.slice(0, 4)}</span>
      <ActionIcon aria-label={ruCalendar.later} onClick={() => step(1)}>
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
        ]}
        onChange={(next) => onChange({ span: next })}
      />
      {seesMoney ? (
        <Segments
          label={ruCalendar.by}
          value={by}
          items={[
            { value: 'nextTaskAt', label: ruCalendar.nextTask },
            { value: 'deferredUntil', label: ruCalendar.deferral },
          ]}
          onChange={(next) => onChange({ by: next })}
        />
      ) : null}
    </div>
  );
}

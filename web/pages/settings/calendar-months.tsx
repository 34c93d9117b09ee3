import type { KeyboardEvent, MouseEvent } from 'react';
import { useRef } from 'react';
import type { YearDay } from '#contract/calendar';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { ruWorkCalendar as texts } from '../../texts/ru-work-calendar.ts';
import { formatDay } from '../../ui/format.ts';
import css from './work-calendar.module.css';

/** Two days by their place in the year, in the order they were chosen. */
export type Span = { from: number; until: number };

type MonthsProps = {
  days: YearDay[];
  span: Span | null;
  onChoose: (span: Span) => void;
  onKind: (type: YearDay['type']) => void;
};

const KINDS: Record<string, YearDay['type']> = { 1: 'working', 2: 'shortened', 3: 'dayOff' };
const STEPS: Record<string, number> = {
  ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7,
};

/** 0 is Monday. */
const weekdayOf = (date: string) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;

const isOwn = ({ type, lawType }: YearDay) => type !== lawType;

export function wordsOfDay(day: YearDay): string {
  return [
    formatDay(day.date), texts.kinds[day.type],
    ...(day.holiday ? [day.holiday] : []),
    ...(day.movedFrom ? [texts.moved(formatDay(day.movedFrom))] : []),
    ...(isOwn(day) ? [texts.law(texts.kinds[day.lawType] ?? '')] : []),
  ].join(', ');
}

const isWithin = (at: number, span: Span | null) => span !== null
  && at >= Math.min(span.from, span.until) && at <= Math.max(span.from, span.until);

function Month({ name, days, first, span, focused }: {
  name: string; days: YearDay[]; first: number; span: Span | null; focused: number;
}) {
  const working = days.filter((day) => day.type !== 'dayOff').length;
  return (
    <section className={css.month} aria-label={name}>
      <h3>
        {name}
        <span className={css.count}>{working}</span>
      </h3>
      <div className={css.week} aria-hidden>
        {ruCalendar.weekdays.map((weekday) => <span key={weekday}>{weekday}</span>)}
      </div>
      <div className={css.days}>
        {days.map((day, index) => (
          <button
            key={day.date}
            type="button"
            className={css.day}
            style={index === 0 ? { gridColumnStart: weekdayOf(day.date) + 1 } : undefined}
            tabIndex={first + index === focused ? 0 : -1}
            data-at={first + index}
            data-type={day.type}
            data-holiday={day.holiday !== null || undefined}
            data-own={isOwn(day) || undefined}
            aria-pressed={isWithin(first + index, span)}
            aria-label={wordsOfDay(day)}
            title={wordsOfDay(day)}
          >
            {Number(day.date.slice(8))}
          </button>
        ))}
      </div>
    </section>
  );
}

/** A year as twelve months; one Tab stop, arrows within, Shift takes several days. */
export function CalendarMonths({ days, span, onChoose, onKind }: MonthsProps) {
  const root = useRef<HTMLDivElement>(null);
  const months = [...Array(12).keys()].map((month) =>
    days.filter(({ date }) => Number(date.slice(5, 7)) === month + 1));
  const focused = span?.until ?? 0;

  function choose(at: number, isMore: boolean) {
    onChoose({ from: isMore && span ? span.from : at, until: at });
  }
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const at = Number((event.target as HTMLElement).dataset.at);
    const kind = KINDS[event.key];
    if (kind) onKind(kind);
    const step = STEPS[event.key];
    if (!step || Number.isNaN(at)) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(days.length - 1, at + step));
    choose(next, event.shiftKey);
    root.current?.querySelector<HTMLElement>(`[data-at="${next}"]`)?.focus();
  }
  function onClick(event: MouseEvent<HTMLElement>) {
    const { at } = (event.target as HTMLElement).dataset;
    if (at !== undefined) choose(Number(at), event.shiftKey);
  }

  let first = 0;
  return (
    <div ref={root} className={css.year} onKeyDown={onKeyDown} onClick={onClick}>
      {months.map((monthDays, month) => {
        const start = first;
        first += monthDays.length;
        return (
          <Month
            key={ruCalendar.months[month]}
            name={ruCalendar.months[month] ?? ''}
            days={monthDays}
            first={start}
            span={span}
            focused={focused}
          />
        );
      })}
    </div>
  );
}

import type { DragEvent, KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import type { CalendarDay, CalendarItem } from '#contract/lists';
import { ruCalendar } from '../texts/ru-calendar.ts';
import { formatClock, formatDay, hasPassed } from '../ui/format.ts';
import { dayAfter } from '../pages/tasks/due.ts';
import { addDays } from './calendar-days.ts';
import css from './calendar.module.css';

type CalendarGridProps = {
  days: string[];
  /** Days of this month stand out; null in a week. */
  month: string | null;
  filled: CalendarDay[];
  mayMove: boolean;
  onMove: (item: CalendarItem, day: string) => void;
  onOpen: (id: number) => void;
  /** All of a day that does not fit. */
  onDay: (day: string) => void;
};

const STEPS: Record<string, number> = {
  ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7,
};

type ItemProps = {
  item: CalendarItem; mayMove: boolean; onOpen: (id: number) => void;
  onDrag: (item: CalendarItem | null) => void;
  onKeyDown: (event: KeyboardEvent, item: CalendarItem) => void;
};

function Item({ item, mayMove, onOpen, onDrag, onKeyDown }: ItemProps) {
  const isMovable = mayMove && item.task !== null && item.at !== null;
  const isLate = item.at !== null && hasPassed(item.at);
  const about = item.task && item.task.id !== item.id ? item.title : item.subtitle;
  const words = item.task?.title ?? item.title;
  return (
    <button
      type="button"
      className={css.item}
      draggable={isMovable}
      data-item={item.id}
      data-late={isLate || undefined}
      onClick={() => onOpen(item.id)}
      onDragStart={() => onDrag(item)}
      onDragEnd={() => onDrag(null)}
      onKeyDown={(event) => onKeyDown(event, item)}
      title={[words, about].filter(Boolean).join(' · ')}
    >
      {item.at ? <small>{formatClock(item.at)}</small> : null}
      <span>{words}</span>
      <i>{about}</i>
    </button>
  );
}

type DayProps = {
  day: string;
  filled: CalendarDay | undefined;
  isOther: boolean;
  isToday: boolean;
  isOver: boolean;
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onOver: (isOver: boolean) => void;
  onDrop: (event: DragEvent) => void;
  onDay: (day: string) => void;
  item: Omit<ItemProps, 'item'>;
};

/** One day: its number, how many there are, the first of them. */
function Day({ day, filled, isOther, isToday, isOver, onOver, ...props }: DayProps) {
  const { count = 0, items = [] } = filled ?? {};
  return (
    <div
      className={css.day}
      role="group"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrows walk the days
      tabIndex={0}
      aria-label={ruCalendar.dayLabel(formatDay(day), count)}
      data-day={day}
      data-other={isOther || undefined}
      data-today={isToday || undefined}
      data-filled={count > 0 || undefined}
      data-over={isOver || undefined}
      onKeyDown={props.onKeyDown}
      onDragOver={(event) => {
        event.preventDefault();
        onOver(true);
      }}
      onDragLeave={() => onOver(false)}
      onDrop={props.onDrop}
    >
      <header className={css.date}>
        <b>{Number(day.slice(8))}</b>
        <span className={css.wide}>{formatDay(day)}</span>
        {count > 0 ? <small>{count}</small> : null}
      </header>
      {items.map((item) => <Item key={item.id} item={item} {...props.item} />)}
      {count > items.length ? (
        <button
          type="button"
          className={css.more}
          aria-label={ruCalendar.moreOf(formatDay(day), count - items.length)}
          onClick={() => props.onDay(day)}
        >
          {ruCalendar.more(count - items.length)}
        </button>
      ) : null}
    </div>
  );
}

/** Days as cells; an item is dragged to another day, or moved there by Shift with an arrow. */
export function CalendarGrid(props: CalendarGridProps) {
  const { days, month, filled, mayMove, onMove } = props;
  const root = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState<CalendarItem | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const today = dayAfter(0);

  function focusDay(day: string) {
    root.current?.querySelector<HTMLElement>(`[data-day="${day}"]`)?.focus();
  }

  function onDayKey(event: KeyboardEvent<HTMLElement>, day: string) {
    const step = STEPS[event.key];
    if (event.target !== event.currentTarget || step === undefined) return;
    event.preventDefault();
    focusDay(addDays(day, step));
  }

  function onItemKey(event: KeyboardEvent, item: CalendarItem) {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.shiftKey) focusDay(addDays(item.day, step));
    else if (mayMove) {
      const to = addDays(item.day, step);
      onMove(item, to);
      requestAnimationFrame(() => root.current
        ?.querySelector<HTMLElement>(`[data-item="${item.id}"]`)?.focus());
    }
  }

  function onDrop(event: DragEvent, day: string) {
    event.preventDefault();
    setOver(null);
    if (dragged) onMove(dragged, day);
  }

  return (
    <div className={css.calendar}>
      <div className={css.weekdays} aria-hidden hidden={days.length === 1}>
        {ruCalendar.weekdays.map((name) => <span key={name}>{name}</span>)}
      </div>
      <div
        ref={root}
        className={css.grid}
        data-days={days.length}
        role="group"
        aria-label={ruCalendar.title}
      >
        {days.map((day) => (
          <Day
            key={day}
            day={day}
            filled={filled.find((each) => each.day === day)}
            isOther={month !== null && !day.startsWith(month)}
            isToday={day === today}
            isOver={over === day}
            onKeyDown={(event) => onDayKey(event, day)}
            onOver={(isOver) => setOver((now) => (isOver ? day : now === day ? null : now))}
            onDrop={(event) => onDrop(event, day)}
            onDay={props.onDay}
            item={{ mayMove, onOpen: props.onOpen, onDrag: setDragged, onKeyDown: onItemKey }}
          />
        ))}
      </div>
    </div>
  );
}

import type { ListNoun } from '#contract/lists';
import { allows, useSession } from '../api/session.ts';
import type { CalendarSpan } from '../lists/list-search.ts';
import { dayAfter } from '../pages/tasks/due.ts';
import { ruCalendar } from '../texts/ru-calendar.ts';
import { ReadingState } from '../ui/reading-state.tsx';
import { shownDays } from './calendar-days.ts';
import { CalendarGrid } from './calendar-grid.tsx';
import { moveItem, useCalendar } from './use-calendar.ts';

/** Rows that a cell of a month, of a week and a whole day have room for. */
const SHOWN = { month: 3, week: 24, day: 200 } as const;

export type CalendarPlace = { by: string; day?: string; span?: CalendarSpan };

/** Which day of the address it is, today when it names none. */
export const placeOf = ({ by, day = dayAfter(0), span = 'month' }: CalendarPlace) =>
  ({ by, day, span });

type CalendarBoardProps = {
  noun: ListNoun;
  place: ReturnType<typeof placeOf>;
  filter: string | undefined;
  q?: string | undefined;
  onOpen: (id: number) => void;
  /** All of a day that does not fit. */
  onDay: (day: string) => void;
};

/** The days of the place with what stands on them; a task moves to another day by hand. */
export function CalendarBoard({ noun, place, filter, q, onOpen, onDay }: CalendarBoardProps) {
  const session = useSession();
  const days = shownDays(place.day, place.span);
  const ask = {
    noun,
    query: {
      by: place.by, from: days[0]!, to: days.at(-1)!, limit: SHOWN[place.span],
      ...(filter ? { filter } : {}), ...(q ? { q } : {}),
    },
  };
  const reading = useCalendar(ask);
  const { data } = reading;
  if (!data) {
    return <ReadingState of={reading} title={ruCalendar.failed} rows={12} rowHeight={48} />;
  }
  return (
    <CalendarGrid
      days={days}
      month={place.span === 'month' ? place.day.slice(0, 7) : null}
      filled={data.days}
      mayMove={allows(session, 'task', 'edit')}
      onMove={(item, day) => void moveItem(ask, item, day)}
      onOpen={onOpen}
      onDay={onDay}
    />
  );
}

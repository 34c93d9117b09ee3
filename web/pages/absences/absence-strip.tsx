import { ActionIcon } from '@mantine/core';
import type { CSSProperties } from 'react';
import type { AbsencePerson } from '#contract/absences';
import { ruAbsences as texts } from '../../texts/ru-absences.ts';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatDay } from '../../ui/format.ts';
import { IconPlus } from '../../ui/icons.ts';
import { AbsenceBar } from './absence-bar.tsx';
import { columnsOf, daysFrom, SHOWN_DAYS, weekdayOf } from './strip-days.ts';
import css from './absences.module.css';

type StripProps = {
  people: AbsencePerson[]; from: string; today: string; onPlan: (person: AbsencePerson) => void;
};

const COLUMNS = { '--days': SHOWN_DAYS } as CSSProperties;

function Scale({ from, today }: { from: string; today: string }) {
  return (
    <div className={css.row} aria-hidden>
      <div className={css.person} />
      <div className={css.days}>
        {daysFrom(from).map((day, at) => (
          <span
            key={day}
            className={css.date}
            data-off={weekdayOf(day) > 4 || undefined}
            data-today={day === today || undefined}
          >
            {at === 0 || day.endsWith('-01')
              ? <b>{ruCalendar.months[Number(day.slice(5, 7)) - 1]}</b> : null}
            {Number(day.slice(8))}
          </span>
        ))}
      </div>
    </div>
  );
}

function Cells({ from, today }: { from: string; today: string }) {
  return daysFrom(from).map((day, at) => (
    <i
      key={day}
      className={css.cell}
      style={{ gridColumn: at + 1 }}
      data-off={weekdayOf(day) > 4 || undefined}
      data-today={day === today || undefined}
    />
  ));
}

function Away({ away, from }: { away: AbsencePerson['away']; from: string }) {
  if (!away) return null;
  const { start, end } = columnsOf(from, away);
  const until = away.untilOn ? formatDay(away.untilOn) : texts.open;
  const words = `${texts.days(formatDay(away.fromOn), until)}, ${texts.away}`;
  return (
    <span className={css.away} style={{ gridColumn: `${start} / ${end}` }} title={words}>
      {words}
    </span>
  );
}

function Row({ person, from, today, onPlan }: Omit<StripProps, 'people'> & {
  person: AbsencePerson;
}) {
  return (
    <li className={css.row} aria-label={texts.strip(person.name)}>
      <div className={css.person}>
        <Avatar name={person.name} size={24} decorative />
        <span className={css.name}>{person.name}</span>
        {person.mayPlan ? (
          <ActionIcon
            size={24}
            aria-label={texts.planFor(person.name)}
            title={texts.planFor(person.name)}
            onClick={() => onPlan(person)}
          >
            <IconPlus size={15} stroke={1.75} />
          </ActionIcon>
        ) : null}
      </div>
      <div className={css.days}>
        <Cells from={from} today={today} />
        <Away away={person.away} from={from} />
        {person.absences.map((planned) => (
          <AbsenceBar key={planned.id} planned={planned} from={from} mayPlan={person.mayPlan} />
        ))}
      </div>
    </li>
  );
}

/** Six weeks of a department: who is away when, side by side. */
export function AbsenceStrip({ people, ...rest }: StripProps) {
  const departments = [...new Map(people.map(({ department }) => [department.id, department]))
    .values()];
  return (
    // It scrolls sideways on a phone, by keys too.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={css.scroll} style={COLUMNS} role="region" aria-label={texts.title} tabIndex={0}>
      <Scale from={rest.from} today={rest.today} />
      {departments.map((department) => (
        <section key={department.id} aria-label={department.name}>
          <h2 className={css.department}>{department.name}</h2>
          <ul>
            {people.filter((person) => person.department.id === department.id)
              .map((person) => <Row key={person.id} person={person} {...rest} />)}
          </ul>
        </section>
      ))}
    </div>
  );
}

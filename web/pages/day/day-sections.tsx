import type { Day, DayRow, DaySection } from '#contract/day';
import { ruDay } from '../../texts/ru-day.ts';
import { formatNumber, formatShortMoney } from '../../ui/format.ts';
import { IconCircleCheck } from '../../ui/icons.ts';
import { EmptyState } from '../../ui/states.tsx';
import { DayLine } from './day-row.tsx';
import type { RowAct } from './use-day-keys.ts';
import css from './day-page.module.css';

type SectionProps = {
  section: DaySection;
  withPerson: boolean;
  openKey: string | undefined;
  mayEdit: boolean;
  onAct: (row: DayRow, act: RowAct) => void;
  onAll: () => void;
};

function Section({ section, withPerson, openKey, mayEdit, onAct, onAll }: SectionProps) {
  const { code, title, hint, tone, total, sumKopecks, items } = section;
  if (total === 0) return null;
  return (
    <section aria-label={ruDay.region(title, total)} data-section={code}>
      <h2 className={css.heading} data-tone={tone} title={hint}>
        {title}
        <span className={css.count}>{formatNumber(total)}</span>
        {sumKopecks ? <span className={css.count}>{formatShortMoney(sumKopecks)}</span> : null}
      </h2>
      <ul>
        {items.map((row) => (
          <DayLine
            key={row.key}
            row={row}
            tone={tone}
            withPerson={withPerson}
            isOpen={row.key === openKey}
            mayEdit={mayEdit}
            onAct={onAct}
          />
        ))}
      </ul>
      {total > items.length ? (
        <button type="button" className={css.more} onClick={onAll}>{ruDay.more(total)}</button>
      ) : null}
    </section>
  );
}

/** A quiet day: only good news, or nothing at all. */
const isQuiet = (sections: DaySection[]) =>
  sections.every((section) => section.total === 0 || section.tone === 'ok');

type SectionsProps = Omit<SectionProps, 'section' | 'withPerson'> & { day: Day };

/** Whatever sections the server has; a day without anything to do says so pleasantly. */
export function Sections({ day, ...rest }: SectionsProps) {
  return (
    <>
      {isQuiet(day.sections) ? (
        <EmptyState
          icon={<IconCircleCheck size={20} stroke={1.5} />}
          title={ruDay.done}
          hint={ruDay.doneHint}
        />
      ) : null}
      {day.sections.map((section) => (
        <Section
          key={section.code} section={section} withPerson={day.people > 1} {...rest}
        />
      ))}
    </>
  );
}

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DAY_KINDS } from '#contract/calendar';
import type { CalendarYear, DayChange, YearDay } from '#contract/calendar';
import { allows, useSession } from '../../api/session.ts';
import { ruWorkCalendar as texts } from '../../texts/ru-work-calendar.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { formatNumber } from '../../ui/format.ts';
import { IconChevronLeft, IconChevronRight } from '../../ui/icons.ts';
import { Fact, Panel } from '../../ui/page.tsx';
import { ReadingState } from '../../ui/reading-state.tsx';
import { Segments } from '../../ui/segments.tsx';
import { CalendarMonths, wordsOfDay } from './calendar-months.tsx';
import type { Span } from './calendar-months.tsx';
import { HoursOfCompany } from './company-hours.tsx';
import { SettingsFrame } from './settings-frame.tsx';
import { changeDays, resetYear, useWorkCalendar, wordsOfDays } from './use-work-calendar.ts';
import css from './work-calendar.module.css';
import shared from './settings.module.css';

const YEAR_MIN = 2017;
const YEAR_MAX = 2100;

function Steps({ year, onYear }: { year: number; onYear: (year: number) => void }) {
  return (
    <div className={css.steps}>
      <ActionIcon
        aria-label={texts.earlier(year - 1)}
        disabled={year <= YEAR_MIN}
        onClick={() => onYear(year - 1)}
      >
        <IconChevronLeft size={16} stroke={1.75} />
      </ActionIcon>
      <b>{year}</b>
      <ActionIcon
        aria-label={texts.earlier(year + 1)}
        disabled={year >= YEAR_MAX}
        onClick={() => onYear(year + 1)}
      >
        <IconChevronRight size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

function Facts({ days }: { days: YearDay[] }) {
  const off = days.filter((day) => day.type === 'dayOff').length;
  const shortened = days.filter((day) => day.type === 'shortened').length;
  const working = days.length - off;
  return (
    <p className={css.facts}>
      <Fact value={formatNumber(working)} label={texts.facts.working(working)} />
      <Fact value={formatNumber(shortened)} label={texts.facts.shortened(shortened)} />
      <Fact value={formatNumber(off)} label={texts.facts.off(off)} />
    </p>
  );
}

function Origin({ shown }: { shown: CalendarYear }) {
  const own = shown.days.filter((day) => day.type !== day.lawType).length;
  return (
    <p className={shared.hint}>
      {shown.isProvisional ? texts.origin.provisional(shown.year) : texts.origin.law(shown.year)}
      {own > 0 ? ` ${texts.origin.own(own)}` : ''}
    </p>
  );
}

/** What the chosen days are, and what they should be. */
function Chosen({ year, days, disabled }: { year: number; days: YearDay[]; disabled: boolean }) {
  const [first] = days;
  const [name, setName] = useState(first?.holiday ?? '');
  if (!first) return <p className={shared.hint}>{texts.choose}</p>;
  const { type } = first;
  const isOneKind = days.every((day) => day.type === type);
  const set = (change: Omit<DayChange, 'date'>) => void changeDays(year, days, change);
  return (
    <div className={css.chosen}>
      <b>{days.length === 1 ? wordsOfDay(first) : wordsOfDays(days)}</b>
      {disabled ? null : (
        <>
          <Segments
            label={texts.kind}
            value={isOneKind ? type : ('' as YearDay['type'])}
            items={DAY_KINDS.map((value) => ({ value, label: texts.kinds[value] ?? value }))}
            onChange={(next) => set({ type: next, holiday: name.trim() || null })}
          />
          <TextInput
            aria-label={texts.name}
            placeholder={texts.namePlaceholder}
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            onBlur={() => name.trim() !== (first.holiday ?? '') && isOneKind
              && set({ type, holiday: name.trim() || null })}
          />
        </>
      )}
    </div>
  );
}

function Year({ shown, mayEdit }: { shown: CalendarYear; mayEdit: boolean }) {
  const [span, setSpan] = useState<Span | null>(null);
  const days = span ? shown.days.slice(Math.min(span.from, span.until),
    Math.max(span.from, span.until) + 1) : [];
  const set = (type: YearDay['type']) => {
    if (mayEdit && days.length > 0) void changeDays(shown.year, days, { type });
  };
  return (
    <>
      <Origin shown={shown} />
      <p className={shared.hint}>{texts.effects}</p>
      <div className={css.sticky}>
        <Chosen
          key={days.map((day) => `${day.date}${day.type}${day.holiday ?? ''}`).join()}
          year={shown.year}
          days={days}
          disabled={!mayEdit}
        />
      </div>
      <CalendarMonths days={shown.days} span={span} onChoose={setSpan} onKind={set} />
      <p className={shared.hint}>{texts.keys}</p>
      {mayEdit && shown.isOwn ? (
        <div>
          <ConfirmPopover
            question={texts.resetQuestion(shown.year)}
            confirm={texts.resetConfirm}
            onConfirm={() => void resetYear(shown.year)}
          >
            {(open) => <Button variant="default" onClick={open}>{texts.reset}</Button>}
          </ConfirmPopover>
        </div>
      ) : null}
    </>
  );
}

/** Which days and hours the company works, and what is counted by them. */
export function CalendarPage() {
  const [year, setYear] = useState(() => new Date().getFullYear());
  const reading = useWorkCalendar(year);
  const { data } = reading;
  const mayEdit = allows(useSession(), 'setting', 'edit');
  return (
    <SettingsFrame title={texts.title}>
      <Panel
        title={<Steps year={year} onYear={setYear} />}
        aside={data ? <Facts days={data.days} /> : null}
      >
        {data ? <Year key={year} shown={data} mayEdit={mayEdit} /> : null}
        <ReadingState of={reading} title={texts.failed} rows={10} rowHeight={48} />
      </Panel>
      <HoursOfCompany />
    </SettingsFrame>
  );
}

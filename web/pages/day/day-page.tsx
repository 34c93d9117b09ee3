import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { DayRow, DaySection } from '#contract/day';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruDay } from '../../texts/ru-day.ts';
import { formatNumber, formatShortMoney } from '../../ui/format.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconInfoCircle, IconPlus } from '../../ui/icons.ts';
import { Fact, Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { DayPerson } from './day-person.tsx';
import { Sections } from './day-sections.tsx';
import { RowOverlays, useRowActs } from './row-acts.tsx';
import { useDayKeys } from './use-day-keys.ts';
import type { RowAct } from './use-day-keys.ts';
import { useDay } from './use-day.ts';
import css from './day-page.module.css';

/** Hands are on the keyboard in the morning: the dearest row is in focus at once. */
function useMorningFocus(isLoaded: boolean, focusFirst: () => void): void {
  const focus = useRef(focusFirst);
  useEffect(() => {
    const { activeElement } = document;
    const isFree = activeElement === document.body || activeElement?.id === 'content';
    if (isLoaded && isFree) focus.current();
  }, [isLoaded]);
}

function DayFacts({ sections }: { sections: DaySection[] }) {
  const overdue = sections.find((section) => section.code === 'overdue')?.total ?? 0;
  const stake = sections.filter((section) => section.tone !== 'ok')
    .reduce((sum, section) => sum + (section.sumKopecks ?? 0), 0);
  return (
    <>
      {overdue > 0 ? <Fact value={formatNumber(overdue)} label={ruDay.overdue} /> : null}
      {stake > 0 ? <Fact value={formatShortMoney(stake)} label={ruDay.atStake} /> : null}
      <span className={css.rule} title={ruDay.ruleHint}>
        <IconInfoCircle size={14} stroke={1.6} aria-hidden /> {ruDay.rule}
      </span>
    </>
  );
}

/** The first screen of a salesperson: what waits today, the dearest first, done without a mouse. */
export function DayPage() {
  const session = useSession();
  const navigate = useNavigate();
  const { who = '' } = useSearch({ strict: false }) as { who?: string };
  const [showsAll, setShowsAll] = useState(false);
  const { data: day, error, refetch } = useDay(who, showsAll);
  const acts = useRowActs();
  const mayEdit = allows(session, 'task', 'edit');
  const rows = useMemo(() => day?.sections.flatMap((section) => section.items) ?? [], [day]);
  const onAct = (row: DayRow, name: RowAct) => {
    const may = mayEdit && row.task?.mayEdit !== false;
    if (may || name === 'open' || name === 'page') acts.act(row, name);
  };
  const { root, onKeyDown, onFocus, focusFirst } = useDayKeys(rows, onAct);
  const add = () => acts.setOverlay({ kind: 'add', row: null });
  useHotkeys(allows(session, 'task', 'create') ? { c: add, j: focusFirst } : {});
  useMorningFocus(day !== undefined, focusFirst);
  return (
    <Page title={ruDay.title}>
      <PageHeader
        title={ruDay.title}
        facts={day ? <DayFacts sections={day.sections} /> : null}
        actions={(
          <>
            <DayPerson
              value={who}
              onChange={(next) => void navigate({
                to: paths.home(), search: next ? { who: next } : {},
              })}
            />
            {allows(session, 'task', 'create') ? (
              <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={add}>
                {ruDay.quick.title}
              </Button>
            ) : null}
          </>
        )}
        divided
      />
      <PageBody>
        {day ? (
          <div ref={root} className={css.day} onKeyDown={onKeyDown} onFocus={onFocus}>
            <Sections
              day={day}
              openKey={acts.panel?.key}
              mayEdit={mayEdit}
              onAct={onAct}
              onAll={() => setShowsAll(true)}
            />
            {rows.length > 0 ? <p className={css.keys}>{ruDay.keys}</p> : null}
          </div>
        ) : null}
        {!day && error ? (
          <ErrorState error={error} title={ruDay.failed} onRetry={() => void refetch()} />
        ) : null}
        {!day && !error ? <SkeletonRows count={12} height={40} /> : null}
      </PageBody>
      <RowOverlays acts={acts} />
    </Page>
  );
}

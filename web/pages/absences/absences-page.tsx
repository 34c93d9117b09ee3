import { ActionIcon, Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { AbsencePerson } from '#contract/absences';
import { ruAbsences as texts } from '../../texts/ru-absences.ts';
import { formatDay, formatNumber } from '../../ui/format.ts';
import {
  IconChevronLeft, IconChevronRight, IconPlus, IconUsers,
} from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { Fact, Page, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { StaffTabs } from '../staff/staff-tabs.tsx';
import { dayText } from '../tasks/due.ts';
import { AbsenceStrip } from './absence-strip.tsx';
import { mondayOf, plusDays, SHOWN_DAYS } from './strip-days.ts';
import { conflictOf, useAbsences } from './use-absences.ts';
import css from './absences.module.css';

const PlanDialog = lazyPart(() => import('./plan-dialog.tsx').then((module) => module.PlanDialog));

const STEP_DAYS = 28;

function Steps({ from, today, onFrom }: {
  from: string; today: string; onFrom: (from: string) => void;
}) {
  const until = plusDays(from, SHOWN_DAYS - 1);
  return (
    <div className={css.steps}>
      <ActionIcon aria-label={texts.earlier} onClick={() => onFrom(plusDays(from, -STEP_DAYS))}>
        <IconChevronLeft size={16} stroke={1.75} />
      </ActionIcon>
      <span>{texts.days(formatDay(from), formatDay(until))}</span>
      <ActionIcon aria-label={texts.later} onClick={() => onFrom(plusDays(from, STEP_DAYS))}>
        <IconChevronRight size={16} stroke={1.75} />
      </ActionIcon>
      <Button variant="default" onClick={() => onFrom(mondayOf(today))}>{texts.today}</Button>
    </div>
  );
}

function Strip(props: Parameters<typeof AbsenceStrip>[0]) {
  if (props.people.length > 0) return <AbsenceStrip {...props} />;
  return (
    <EmptyState
      icon={<IconUsers size={20} stroke={1.5} />}
      title={texts.none}
      hint={texts.noneHint}
    />
  );
}

function Conflicts({ people }: { people: AbsencePerson[] }) {
  const found = people.flatMap((person) => person.absences)
    .filter((planned) => conflictOf(planned) !== null);
  if (found.length === 0) return null;
  return (
    <section className={css.conflicts} aria-label={texts.conflictsTitle}>
      <b>{texts.conflictsTitle}</b>
      <ul>
        {found.map((planned) => (
          <li key={planned.id}>
            {`${planned.employee.name}, ${
              texts.days(formatDay(planned.fromOn), formatDay(planned.untilOn))}: ${
              planned.deputy ? `${planned.deputy.name}, ` : ''}${conflictOf(planned)}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function isAway({ away, absences }: AbsencePerson, today: string): boolean {
  return absences.some((planned) => planned.state === 'now') || (away !== null
    && away.fromOn <= today && (away.untilOn === null || away.untilOn >= today));
}

function Facts({ people, today }: { people: AbsencePerson[]; today: string }) {
  const all = people.flatMap((person) => person.absences);
  const now = people.filter((person) => isAway(person, today)).length;
  const conflicts = all.filter((planned) => conflictOf(planned) !== null).length;
  return (
    <>
      <Fact value={formatNumber(now)} label={texts.now(now)} />
      {conflicts > 0
        ? <Fact value={formatNumber(conflicts)} label={texts.conflicts(conflicts)} /> : null}
    </>
  );
}

function Waiting({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (!error) return <SkeletonRows count={10} height={36} />;
  return <ErrorState error={error} title={texts.failed} onRetry={onRetry} />;
}

/** Who is away when in the departments one leads, and whether somebody stands in. */
export function AbsencesPage() {
  const [today] = useState(() => dayText(new Date()));
  const [from, setFrom] = useState(() => mondayOf(today));
  const { data, error, refetch } = useAbsences(from, plusDays(from, SHOWN_DAYS - 1));
  const [plan, setPlan] = useState<{ person?: AbsencePerson } | null>(null);
  const mayPlan = data?.some((person) => person.mayPlan) ?? false;
  return (
    <Page title={texts.title}>
      <PageHeader
        title={texts.title}
        facts={data ? <Facts people={data} today={today} /> : null}
        actions={(
          <>
            <StaffTabs />
            {mayPlan ? (
              <Button
                leftSection={<IconPlus size={16} stroke={1.75} />}
                onClick={() => setPlan({})}
              >
                {texts.plan}
              </Button>
            ) : null}
          </>
        )}
        divided
      />
      <div className={css.bodyOf}>
        <Steps from={from} today={today} onFrom={setFrom} />
        {data ? <Conflicts people={data} /> : null}
        {data ? (
          <Strip
            people={data}
            from={from}
            today={today}
            onPlan={(person) => setPlan({ person })}
          />
        ) : null}
        {data ? null : <Waiting error={error} onRetry={() => void refetch()} />}
      </div>
      <Suspense>
        {plan && data ? (
          <PlanDialog people={data} {...plan} onClose={() => setPlan(null)} />
        ) : null}
      </Suspense>
    </Page>
  );
}

import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { ruAbsences as texts } from '../../texts/ru-absences.ts';
import { formatDay } from '../../ui/format.ts';
import { columnsOf } from './strip-days.ts';
import { cancelAbsence, conflictOf } from './use-absences.ts';
import type { Planned } from './use-absences.ts';
import css from './absences.module.css';

const daysOf = ({ fromOn, untilOn }: Planned) =>
  texts.days(formatDay(fromOn), formatDay(untilOn));

function wordsOf(planned: Planned): string {
  const conflict = conflictOf(planned);
  return [
    texts.kinds[planned.kind], daysOf(planned),
    ...(planned.deputy ? [`${texts.deputy}: ${planned.deputy.name}`] : []),
    ...(conflict ? [conflict] : []),
  ].join(', ');
}

/** One absence on the strip; a click says who stands in and offers to take it back. */
export function AbsenceBar({ planned, from, mayPlan }: {
  planned: Planned; from: string; mayPlan: boolean;
}) {
  const [opened, setOpened] = useState(false);
  const { start, end } = columnsOf(from, planned);
  const conflict = conflictOf(planned);
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withRoles={false}>
      <Popover.Target>
        <button
          type="button"
          className={css.bar}
          style={{ gridColumn: `${start} / ${end}` }}
          data-kind={planned.kind}
          data-state={planned.state}
          data-conflict={conflict !== null || undefined}
          aria-label={`${planned.employee.name}: ${wordsOf(planned)}`}
          title={wordsOf(planned)}
          onClick={() => setOpened(!opened)}
        >
          <span>{texts.kinds[planned.kind]}</span>
        </button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={wordsOf(planned)} className={css.about}>
        <b>{planned.employee.name}</b>
        <p>{`${texts.kinds[planned.kind]}, ${daysOf(planned)}`}</p>
        <p>{planned.deputy ? `${texts.deputy}: ${planned.deputy.name}` : texts.noDeputy}</p>
        {conflict && planned.deputy ? <p className={css.conflict}>{conflict}</p> : null}
        {mayPlan && planned.state !== 'over' ? (
          <Button
            variant="default"
            onClick={() => {
              setOpened(false);
              void cancelAbsence(planned);
            }}
          >
            {planned.state === 'now' ? texts.finish : texts.cancel}
          </Button>
        ) : null}
      </Popover.Dropdown>
    </Popover>
  );
}

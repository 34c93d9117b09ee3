import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import type { DayRow } from '#contract/day';
import { pathOfEntity } from '../../paths.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { finishRow, postponeRow } from './day-actions.ts';
import type { RowDialogKind } from './row-dialog.tsx';
import type { RowAct } from './use-day-keys.ts';

const RowDialog = lazyPart(() => import('./row-dialog.tsx').then((module) => module.RowDialog));
const RowPanel = lazyPart(() => import('./row-panel.tsx').then((module) => module.RowPanel));
const QuickTask = lazyPart(() =>
  import('../tasks/quick-task.tsx').then((module) => module.QuickTask));

type Overlay =
  | { kind: RowDialogKind; row: DayRow }
  | { kind: 'add'; row: DayRow | null };

const pathOf = (row: DayRow) =>
  (row.entity && row.entityId ? pathOfEntity(row.entity, row.entityId) : null);

/** Yes or no to a request is said on the card: a tick would be neither. */
const meantBy = (row: DayRow, name: RowAct): RowAct =>
  (name === 'done' && row.task?.kind === 'approval' ? 'page' : name);

/** What a key or a button does to a row, and what lies over the day because of it. */
export function useRowActs() {
  const navigate = useNavigate();
  const [panel, setPanel] = useState<DayRow | null>(null);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  function act(row: DayRow, asked: RowAct) {
    const name = meantBy(row, asked);
    if (name === 'open') setPanel(row);
    else if (name === 'page') {
      const to = pathOf(row);
      if (to) void navigate({ to });
    } else if (name === 'comment') setOverlay({ kind: name, row });
    else if (!row.task) setOverlay({ kind: 'add', row });
    else if (name === 'done') void finishRow(row);
    else if (name === 'tomorrow' || name === 'monday') void postponeRow(row, name);
    else if (name === 'date' || name === 'assign') setOverlay({ kind: name, row });
  }
  return { panel, setPanel, overlay, setOverlay, act };
}

/** A row that is a record and no task yet gets its task. */
const aboutOf = (row: DayRow | null) =>
  (row?.entity && row.entityId && !row.task
    ? { about: { entity: row.entity, entityId: row.entityId, title: row.title } } : {});

export function RowOverlays({ acts }: { acts: ReturnType<typeof useRowActs> }) {
  const { overlay } = acts;
  const close = () => acts.setOverlay(null);
  return (
    <Suspense>
      {acts.panel ? <RowPanel row={acts.panel} onClose={() => acts.setPanel(null)} /> : null}
      {overlay?.kind === 'add' ? <QuickTask {...aboutOf(overlay.row)} onClose={close} /> : null}
      {overlay && overlay.kind !== 'add' ? (
        <RowDialog kind={overlay.kind} row={overlay.row} onClose={close} />
      ) : null}
    </Suspense>
  );
}

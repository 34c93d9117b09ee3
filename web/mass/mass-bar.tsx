import { ActionIcon, Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import type { MassSelection } from '#contract/mass';
import { markedCount, NOTHING } from '../table/selection.ts';
import type { Selection } from '../table/selection.ts';
import { ruMass } from '../texts/ru-mass.ts';
import { formatNumber } from '../ui/format.ts';
import { IconX } from '../ui/icons.ts';
import { lazyPart } from '../ui/load-part.ts';
import type { MassNoun } from './mass-fields.ts';
import { selectionOf } from './selection-of.ts';
import css from './mass.module.css';

const MassDialog = lazyPart(() => import('./mass-dialog.tsx').then((module) => module.MassDialog));

export type MassActionName = 'edit' | 'assign' | 'transfer' | 'moveStage' | 'addTask' | 'tag'
  | 'setAttribute' | 'close' | 'relate' | 'sendToOnec';

type MassBarProps = {
  noun: MassNoun;
  /** Actions that the reader's rights allow; the server asks again for each row. */
  actions: MassActionName[];
  selection: Selection;
  total: number | undefined;
  /** What the list shows, for «отметить все». */
  view: { filter?: string | undefined; q?: string | undefined };
};

/** Over the foot of the list while something is marked: what can be done to all of it. */
export function MassBar({ noun, actions, selection, total, view }: MassBarProps) {
  const [action, setAction] = useState<MassActionName | null>(null);
  const { value, onChange } = selection;
  const count = markedCount(value, total) ?? 0;
  if (count === 0 || actions.length === 0) return null;
  const what: MassSelection = selectionOf(value, view);
  return (
    <>
      <div className={css.bar} role="toolbar" aria-label={ruMass.bar} data-mass-bar>
        <span className={css.barCount} role="status">
          {value.all ? ruMass.markedAll(total) : ruMass.marked(count)}
        </span>
        {!value.all && total !== undefined && total > count ? (
          <Button variant="subtle" onClick={() => onChange({ ids: new Set(), all: true })}>
            {ruMass.markAll(total)}
          </Button>
        ) : null}
        {actions.map((name) => (
          <Button key={name} variant="default" onClick={() => setAction(name)}>
            {ruMass[name]}
          </Button>
        ))}
        <ActionIcon aria-label={ruMass.unmark} onClick={() => onChange(NOTHING)}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      <Suspense>
        {action ? (
          <MassDialog
            noun={noun}
            action={action}
            selection={what}
            about={value.all ? ruMass.aboutAll : formatNumber(count)}
            onClose={() => setAction(null)}
            onStarted={() => {
              setAction(null);
              onChange(NOTHING);
            }}
          />
        ) : null}
      </Suspense>
    </>
  );
}

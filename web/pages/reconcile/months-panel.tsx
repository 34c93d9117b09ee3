import type { ReactNode } from 'react';
import { useState } from 'react';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { Panel } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { firstType, isOfType, TYPES } from './month-types.ts';
import css from './reconcile.module.css';

/** What is said where nothing is to be shown. */
export type MonthsWords = {
  typesLabel: string; nothingDiffersHint: string; noMonthsHint: string;
};

type MonthsPanelProps<M> = {
  months: M[];
  differs: (month: M) => boolean;
  /** Undefined: the kind that differs. */
  type: string | undefined;
  onType: (type: string) => void;
  words: MonthsWords;
  children: (shown: M[]) => ReactNode;
};

/** As many as are looked through with one glance. */
const MONTHS_SEEN = 60;

/** Months of one kind of objects at a time, all of them or those that differ. */
export function MonthsPanel<M extends { type: string }>(
  { months, differs, type: chosen, onType, words, children }: MonthsPanelProps<M>,
) {
  // Who comes because something differs should not have to look for it among years.
  const [onlyDiffer, setOnlyDiffer] = useState(() =>
    months.length > MONTHS_SEEN && months.some(differs));
  const type = chosen ?? firstType(months, differs);
  const ofType = months.filter(isOfType(type));
  const shown = onlyDiffer ? ofType.filter(differs) : ofType;
  const label = (each: string) => {
    const count = months.filter((month) => differs(month) && isOfType(each)(month)).length;
    return `${texts.types[each] ?? each}${count > 0 ? ` · ${count}` : ''}`;
  };
  return (
    <Panel
      title={texts.types[type]}
      aside={(
        <>
          <label className={css.only}>
            <input
              type="checkbox"
              checked={onlyDiffer}
              onChange={(event) => setOnlyDiffer(event.target.checked)}
            />
            {texts.onlyDiffer}
          </label>
          <Segments
            label={words.typesLabel}
            value={type}
            items={TYPES.map((value) => ({ value, label: label(value) }))}
            onChange={onType}
          />
        </>
      )}
    >
      {shown.length > 0 ? children(shown) : (
        <EmptyState
          title={onlyDiffer ? texts.nothingDiffers : texts.noMonths}
          hint={onlyDiffer ? words.nothingDiffersHint : words.noMonthsHint}
        />
      )}
    </Panel>
  );
}

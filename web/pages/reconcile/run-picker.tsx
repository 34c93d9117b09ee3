import type { Reconcile } from '#contract/reconcile';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { formatMoment } from '../../ui/format.ts';
import css from './reconcile.module.css';

const outcomeOf = (run: Reconcile): string => {
  if (run.state !== 'done') return texts.states[run.state] ?? run.state;
  return run.found > 0 ? `${texts.found.toLowerCase()}: ${run.found}` : texts.agreed;
};

/** Earlier runs by their moment and outcome, in the browser's own list. */
export function RunPicker({ runs, run, onPick }: {
  runs: Reconcile[]; run: Reconcile; onPick: (id: number) => void;
}) {
  return (
    <select
      className={css.picker}
      aria-label={texts.history}
      value={run.id}
      onChange={(event) => onPick(Number(event.target.value))}
    >
      {runs.map((each) => (
        <option key={each.id} value={each.id}>
          {texts.runAt(formatMoment(each.createdAt), texts.reasons[each.reason] ?? each.reason,
            outcomeOf(each))}
        </option>
      ))}
    </select>
  );
}

import type { Marks } from './use-marks.ts';
import css from './quarantine.module.css';

/** The head of the column of marks: all that is shown and may be acted on. */
export function MarkAll<Id>({ ids, marks, label }: { ids: Id[]; marks: Marks<Id>; label: string }) {
  return (
    <th scope="col" className={css.mark}>
      <input
        type="checkbox"
        aria-label={label}
        disabled={ids.length === 0}
        checked={ids.length > 0 && ids.every((id) => marks.marked.has(id))}
        onChange={(event) => marks.onMark(ids, event.target.checked)}
      />
    </th>
  );
}

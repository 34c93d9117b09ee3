import { ru } from '../texts/ru.ts';
import css from './data-table.module.css';

/** The first cell of a row that can be marked; the body's one listener hears the click. */
export function MarkCell({ isMarked, label }: { isMarked: boolean; label?: string }) {
  return (
    <div className={css.markCell} role="gridcell" aria-label={label ?? ru.table.mark} data-mark>
      <span className={css.mark} data-on={isMarked || undefined} aria-hidden />
    </div>
  );
}

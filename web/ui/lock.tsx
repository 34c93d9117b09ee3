import { ru } from '../texts/ru.ts';
import { IconLock } from './icons.ts';
import css from './lock.module.css';

/** Marks a value that 1C owns. With `words` it also says «из 1С». */
export function Lock({ words }: { words?: boolean }) {
  return (
    <span className={css.lock} title={ru.common.from1cHint}>
      <IconLock size={13} stroke={1.75} aria-hidden />
      {words ? ru.common.from1c : <span className={css.spoken}>{ru.common.from1c}</span>}
    </span>
  );
}

import { ru } from '../../texts/ru.ts';
import { IconRefresh } from '../icons.ts';
import { useAgo } from '../time.tsx';
import { useShellFacts } from './shell-facts.ts';
import css from './health-line.module.css';

/** «1С · 12 с назад»: when the accounting last spoke to us. */
export function HealthLine() {
  const { onec } = useShellFacts();
  const ago = useAgo(onec.lastContactAt);
  const text = onec.state === 'never' ? ru.health.never : ago || ru.health.lost;
  return (
    <div className={css.line} data-state={onec.state}>
      <IconRefresh size={14} stroke={1.6} aria-hidden />
      <span className={css.name}>{ru.health.oneC}</span>
      <b className={css.text}>{text}</b>
      <i className={css.dot} aria-hidden />
    </div>
  );
}

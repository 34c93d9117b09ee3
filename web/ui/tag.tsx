import type { ReactNode } from 'react';
import css from './tag.module.css';

/** ok: paid, done · warn: deadline, deferral · bad: overdue · vio: fan-out, reservation. */
export type TagMeaning = 'plain' | 'ok' | 'warn' | 'bad' | 'vio';

type TagProps = { meaning?: TagMeaning; icon?: ReactNode; children?: ReactNode; title?: string };

export function Tag({ meaning = 'plain', icon, children, title }: TagProps) {
  return (
    <span className={css.tag} data-meaning={meaning} title={title}>
      {icon}
      {children}
    </span>
  );
}

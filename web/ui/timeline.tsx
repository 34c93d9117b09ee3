import type { ReactNode } from 'react';
import css from './timeline.module.css';

export type TimelineItem = {
  id: string | number;
  icon: ReactNode;
  title: ReactNode;
  /** «Обмен с 1С · сегодня, 10:42» */
  note: ReactNode;
  /** ok: money came. */
  meaning?: 'ok' | 'warn' | 'bad';
  children?: ReactNode;
};

export function Timeline({ label, items }: { label: string; items: TimelineItem[] }) {
  return (
    <ol className={css.timeline} aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className={css.item}>
          <span className={css.icon} data-meaning={item.meaning} aria-hidden>{item.icon}</span>
          <div className={css.words}>
            <p className={css.title}>{item.title}</p>
            <p className={css.note}>{item.note}</p>
            {item.children}
          </div>
        </li>
      ))}
    </ol>
  );
}

import type { ReactNode } from 'react';
import { ru } from '../texts/ru.ts';
import { Lock } from './lock.tsx';
import css from './property-list.module.css';

export type Property = {
  label: string;
  icon?: ReactNode;
  /** Null and '' are shown as «не указано». */
  value: ReactNode;
  from1c?: boolean;
};

/** The property column of a card: label at the left, value at the right. */
export function PropertyList({ items }: { items: Property[] }) {
  return (
    <dl>
      {items.map((item) => (
        <div key={item.label} className={css.row}>
          <dt className={css.label}>{item.icon}{item.label}</dt>
          <dd className={css.value}>
            {item.value === null || item.value === undefined || item.value === ''
              ? <span className={css.absent}>{ru.common.notSet}</span>
              : item.value}
            {item.from1c ? <Lock /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import type { ReactNode } from 'react';
import { Money } from '../ui/money.tsx';
import css from './board.module.css';

/** The sum of a whole stage, and a word beside it. */
export function ColumnSums({ kopecks, children }: { kopecks: number; children?: ReactNode }) {
  return (
    <div className={css.headSums}>
      <b><Money kopecks={kopecks} form="short" /></b>
      {children ? <span>{children}</span> : null}
    </div>
  );
}

import { ru } from '../texts/ru.ts';
import css from './skeleton.module.css';

type SkeletonProps = { width?: number | string; height?: number; radius?: number };

export function Skeleton({ width = '100%', height = 12, radius = 4 }: SkeletonProps) {
  return <span className={css.bone} style={{ width, height, borderRadius: radius }} aria-hidden />;
}

const ROW_WIDTHS = ['62%', '48%', '70%', '55%', '66%', '44%'];

/** Rows in the place of a list that is being read. */
export function SkeletonRows({ count = 6, height = 32 }: { count?: number; height?: number }) {
  return (
    <div role="status" aria-label={ru.common.loading}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={css.row} style={{ height }}>
          <Skeleton width={72} />
          <Skeleton width={ROW_WIDTHS[index % ROW_WIDTHS.length] ?? '60%'} />
          <Skeleton width={88} />
        </div>
      ))}
    </div>
  );
}

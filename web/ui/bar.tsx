import css from './bar.module.css';

type BarProps = {
  /** 0–100, more is drawn full; null is drawn empty. */
  percent: number | null;
  /** paid is green, shipped the accent, match violet, bad red. */
  kind?: 'paid' | 'shipped' | 'match' | 'bad';
  /** 3 px instead of 4. */
  thin?: boolean;
  label: string;
};

/** The 4 px bar of money and shipments. */
export function Bar({ percent, kind = 'paid', thin, label }: BarProps) {
  const shown = Math.max(0, Math.min(100, percent ?? 0));
  return (
    <div
      className={css.bar}
      data-kind={kind}
      data-thin={thin || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={shown}
    >
      <div className={css.fill} style={{ width: `${shown}%` }} />
    </div>
  );
}

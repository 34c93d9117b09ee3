import type { Kopecks } from '#contract/money';
import { formatMoney, formatShortMoney, formatSum } from './format.ts';

type MoneyProps = {
  kopecks: Kopecks;
  /** full: «1 660 000 ₽» · sum: «1 660 000», for columns headed «₽» · short: «1,7 млн ₽» */
  form?: 'full' | 'sum' | 'short';
};

const WRITERS = { full: formatMoney, sum: formatSum, short: formatShortMoney };

/** Short money keeps the exact sum in its title. */
export function Money({ kopecks, form = 'full' }: MoneyProps) {
  const text = WRITERS[form](kopecks);
  return form === 'short' ? <span title={formatMoney(kopecks)}>{text}</span> : <>{text}</>;
}

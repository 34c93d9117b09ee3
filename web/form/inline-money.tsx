import { ru } from '../texts/ru.ts';
import { formatMoney, formatSum } from '../ui/format.ts';
import { InlineText } from './inline-text.tsx';
import { readRoubles } from './read-roubles.ts';

/** A sum edited where it stands, in roubles as people write them; nothing typed is nothing. */
export function InlineMoney({ label, kopecks, onSave }: {
  label: string; kopecks: number; onSave: (kopecks: number) => void;
}) {
  return (
    <InlineText
      label={label}
      value={kopecks ? formatSum(kopecks) : null}
      {...(kopecks ? { shown: formatMoney(kopecks) } : {})}
      faultOf={(text) => (readRoubles(text) === null ? ru.filter.badNumber : null)}
      onSave={(text) => onSave(text ? readRoubles(text) ?? 0 : 0)}
    />
  );
}

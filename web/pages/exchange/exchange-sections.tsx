import { paths } from '../../paths.ts';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { LinkSegments } from '../../ui/segments.tsx';

/** Two screens of one thing: how it flows, and whether both sides agree. */
export function ExchangeSections({ current }: { current: 'monitor' | 'reconcile' }) {
  return (
    <LinkSegments
      label={texts.sections}
      items={[
        { label: texts.monitor, to: paths.exchange(), current: current === 'monitor' },
        { label: texts.tab, to: paths.reconcile(), current: current === 'reconcile' },
      ]}
    />
  );
}

import { paths } from '../../paths.ts';
import { ruCommands } from '../../texts/ru-commands.ts';
import { ruReconcile as texts } from '../../texts/ru-reconcile.ts';
import { ruSiteExchange } from '../../texts/ru-site-exchange.ts';
import { LinkSegments } from '../../ui/segments.tsx';

type Section = 'monitor' | 'reconcile' | 'commands' | 'site';

/** Screens of one thing: how it flows, whether both sides agree, and the exchange with a site. */
export function ExchangeSections({ current }: { current: Section }) {
  return (
    <LinkSegments
      label={texts.sections}
      items={[
        { label: texts.monitor, to: paths.exchange(), current: current === 'monitor' },
        { label: texts.tab, to: paths.reconcile(), current: current === 'reconcile' },
        { label: ruCommands.list.tab, to: paths.commands(), current: current === 'commands' },
        { label: ruSiteExchange.title, to: paths.siteExchange(), current: current === 'site' },
      ]}
    />
  );
}

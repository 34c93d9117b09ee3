import { Button } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Suspense, useState } from 'react';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruCalendar } from '../../texts/ru-calendar.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconPlus } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { PageHeader } from '../../ui/page.tsx';
import { LinkSegments } from '../../ui/segments.tsx';
import type { LeadsSearch } from './leads-search.ts';
import type { LeadsView } from './use-leads-view.ts';

const TopicsDialog = lazyPart(() =>
  import('./topics-dialog.tsx').then((module) => module.TopicsDialog));

/** «Канбан | Список | Календарь»: the view goes along, an open side panel does not. */
function LayoutSwitch({ search }: { search: LeadsSearch }) {
  const { pathname } = useLocation();
  const kept: LeadsSearch = { ...search, lead: undefined, create: undefined };
  const items = [
    { to: paths.leads(), label: ruLeads.board },
    { to: paths.leadsList(), label: ruLeads.list },
    { to: paths.leadsCalendar(), label: ruCalendar.title },
  ];
  return (
    <LinkSegments
      label={ruLeads.layout}
      items={items.map((item) => ({ ...item, search: kept, current: pathname === item.to }))}
    />
  );
}

/** Title, figures of the whole view, board or list, topics for administrators, a new lead. */
export function LeadsHeader({ view, facts, actions }: {
  view: LeadsView; facts: ReactNode; actions?: ReactNode;
}) {
  const session = useSession();
  const [hasTopics, setTopics] = useState(false);
  const mayCreate = allows(session, 'lead', 'create');
  const create = () => view.change({ create: 'lead' }, { replace: true });
  useHotkeys(mayCreate ? { c: create } : {});
  return (
    <PageHeader
      title={ruLeads.title}
      facts={facts}
      actions={(
        <>
          {actions}
          {allows(session, 'setting', 'edit') ? (
            <Button variant="default" onClick={() => setTopics(true)}>{ruLeads.topics.open}</Button>
          ) : null}
          <LayoutSwitch search={view.search} />
          {mayCreate ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={create}>
              {ruLeads.add}
            </Button>
          ) : null}
          <Suspense>
            {hasTopics ? <TopicsDialog onClose={() => setTopics(false)} /> : null}
          </Suspense>
        </>
      )}
    />
  );
}

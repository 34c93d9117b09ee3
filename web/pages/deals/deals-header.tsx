import { Button } from '@mantine/core';
import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruDeals } from '../../texts/ru-deals.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconPlus } from '../../ui/icons.ts';
import { PageHeader } from '../../ui/page.tsx';
import { LinkSegments } from '../../ui/segments.tsx';
import type { DealsSearch } from './deals-search.ts';
import type { DealsView } from './use-deals-view.ts';

/** «Канбан | Список»: the view goes along, an open side panel does not. */
function LayoutSwitch({ search }: { search: DealsSearch }) {
  const { pathname } = useLocation();
  const kept: DealsSearch = { ...search, deal: undefined, create: undefined };
  const items = [
    { to: paths.deals(), label: ruDeals.board },
    { to: paths.dealsList(), label: ruDeals.list },
    { to: paths.dealsCalendar(), label: ruDeals.calendar },
  ];
  return (
    <LinkSegments
      label={ruDeals.layout}
      items={items.map((item) => ({ ...item, search: kept, current: pathname === item.to }))}
    />
  );
}

/** Title, figures of the whole view, board or list, and the one primary button. */
export function DealsHeader({ view, facts, actions }: {
  view: DealsView; facts: ReactNode; actions?: ReactNode;
}) {
  const session = useSession();
  const mayCreate = allows(session, 'deal', 'create');
  const create = () => view.change({ create: 'deal' }, { replace: true });
  useHotkeys(mayCreate ? { c: create } : {});
  return (
    <PageHeader
      title={ruDeals.title}
      facts={facts}
      actions={(
        <>
          {actions}
          <LayoutSwitch search={view.search} />
          {mayCreate ? (
            <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={create}>
              {ruDeals.add}
            </Button>
          ) : null}
        </>
      )}
    />
  );
}

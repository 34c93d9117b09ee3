import type { ReactNode } from 'react';
import { RecordFilter } from '../../lists/record-filter.tsx';
import { ruDeals } from '../../texts/ru-deals.ts';
import type { DealsView } from './use-deals-view.ts';
import { useDealFields } from './use-deals-view.ts';

type DealsFilterProps = {
  view: DealsView;
  layout: 'board' | 'list' | 'calendar';
  children?: ReactNode;
};

export function DealsFilter({ view, layout, children }: DealsFilterProps) {
  return (
    <RecordFilter
      noun="deals"
      fields={useDealFields()}
      layout={layout}
      texts={ruDeals}
      withSort={layout === 'board'}
      {...view}
    >
      {children}
    </RecordFilter>
  );
}

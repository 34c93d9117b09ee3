import type { ReactNode } from 'react';
import { RecordFilter } from '../../lists/record-filter.tsx';
import { ruLeads } from '../../texts/ru-leads.ts';
import type { LeadsView } from './use-leads-view.ts';
import { useLeadFields } from './use-leads-view.ts';

type LeadsFilterProps = {
  view: LeadsView; layout: 'board' | 'list' | 'calendar'; children?: ReactNode;
};

export function LeadsFilter({ view, layout, children }: LeadsFilterProps) {
  return (
    <RecordFilter
      noun="leads"
      fields={useLeadFields()}
      layout={layout}
      texts={ruLeads}
      withSort={layout === 'board'}
      {...view}
    >
      {children}
    </RecordFilter>
  );
}

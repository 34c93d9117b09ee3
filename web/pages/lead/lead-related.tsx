import { useQuery } from '@tanstack/react-query';
import { leadRelated } from '#contract/leads';
import { routeQuery } from '../../api/query.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { ReadingState } from '../../ui/reading-state.tsx';
import { RelatedGroups } from './related-groups.tsx';
import css from './lead-work.module.css';

const { related: names } = ruLeads;

/** Who else deals with this caller, by department: to know whom to ask, never a warning. */
export function LeadRelated({ leadId }: { leadId: number }) {
  const reading = useQuery(routeQuery(leadRelated, { params: { id: leadId } }));
  const { data } = reading;
  return (
    <section className={css.section} aria-label={names.heading}>
      <h3 className={css.heading}>{names.heading}</h3>
      <ReadingState of={reading} title={names.failed} rows={3} />
      {data?.length === 0 ? <p className={css.quiet}>{names.none}</p> : null}
      <RelatedGroups rows={data ?? []} />
    </section>
  );
}

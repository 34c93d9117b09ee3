import { useQuery } from '@tanstack/react-query';
import { leadRelated } from '#contract/leads';
import { routeQuery } from '../../api/query.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { RelatedGroups } from './related-groups.tsx';
import css from './lead-work.module.css';

const { related: names } = ruLeads;

/** Who else deals with this caller, by department: to know whom to ask, never a warning. */
export function LeadRelated({ leadId }: { leadId: number }) {
  const { data, error, refetch } = useQuery(routeQuery(leadRelated, { params: { id: leadId } }));
  return (
    <section className={css.section} aria-label={names.heading}>
      <h3 className={css.heading}>{names.heading}</h3>
      {error && !data ? (
        <ErrorState error={error} title={names.failed} onRetry={() => void refetch()} />
      ) : null}
      {!error && !data ? <SkeletonRows count={3} /> : null}
      {data?.length === 0 ? <p className={css.quiet}>{names.none}</p> : null}
      <RelatedGroups rows={data ?? []} />
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { leadRelated } from '#contract/leads';
import type { RelatedRecord } from '#contract/related';
import { routeQuery } from '../../api/query.ts';
import { pathOfEntity } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatDay } from '../../ui/format.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import css from './lead-work.module.css';

const { related: names } = ruLeads;

function Name({ row }: { row: RelatedRecord }) {
  const words = [row.number, row.title ?? row.topic].filter(Boolean).join(' · ')
    || names[row.entity];
  const to = row.id === null ? null : pathOfEntity(row.entity, row.id);
  return to ? <Link className={css.link} to={to}>{words}</Link> : <span>{words}</span>;
}

function Group({ department, rows }: { department: string; rows: RelatedRecord[] }) {
  return (
    <li>
      <h4 className={css.department}>{department}</h4>
      <ul className={css.records}>
        {rows.map((row, index) => (
          <li key={`${row.entity}-${row.id ?? index}`} className={css.record}>
            <span className={css.grows}>
              <Name row={row} />
              <small className={css.quiet}>
                {' '}{row.by === 'reach' ? names.byReach : names.byCompany}
              </small>
            </span>
            <span className={css.quiet}>{row.responsible}</span>
            <Tag>{row.isOpen ? names.open : names.closed}</Tag>
            <span className={css.quiet}>{formatDay(row.createdOn)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Who else deals with this caller, by department: to know whom to ask, never a warning. */
export function LeadRelated({ leadId }: { leadId: number }) {
  const { data, error, refetch } = useQuery(routeQuery(leadRelated, { params: { id: leadId } }));
  const groups = Map.groupBy(data ?? [], (row) => row.department ?? names.noDepartment);
  return (
    <section className={css.section} aria-label={names.heading}>
      <h3 className={css.heading}>{names.heading}</h3>
      {error && !data ? (
        <ErrorState error={error} title={names.failed} onRetry={() => void refetch()} />
      ) : null}
      {!error && !data ? <SkeletonRows count={3} /> : null}
      {data?.length === 0 ? <p className={css.quiet}>{names.none}</p> : null}
      <ul className={css.groups}>
        {[...groups].map(([department, rows]) => (
          <Group key={department} department={department} rows={rows} />
        ))}
      </ul>
    </section>
  );
}

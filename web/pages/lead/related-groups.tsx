import { Link } from '@tanstack/react-router';
import type { RelatedRecord } from '#contract/related';
import { pathOfEntity } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatDay, formatShortName } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import css from './lead-work.module.css';

const { related: names } = ruLeads;

function Name({ row }: { row: RelatedRecord }) {
  const words = [row.number, row.title ?? row.topic].filter(Boolean).join(' · ')
    || names[row.entity];
  const to = row.id === null ? null : pathOfEntity(row.entity, row.id);
  return to ? <Link className={css.link} to={to}>{words}</Link> : <span>{words}</span>;
}

type GroupsProps = {
  rows: RelatedRecord[];
  /** All are of one number, and it is said above them. */
  isOfNumber?: boolean;
};

function Group({ department, rows, isOfNumber }: GroupsProps & { department: string }) {
  return (
    <li>
      <h4 className={css.department}>{department}</h4>
      <ul className={css.records}>
        {rows.map((row, index) => (
          <li key={`${row.entity}-${row.id ?? index}`} className={css.record}>
            <span className={css.grows}>
              <Name row={row} />
              {isOfNumber ? null : (
                <small className={css.quiet}>
                  {' '}{row.by === 'reach' ? names.byReach : names.byCompany}
                </small>
              )}
            </span>
            <span className={css.quiet} title={row.responsible ?? undefined}>
              {row.responsible ? formatShortName(row.responsible) : null}
            </span>
            <Tag>{row.isOpen ? names.open : names.closed}</Tag>
            <span className={css.quiet}>{formatDay(row.createdOn)}</span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Leads and deals of one caller by department; of foreign ones only that they exist. */
export function RelatedGroups({ rows, isOfNumber = false }: GroupsProps) {
  const groups = Map.groupBy(rows, (row) => row.department ?? names.noDepartment);
  return (
    <ul className={css.groups}>
      {[...groups].map(([department, ofIt]) => (
        <Group key={department} department={department} rows={ofIt} isOfNumber={isOfNumber} />
      ))}
    </ul>
  );
}

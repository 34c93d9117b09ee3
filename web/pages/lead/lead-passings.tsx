import { Link } from '@tanstack/react-router';
import type { LeadPassing } from '#contract/leads';
import { paths } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatMoment } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import css from './lead-work.module.css';

const { passing: names } = ruLeads;

function State({ passing }: { passing: LeadPassing }) {
  if (passing.returnedAt) return <Tag meaning="bad">{names.returned}</Tag>;
  return passing.acceptedAt ? <Tag meaning="ok">{names.accepted}</Tag>
    : <Tag meaning="warn">{names.waits}</Tag>;
}

/** To whom the lead was passed, what deal it made, and what the receiver answered. */
export function LeadPassings({ passings }: { passings: LeadPassing[] }) {
  return (
    <section className={css.section} aria-label={ruLeads.passings}>
      <h3 className={css.heading}>{ruLeads.passings}</h3>
      {passings.length === 0 ? <p className={css.quiet}>{ruLeads.noPassings}</p> : null}
      <ul className={css.records}>
        {passings.map((passing) => (
          <li key={passing.deal.id} className={css.record}>
            <span className={css.number}>
              {passing.deal.mayOpen ? (
                <Link className={css.link} to={paths.deal(passing.deal.id)}>
                  {passing.deal.number}
                </Link>
              ) : passing.deal.number}
            </span>
            <span className={css.grows}>
              {passing.employee.name}, {passing.department.name}
              {passing.why === 'self' ? null : (
                <small className={css.quiet}> {names.instead(passing.asked.name)}</small>
              )}
              {passing.returnReason ? (
                <small className={css.reason}>{passing.returnReason}</small>
              ) : null}
            </span>
            <State passing={passing} />
            <span className={css.quiet}>{formatMoment(passing.createdAt)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

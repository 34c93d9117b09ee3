import { useMemo } from 'react';
import type { LeadCard } from '#contract/leads';
import { ruLeads } from '../../texts/ru-leads.ts';
import { holderOfLead } from '../offer/line-holder.ts';
import { OfferGrid } from '../offer/offer-grid.tsx';
import { ReadLines } from '../deal/offer-lines.tsx';
import css from './lead-work.module.css';

const { lines: names } = ruLeads;

/** What the customer asked for; a deal takes the lines over as they are. */
export function LeadLines({ lead }: { lead: LeadCard }) {
  const holder = useMemo(() => holderOfLead(lead), [lead]);
  if (lead.may.edit) {
    return (
      <div className={css.sheet}>
        <OfferGrid holder={holder} title={names.heading} emptyHint={names.empty} />
      </div>
    );
  }
  return (
    <section className={css.section} aria-label={names.heading}>
      <h3 className={css.heading}>{names.heading}</h3>
      {lead.lines.length === 0 ? <p className={css.quiet}>{names.none}</p> : (
        <ReadLines label={names.heading} lines={lead.lines} columns={lead.lineColumns} seesMoney />
      )}
    </section>
  );
}

import type { SourceTrace } from '#contract/source-trace';
import { ruLeads } from '../../texts/ru-leads.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import type { Property } from '../../ui/property-list.tsx';
import css from './lead-work.module.css';

const { trace: names } = ruLeads;

const joined = (record: Record<string, string | undefined> | undefined) =>
  Object.entries(record ?? {}).filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`).join(' · ');

/** Where the request came from, plainly: only what is known. */
export function LeadTrace({ trace }: { trace: SourceTrace | null }) {
  const rows: [string, string | undefined][] = trace ? [
    [names.did, trace.did],
    [names.didChannel, trace.didChannel],
    [names.utm, joined(trace.utm)],
    [names.referrer, trace.referrer],
    [names.firstPage, trace.firstPage],
    [names.landing, trace.landing],
    [names.siteNumber, trace.siteNumber],
    [names.clientIds, joined(trace.clientIds)],
  ] : [];
  const items: Property[] = rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
  return (
    <section className={css.section} aria-label={names.heading}>
      <h3 className={css.heading}>{names.heading}</h3>
      {items.length > 0 ? <PropertyList items={items} /> : (
        <p className={css.quiet}>{names.none}</p>
      )}
    </section>
  );
}

import type { SourceTrace } from '#contract/source-trace';
import { ruLeads } from '../../texts/ru-leads.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import { traceRows } from './trace-rows.ts';
import css from './lead-work.module.css';

const { trace: names } = ruLeads;

/** Where the request came from, plainly: only what is known. */
export function LeadTrace({ trace }: { trace: SourceTrace | null }) {
  const items = traceRows(trace);
  return (
    <section className={css.section} aria-label={names.heading}>
      <h3 className={css.heading}>{names.heading}</h3>
      {items.length > 0 ? <PropertyList items={items} /> : (
        <p className={css.quiet}>{names.none}</p>
      )}
    </section>
  );
}

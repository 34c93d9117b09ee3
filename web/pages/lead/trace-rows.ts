// Where a request came from as properties: only what is known.
import type { SourceTrace } from '#contract/source-trace';
import { ruLeads } from '../../texts/ru-leads.ts';
import { readablePhone } from '../../ui/format.ts';
import type { Property } from '../../ui/property-list.tsx';

const { trace: names } = ruLeads;

const joined = (record: Record<string, string | undefined> | undefined) =>
  Object.entries(record ?? {}).filter(([, value]) => value)
    .map(([name, value]) => `${name}: ${value}`).join(' · ');

export function traceRows(trace: SourceTrace | null): Property[] {
  if (!trace) return [];
  const rows: [string, string | undefined][] = [
    [names.did, trace.did && readablePhone(trace.did)],
    [names.didChannel, trace.didChannel],
    [names.utm, joined(trace.utm)],
    [names.referrer, trace.referrer],
    [names.firstPage, trace.firstPage],
    [names.landing, trace.landing],
    [names.siteNumber, trace.siteNumber],
    [names.clientIds, joined(trace.clientIds)],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

// Leads as views, exports and mass work see them.
import type { CalendarSource } from '#platform/listing/run-calendar';
import type { MassSubject } from '#platform/mass/actions';
import { leadSource } from './list-leads.ts';
import { LEAD_ACTIONS } from './mass-leads.ts';
import { visibleLeads } from './visibility.ts';

/** By the next open task, as deals stand in theirs. */
const CALENDARS: Readonly<Record<string, CalendarSource>> = {
  nextTaskAt: {
    from: `work.task nt join leads.lead l on nt.entity = 'lead' and l.id = nt.entity_id`,
    at: 'nt.due_at',
    type: 'moment',
    where: `nt.done_at is null and nt.cancelled_at is null and not exists (
      select from work.task et where et.entity = 'lead' and et.entity_id = l.id
        and et.done_at is null and et.cancelled_at is null
        and (et.due_at, et.id) < (nt.due_at, nt.id))`,
    subtitle: `coalesce((select x.name from customers.company x where x.id = l.company_id),
      l.company_name, l.person_name)`,
    task: `json_build_object('id', nt.id, 'title', nt.title, 'kind', nt.kind,
      'version', nt.version)`,
  },
};

export const leadSubject: MassSubject = {
  noun: 'leads',
  entity: 'lead',
  title: 'Лиды',
  source: leadSource,
  exportable: (actor) => visibleLeads(actor, 'export'),
  calendars: CALENDARS,
  rowTitle: `l.number || ' · ' || l.title`,
  actions: LEAD_ACTIONS,
};

// Deals by days: their next open task, and the day until which payment is deferred.
import type { CalendarSource } from '#platform/listing/run-calendar';
import { named } from './item-columns.ts';

const COMPANY = `(${named('customers.company', 'd.company_id')})->>'name'`;

export const DEAL_CALENDARS: Readonly<Record<string, CalendarSource>> = {
  nextTaskAt: {
    from: `work.task nt join deals.deal d on nt.entity = 'deal' and d.id = nt.entity_id`,
    at: 'nt.due_at',
    type: 'moment',
    where: `nt.done_at is null and nt.cancelled_at is null and not exists (
      select from work.task et where et.entity = 'deal' and et.entity_id = d.id
        and et.done_at is null and et.cancelled_at is null
        and (et.due_at, et.id) < (nt.due_at, nt.id))`,
    subtitle: COMPANY,
    task: `json_build_object('id', nt.id, 'title', nt.title, 'kind', nt.kind,
      'version', nt.version)`,
  },
  deferredUntil: {
    from: 'deals.deal d',
    at: 'd.deferred_until',
    type: 'date',
    where: 'd.deferred_until is not null',
    subtitle: COMPANY,
    task: 'null::json',
  },
};

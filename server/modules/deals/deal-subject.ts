// Deals as views, exports and mass work see them.
import type { MassSubject } from '#platform/mass/actions';
import { DEAL_CALENDARS } from './deal-calendars.ts';
import { dealSource } from './list-deals.ts';
import { DEAL_ACTIONS } from './mass-deals.ts';
import { visibleDeals } from './visibility.ts';

export const dealSubject: MassSubject = {
  noun: 'deals',
  entity: 'deal',
  title: 'Сделки',
  source: dealSource,
  exportable: (actor) => visibleDeals(actor, 'export'),
  calendars: DEAL_CALENDARS,
  rowTitle: `d.number || ' · ' || d.title`,
  actions: DEAL_ACTIONS,
};

// Deals as views, exports and mass work see them.
import type { MassSubject } from '#platform/mass/actions';
import { dealSource } from './list-deals.ts';
import { DEAL_ACTIONS } from './mass-deals.ts';

export const dealSubject: MassSubject = {
  noun: 'deals',
  entity: 'deal',
  title: 'Сделки',
  source: dealSource,
  rowTitle: `d.number || ' · ' || d.title`,
  actions: DEAL_ACTIONS,
};

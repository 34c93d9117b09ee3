// Orders of all leads as their indexes have them: a director waited up to a second for the dates.
import { byName, ofAll, ofFew, type Walk, walkOf } from '#platform/listing/walk';

/** Where every lead has the moment. */
export const ofMoment = (column: string): Walk => ofAll(column, 'l.id');

/** Where a lead comes to the moment one day, and an index holds those that have. */
export const ofLateMoment = (column: string): Walk =>
  walkOf(column, `${column} is not null`, 'l.id');

export const BY_TITLE: Walk = ofAll('l.title collate "ru-x-icu"', 'l.id');
export const BY_COMPANY: Walk = walkOf('c.name collate "ru-x-icu"', 'c.id is not null', 'l.id');
export const BY_ESTIMATE: Walk = ofFew('l.estimate_kopecks', 'l.id');
export const BY_RESPONSIBLE: Walk = byName('staff.employee', 'l.responsible_id', 'l.id', true);
export const BY_RECEIVER: Walk = byName('staff.employee', 'l.transferred_to_id', 'l.id', true);
export const BY_TOPIC: Walk = byName('leads.topic', 'l.topic_id', 'l.id');

export const BY_STAGE: Walk = {
  stretches: [{
    parts: [{
      where: 'l.stage_id = w.id', by: 'w.word', id: 'l.id',
      each: { from: 'leads.stage', word: 'w.position', key: 'w.id' },
    }],
  }],
};

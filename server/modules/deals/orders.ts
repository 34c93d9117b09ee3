// Orders of all deals as their indexes have them. Nearly all of 2.4 million deals are closed, paid
// and shipped in full and touched last when they were closed: what differs is few and has small
// indexes, the rest stands in an index of another column or, all of one value, in that of ids.
import {
  byName, ofAll as walkOfAll, ofFew as walkOfFew, type Stretch, type Walk, type Walked,
} from '#platform/listing/walk';

const part = (where: string, by: string): Walked => ({ where, by, id: 'd.id' });

export const ofAll = (column: string): Walk => walkOfAll(column, 'd.id');
export const ofFew = (sum: string): Walk => walkOfFew(sum, 'd.id');

/** Where a sum is mostly nought or the amount; an index holds what is neither. */
export function ofAmount(sum: string): Walk {
  const beside = (sign: '<' | '>'): Stretch => ({
    parts: [
      part(`${sum} = d.amount_kopecks and d.amount_kopecks ${sign} 0`, 'd.amount_kopecks'),
      part(`${sum} <> d.amount_kopecks and ${sum} ${sign} 0`, sum),
    ],
  });
  return { stretches: [beside('<'), { where: `${sum} = 0`, value: 0 }, beside('>')] };
}

/** Most that have a share have all of it. */
export const byPercent = (share: string): Walk => ({
  stretches: [
    { parts: [part(`${share} < 100`, share)] },
    { where: `${share} = 100`, value: 100 },
    { parts: [part(`${share} > 100`, share)] },
  ],
  missing: `${share} is null`,
});

/** Said by the index, too: no filter can lead to it and away from an index of its own. */
export const byTitle = (title: string): Walk =>
  ({ stretches: [{ parts: [part('d.id > 0', title)] }] });

export const BY_DEPARTMENT = byName('staff.department', 'd.department_id', 'd.id');

/** The deals of one person are sorted: asked for in their order, the index of all ids is walked. */
export const BY_PERSON = byName('staff.employee', 'd.responsible_id', '(d.id + 0)', true);

const ofStage = (isOpen: string, id: string): Walked => ({
  where: `d.stage_id = w.id and ${isOpen}`, by: 'w.word', id,
  each: { from: 'deals.stage', word: 'w.position', key: 'w.id' },
});

export const BY_STAGE: Walk = {
  stretches: [{ parts: [ofStage('d.is_open', '(d.id + 0)'), ofStage('not d.is_open', 'd.id')] }],
};

export const BY_UPDATE: Walk = {
  stretches: [{
    parts: [part('d.is_open', 'd.updated_at'), part('not d.is_open', 'd.updated_at')],
  }],
};

/** Open deals are few enough to be sorted; of closed ones most have the moment of `same`. */
export const ofMoment = (column: string, same: string): Walk => ({
  stretches: [{
    parts: [
      part('d.is_open', column),
      part(`not d.is_open and ${column} = ${same}`, same),
      part(`not d.is_open and ${column} <> ${same}`, column),
    ],
  }],
});

export const BY_CLOSING: Walk = {
  stretches: [{
    parts: [
      part('not d.is_open and d.closed_at = d.updated_at', 'd.updated_at'),
      part(`d.closed_at is not null and (d.is_open or d.closed_at <> d.updated_at)`,
        'd.closed_at'),
    ],
  }],
  missing: 'd.closed_at is null',
};

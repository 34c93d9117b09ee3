// Where a notice leads: to its record, or to the list of the records that it tells of.
import type { Notification } from '#contract/work';
import { pathOfEntity, paths } from '../../paths.ts';

export type NoticePlace = { to: string; search: Record<string, unknown> };

const LISTS: Record<string, () => string> = {
  deal: paths.dealsList, task: paths.tasksList, lead: paths.leadsList,
  company: paths.companies, contact: paths.contacts,
};

/** The list of exactly these records; null for one record and for what has no list. */
export function listPlace({ records }: Pick<Notification, 'records'>): NoticePlace | null {
  const list = records && LISTS[records.entity];
  if (!list || records.ids.length < 2) return null;
  return { to: list(), search: { filter: JSON.stringify({ id: { in: records.ids } }) } };
}

export function noticePlace(notice: Notification): NoticePlace | null {
  const { entity, entityId, kind } = notice;
  if (entity === 'task' && entityId) return { to: paths.tasks(), search: { task: entityId } };
  const to = entity && entityId ? pathOfEntity(entity, entityId) : null;
  if (!to) return listPlace(notice);
  return { to, search: kind.startsWith('comment.') ? { tab: 'history' } : {} };
}

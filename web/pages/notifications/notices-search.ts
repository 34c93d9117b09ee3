// What the address of the notices holds: all of them, of all kinds, are the plain address.
import type { NoticeGroup } from '#contract/notice-groups';

export type NoticesSearch = { unread?: '1'; group?: NoticeGroup };

export function readNoticesSearch(search: Record<string, unknown>): NoticesSearch {
  const { group } = search;
  return {
    ...(String(search.unread) === '1' ? { unread: '1' as const } : {}),
    ...(typeof group === 'string' ? { group: group as NoticeGroup } : {}),
  };
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { NoticeGroup } from '#contract/notice-groups';
import {
  notificationRead, notificationsList, notificationsReadAll, notificationsUnread,
  notificationsUnreadAll, notificationUnread,
} from '#contract/work';
import type { NotificationsPage } from '#contract/work';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { ruNoticeList } from '../../texts/ru-notice-list.ts';
import { announce } from '../announce.ts';
import { failToast } from '../fail-toast.ts';
import { toast } from '../toast-store.ts';

const PAGE_ITEMS = 50;
const REFRESH_MS = 60_000;

export type NoticesShown = { unread?: '1'; group?: NoticeGroup };

function refresh(): void {
  void queryClient.invalidateQueries({ queryKey: keyOf(notificationsList) });
  void queryClient.invalidateQueries({ queryKey: keyOf(notificationsUnread) });
}

/** How many wait, kept current by the stream; a new one is spoken. */
export function useUnread(): number {
  const { data } = useQuery({
    ...routeQuery(notificationsUnread, {}), refetchInterval: REFRESH_MS,
  });
  const unread = data?.unread ?? 0;
  useChanges('notification', null, refresh);
  const before = useRef(unread);
  useEffect(() => {
    if (unread > before.current && before.current > 0) {
      announce(ruTasks.notifications.unread(unread));
    }
    before.current = unread;
  }, [unread]);
  return unread;
}

export function useNotifications(shown: NoticesShown = {}) {
  const query = useInfiniteQuery<
    NotificationsPage, ApiProblem, { pages: NotificationsPage[] }, unknown[], string | null
  >({
    queryKey: [...keyOf(notificationsList), shown],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(notificationsList, {
      query: { limit: PAGE_ITEMS, ...shown, ...(pageParam ? { cursor: pageParam } : {}) },
      signal,
    }),
    getNextPageParam: (page) => page.cursor,
  });
  return {
    ...query,
    items: query.data?.pages.flatMap((page) => page.items) ?? [],
    /** Unread ones by group, of all pages. */
    unreadOf: query.data?.pages[0]?.unreadOf ?? {},
  };
}

async function keep(act: Promise<unknown>): Promise<void> {
  try {
    await act;
  } catch (error) {
    failToast(ruNoticeList.notRead, error);
  } finally {
    refresh();
  }
}

export const markRead = (id: number) => keep(call(notificationRead, { params: { id } }));

export const markUnread = (id: number) => keep(call(notificationUnread, { params: { id } }));

/** All that were there when the list was drawn; one press too many is taken back. */
export function markAllRead(upToId: number, group?: NoticeGroup): Promise<void> {
  return keep(call(notificationsReadAll, { body: { upToId, ...(group ? { group } : {}) } })
    .then(({ count, readAt }) => {
      if (count === 0) return;
      toast(ruNoticeList.readAllDone(count), {
        undo: () => void keep(call(notificationsUnreadAll, { query: { readAt } })),
      });
    }));
}

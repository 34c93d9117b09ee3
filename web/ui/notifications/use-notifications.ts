import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import {
  notificationRead, notificationsList, notificationsReadAll, notificationsUnread,
} from '#contract/work';
import type { Notification } from '#contract/work';
import { call } from '../../api/client.ts';
import type { ApiProblem } from '../../api/client.ts';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { announce } from '../announce.ts';
import { failToast } from '../fail-toast.ts';

const PAGE_ITEMS = 50;
const REFRESH_MS = 60_000;

type Page = { items: Notification[]; cursor: string | null; unread: number };

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

export function useNotifications(onlyUnread: boolean) {
  const query = useInfiniteQuery<Page, ApiProblem, { pages: Page[] }, unknown[], string | null>({
    queryKey: [...keyOf(notificationsList), { onlyUnread }],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) => call(notificationsList, {
      query: {
        limit: PAGE_ITEMS,
        ...(onlyUnread ? { unread: '1' as const } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      },
      signal,
    }),
    getNextPageParam: (page) => page.cursor,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) ?? [] };
}

export function markRead(id: number): void {
  call(notificationRead, { params: { id } }).then(refresh)
    .catch((error: unknown) => failToast(ruTasks.failed, error));
}

export function markAllRead(upToId: number): void {
  call(notificationsReadAll, { body: { upToId } }).then(refresh)
    .catch((error: unknown) => failToast(ruTasks.failed, error));
}

import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { NOTICE_GROUPS } from '#contract/notice-groups';
import type { NoticeGroup } from '#contract/notice-groups';
import { paths } from '../../paths.ts';
import { ruNoticeList } from '../../texts/ru-notice-list.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { useHotkeys } from '../../ui/hotkeys.ts';
import { IconBell } from '../../ui/icons.ts';
import { Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import {
  markAllRead, useNotifications, useUnread,
} from '../../ui/notifications/use-notifications.ts';
import css from '../../ui/notifications/notifications.module.css';
import { NoticeList, toggleRead } from './notice-list.tsx';
import type { NoticesSearch } from './notices-search.ts';
import { useNoticeKeys } from './use-notice-keys.ts';

const { notifications: texts } = ruTasks;
const GROUPS = Object.keys(NOTICE_GROUPS) as NoticeGroup[];

/** An old link with a group that is no more shows all. */
const knownSearch = ({ unread, group }: NoticesSearch): NoticesSearch => ({
  ...(unread ? { unread } : {}), ...(group && GROUPS.includes(group) ? { group } : {}),
});

type Notices = ReturnType<typeof useNotifications>;
type Change = (patch: Partial<NoticesSearch>) => void;

/** What is shown of them; each group says how many of it wait. */
function Narrow({ search, unreadOf, change }: {
  search: NoticesSearch; unreadOf: Record<string, number>; change: Change;
}) {
  const { groups, withCount } = ruNoticeList;
  return (
    <div className={css.bar}>
      <Segments
        label={texts.show}
        value={search.unread ? 'unread' : 'all'}
        items={[
          { value: 'all', label: texts.all }, { value: 'unread', label: texts.onlyUnread },
        ]}
        onChange={(next) => change({ unread: next === 'unread' ? '1' : undefined })}
      />
      <Segments
        label={ruNoticeList.group}
        value={search.group ?? 'all'}
        items={(['all', ...GROUPS] as const).map((value) =>
          ({ value, label: withCount(groups[value], unreadOf[value] ?? 0) }))}
        onChange={(next) => change({ group: next === 'all' ? undefined : next })}
      />
    </div>
  );
}

function None({ search, change }: { search: NoticesSearch; change: Change }) {
  const isNarrow = search.group !== undefined;
  return (
    <EmptyState
      icon={<IconBell size={20} stroke={1.5} />}
      title={isNarrow ? ruNoticeList.noneHere : search.unread ? texts.noneUnread : texts.none}
      hint={isNarrow || search.unread ? undefined : texts.noneHint}
      action={isNarrow || search.unread ? (
        <Button
          variant="default"
          onClick={() => change({ group: undefined, unread: undefined })}
        >
          {ruNoticeList.showAll}
        </Button>
      ) : undefined}
    />
  );
}

function Body({ notices, search, change }: {
  notices: Notices; search: NoticesSearch; change: Change;
}) {
  const { items } = notices;
  const { root, onKeyDown, onFocus, focusFirst } = useNoticeKeys(items, toggleRead);
  useHotkeys({ j: focusFirst });
  if (notices.isPending) return <SkeletonRows count={8} height={52} />;
  if (!notices.data) {
    return (
      <ErrorState
        error={notices.error} title={texts.failed} onRetry={() => void notices.refetch()}
      />
    );
  }
  if (items.length === 0) return <None search={search} change={change} />;
  return (
    <div ref={root} className={css.list} onKeyDown={onKeyDown} onFocus={onFocus}>
      <NoticeList items={items} />
      {notices.hasNextPage ? (
        <Button
          variant="default"
          className={css.more}
          loading={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          {texts.more}
        </Button>
      ) : null}
      <p className={css.keys}>{ruNoticeList.keys}</p>
    </div>
  );
}

/** Everything that was told to this person, new ones first. */
export function NotificationsPage() {
  const unread = useUnread();
  const search = knownSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  const notices = useNotifications(search);
  const { items, unreadOf } = notices;
  const waiting = search.group ? unreadOf[search.group] ?? 0 : unread;
  const change: Change = (patch) =>
    void navigate({ to: '.', search: { ...search, ...patch }, replace: true });
  const readAll = () => {
    if (waiting > 0 && items[0]) void markAllRead(items[0].id, search.group);
  };
  useHotkeys({ 'shift+r': readAll });
  return (
    <Page title={texts.title}>
      <PageHeader
        title={texts.title}
        facts={unread > 0 ? <span>{texts.unread(unread)}</span> : null}
        actions={(
          <>
            {waiting > 0 && items.length > 0 ? (
              <Button variant="default" onClick={readAll}>{texts.readAll}</Button>
            ) : null}
            <Button variant="default" component={Link} to={paths.noticeSettings()}>
              {texts.settings}
            </Button>
          </>
        )}
        divided
      />
      <Narrow search={search} unreadOf={unreadOf} change={change} />
      <PageBody><Body notices={notices} search={search} change={change} /></PageBody>
    </Page>
  );
}

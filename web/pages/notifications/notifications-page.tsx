import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { IconBell } from '../../ui/icons.ts';
import { Page, PageBody, PageHeader } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { NotificationLine } from '../../ui/notifications/notification-line.tsx';
import {
  markAllRead, useNotifications, useUnread,
} from '../../ui/notifications/use-notifications.ts';
import css from '../../ui/notifications/notifications.module.css';

const { notifications: texts } = ruTasks;

function List({ onlyUnread }: { onlyUnread: boolean }) {
  const query = useNotifications(onlyUnread);
  if (query.isPending) return <SkeletonRows count={8} height={52} />;
  if (!query.data) {
    return (
      <ErrorState error={query.error} title={texts.failed} onRetry={() => void query.refetch()} />
    );
  }
  if (query.items.length === 0) {
    return (
      <EmptyState
        icon={<IconBell size={20} stroke={1.5} />}
        title={onlyUnread ? texts.noneUnread : texts.none}
        hint={texts.noneHint}
      />
    );
  }
  return (
    <div className={css.list}>
      <ul>
        {query.items.map((each) => <li key={each.id}><NotificationLine notification={each} /></li>)}
      </ul>
      {query.hasNextPage ? (
        <Button
          variant="default"
          className={css.more}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {texts.more}
        </Button>
      ) : null}
    </div>
  );
}

/** Everything that was told to this person, new ones first. */
export function NotificationsPage() {
  const unread = useUnread();
  const [shown, setShown] = useState<'all' | 'unread'>('all');
  const { items } = useNotifications(shown === 'unread');
  const newest = items[0]?.id;
  return (
    <Page title={texts.title}>
      <PageHeader
        title={texts.title}
        facts={unread > 0 ? <span>{texts.unread(unread)}</span> : null}
        actions={(
          <>
            <Button variant="default" component={Link} to={paths.noticeSettings()}>
              {texts.settings}
            </Button>
            <Segments
              label={texts.show}
              value={shown}
              items={[
                { value: 'all', label: texts.all },
                { value: 'unread', label: texts.onlyUnread },
              ]}
              onChange={setShown}
            />
            {unread > 0 && newest ? (
              <Button variant="default" onClick={() => markAllRead(newest)}>{texts.readAll}</Button>
            ) : null}
          </>
        )}
        divided
      />
      <PageBody><List onlyUnread={shown === 'unread'} /></PageBody>
    </Page>
  );
}

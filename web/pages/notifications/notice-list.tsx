import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Notification } from '#contract/work';
import { ruNoticeList as texts } from '../../texts/ru-notice-list.ts';
import { formatDayHead } from '../../ui/format.ts';
import { IconArrowBackUp, IconCheck } from '../../ui/icons.ts';
import { listPlace } from '../../ui/notifications/notice-path.ts';
import { NotificationLine } from '../../ui/notifications/notification-line.tsx';
import { markRead, markUnread } from '../../ui/notifications/use-notifications.ts';
import css from '../../ui/notifications/notifications.module.css';

export const toggleRead = ({ id, readAt }: Notification) =>
  void (readAt === null ? markRead(id) : markUnread(id));

/** What one line stands for opens as a list; and the mark goes both ways. */
function Side({ notice }: { notice: Notification }) {
  const place = listPlace(notice);
  const { records, readAt, title } = notice;
  const words = readAt === null ? texts.read(title) : texts.unread(title);
  const Shape = readAt === null ? IconCheck : IconArrowBackUp;
  return (
    <span className={css.side}>
      {place && records ? (
        <Link
          {...place}
          className={css.records}
          onClick={() => readAt === null && void markRead(notice.id)}
        >
          {texts.records(records.entity, records.ids.length)}
        </Link>
      ) : null}
      <ActionIcon size={24} aria-label={words} title={words} onClick={() => toggleRead(notice)}>
        <Shape size={15} stroke={1.7} />
      </ActionIcon>
    </span>
  );
}

/** Under the heads of their days, the newest first. */
export function NoticeList({ items }: { items: Notification[] }) {
  const days = Map.groupBy(items, ({ createdAt }) => formatDayHead(createdAt));
  return [...days].map(([day, notices]) => (
    <section key={day} aria-label={day}>
      <h2 className={css.day}>{day}</h2>
      <ul>
        {notices.map((each) => (
          <li key={each.id} className={css.item} data-notice={each.id}>
            <NotificationLine notification={each} />
            <Side notice={each} />
          </li>
        ))}
      </ul>
    </section>
  ));
}

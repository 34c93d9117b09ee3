import { Link } from '@tanstack/react-router';
import { noticeGroup } from '#contract/notice-groups';
import type { Notification } from '#contract/work';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatMoment } from '../format.ts';
import {
  IconAlertTriangle, IconArrowBackUp, IconArrowsExchange, IconBell, IconBriefcase, IconCalendarDue,
  IconCheck, IconChecklist, IconClock, IconHeadset, IconMessage, IconUpload, IconUser,
} from '../icons.ts';
import { noticePlace } from './notice-path.ts';
import { markRead } from './use-notifications.ts';
import css from './notifications.module.css';

const ICONS: Record<string, typeof IconBell> = {
  'deferral.escalated': IconAlertTriangle,
  'deal.transferred': IconArrowsExchange,
  'deal.transferAccepted': IconCheck,
  'deal.transferReturned': IconArrowBackUp,
  'deal.transferLate': IconAlertTriangle,
  'lead.returned': IconArrowBackUp,
  'task.reminder': IconClock,
  'task.returned': IconArrowBackUp,
  'task.done': IconCheck,
  'absence.started': IconUser,
};
const GROUP_ICONS: Record<string, typeof IconBell> = {
  tasks: IconChecklist, deals: IconBriefcase, leads: IconHeadset, comments: IconMessage,
  deferrals: IconCalendarDue, imports: IconUpload,
};

function Words({ notification }: { notification: Notification }) {
  const { kind } = notification;
  const Shape = ICONS[kind] ?? GROUP_ICONS[noticeGroup(kind) ?? ''] ?? IconBell;
  return (
    <>
      <span className={css.icon} data-kind={kind}>
        <Shape size={16} stroke={1.6} aria-hidden />
        {notification.readAt === null
          ? <i className={css.dot} role="img" aria-label={ruTasks.notifications.isNew} /> : null}
      </span>
      <span className={css.words}>
        <span className={css.title}>
          {notification.title}
          {notification.count > 1 ? ` · ${notification.count}` : null}
        </span>
        {notification.body ? <span className={css.body}>{notification.body}</span> : null}
        <span className={css.when}>
          {formatMoment(notification.createdAt)}
          {notification.insteadOf
            ? ` · ${ruTasks.notifications.instead(notification.insteadOf)}` : null}
        </span>
      </span>
    </>
  );
}

/** Opening a notification reads it and leads to its record. */
export function NotificationLine({ notification, onOpen }: {
  notification: Notification; onOpen?: () => void;
}) {
  const { readAt } = notification;
  const place = noticePlace(notification);
  const read = () => {
    if (readAt === null) void markRead(notification.id);
    onOpen?.();
  };
  const line = {
    className: css.line, 'data-main': true, 'data-new': readAt === null || undefined, onClick: read,
  };
  return place
    ? <Link {...place} {...line}><Words notification={notification} /></Link>
    : <button type="button" {...line}><Words notification={notification} /></button>;
}

import { Link } from '@tanstack/react-router';
import type { Notification } from '#contract/work';
import { pathOfEntity } from '../../paths.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { formatMoment } from '../format.ts';
import {
  IconAlertTriangle, IconArrowBackUp, IconArrowsExchange, IconBell, IconCalendarDue, IconCheck,
  IconChecklist,
} from '../icons.ts';
import { markRead } from './use-notifications.ts';
import css from './notifications.module.css';

const ICONS: Record<string, typeof IconBell> = {
  'deferral.due': IconCalendarDue,
  'deferral.escalated': IconAlertTriangle,
  'deal.transferred': IconArrowsExchange,
  'deal.transferAccepted': IconCheck,
  'deal.transferReturned': IconArrowBackUp,
  'deal.transferLate': IconAlertTriangle,
  'lead.passed': IconArrowsExchange,
  'lead.returned': IconArrowsExchange,
  'task.assigned': IconChecklist,
};

function Words({ notification }: { notification: Notification }) {
  const Shape = ICONS[notification.kind] ?? IconBell;
  const isNew = notification.readAt === null;
  return (
    <>
      <span className={css.icon} data-kind={notification.kind}>
        <Shape size={16} stroke={1.6} aria-hidden />
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
      {isNew ? <i className={css.dot} role="img" aria-label={ruTasks.notifications.isNew} /> : null}
    </>
  );
}

/** Opening a notification reads it and leads to its record. */
export function NotificationLine({ notification, onOpen }: {
  notification: Notification; onOpen?: () => void;
}) {
  const { entity, entityId, readAt } = notification;
  const to = entity && entityId ? pathOfEntity(entity, entityId) : null;
  const read = () => {
    if (readAt === null) markRead(notification.id);
    onOpen?.();
  };
  const place = notification.kind.startsWith('comment.') ? { search: { tab: 'history' } } : {};
  const line = { className: css.line, 'data-new': readAt === null || undefined, onClick: read };
  return to
    ? <Link to={to} {...place} {...line}><Words notification={notification} /></Link>
    : <button type="button" {...line}><Words notification={notification} /></button>;
}

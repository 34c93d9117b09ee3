import { ActionIcon, Popover } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { paths } from '../../paths.ts';
import { ruTasks } from '../../texts/ru-tasks.ts';
import { IconBell } from '../icons.ts';
import { SkeletonRows } from '../skeleton.tsx';
import { NotificationLine } from './notification-line.tsx';
import { markAllRead, useNotifications, useUnread } from './use-notifications.ts';
import css from './notifications.module.css';

const { notifications: texts } = ruTasks;
const SHOWN_ITEMS = 8;
const BADGE_MAX = 99;

function Latest({ onClose }: { onClose: () => void }) {
  const { items, isPending } = useNotifications();
  const newest = items[0];
  return (
    <div className={css.popover}>
      <div className={css.head}>
        {texts.title}
        <span className={css.space} />
        {newest && items.some((each) => each.readAt === null) ? (
          <button type="button" className={css.foot} onClick={() => void markAllRead(newest.id)}>
            {texts.readAll}
          </button>
        ) : null}
      </div>
      {isPending ? <SkeletonRows count={3} height={48} /> : null}
      {!isPending && items.length === 0 ? <p className={css.none}>{texts.none}</p> : null}
      <ul>
        {items.slice(0, SHOWN_ITEMS).map((each) => (
          <li key={each.id}><NotificationLine notification={each} onOpen={onClose} /></li>
        ))}
      </ul>
      <Link to={paths.notifications()} className={css.foot} onClick={onClose}>
        {texts.all}
      </Link>
    </div>
  );
}

/** The bell of the navigation: how many wait, and the latest of them. */
export function NotificationBell() {
  const unread = useUnread();
  const [opened, setOpened] = useState(false);
  const label = unread > 0 ? `${texts.title}: ${texts.unread(unread)}` : texts.title;
  return (
    <Popover opened={opened} onChange={setOpened} position="top-start" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          className={css.bell}
          aria-label={label}
          title={texts.title}
          onClick={() => setOpened(!opened)}
        >
          <IconBell size={16} stroke={1.6} />
          {unread > 0 ? (
            <span className={css.badge} aria-hidden>
              {unread > BADGE_MAX ? `${BADGE_MAX}+` : unread}
            </span>
          ) : null}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={6} aria-label={texts.title}>
        <Latest onClose={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

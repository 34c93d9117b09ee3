import { Link, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useRef } from 'react';
import { useSession } from '../../api/session.ts';
import { ru } from '../../texts/ru.ts';
import { IconSearch, IconX } from '../icons.ts';
import { Keys } from '../kbd.tsx';
import { lazyPart } from '../load-part.ts';
import { BrandMark } from './brand-mark.tsx';
import { isWithin, navItemsFor } from './nav-items.ts';
import { useFreshShellFacts, useShellFacts } from './shell-facts.ts';
import css from './nav.module.css';

// Saved views come after the first screen: it opens without them.
const NavViews = lazyPart(() => import('./nav-views.tsx').then((module) => module.NavViews));

// Its menu would be the only one of the first load.
const UserMenu = lazyPart(() => import('./user-menu.tsx').then((module) => module.UserMenu));

// It speaks of the accounting, not of the page: the page is drawn first.
const HealthLine = lazyPart(() =>
  import('./health-line.tsx').then((module) => module.HealthLine));

const NotificationBell = lazyPart(() => import('../notifications/notification-bell.tsx')
  .then((module) => module.NotificationBell));

type NavProps = {
  /** On a narrow screen the navigation is a drawer. */
  drawn: boolean;
  onClose: () => void;
  onSearch: () => void;
  onKeys: () => void;
};

function NavLinks() {
  const session = useSession();
  useFreshShellFacts();
  const { counts } = useShellFacts();
  const { pathname } = useLocation();
  return (
    <ul className={css.items}>
      {navItemsFor(session).map((item) => {
        const count = item.count ? counts?.[item.count] : undefined;
        const current = isWithin(item, pathname);
        return (
          <li key={item.to} className={css.entry}>
            <Link to={item.to} className={css.item} aria-current={current ? 'page' : undefined}>
              <item.icon size={16} stroke={1.6} aria-hidden />
              <span className={css.label}>{item.label}</span>
            </Link>
            {item.count && count ? (
              <Link
                {...(item.counted?.(session.employee.id) ?? { to: item.to })}
                className={css.count}
                data-warns={item.warns}
                // Drawn, not written: the name tells it in whole words.
                data-word={item.warns ? undefined : ru.nav.own}
                title={`${ru.nav.counts[item.count]}. ${ru.nav.asList}`}
                aria-label={`${ru.nav.counts[item.count]}: ${count}`}
              >
                {count}
              </Link>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

export function Nav({ drawn, onClose, onSearch, onKeys }: NavProps) {
  const session = useSession();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!drawn) return undefined;
    nav.current?.querySelector('a')?.focus();
    const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [drawn, onClose]);

  return (
    <>
      {drawn ? <div className={css.scrim} onClick={onClose} aria-hidden /> : null}
      <nav ref={nav} className={css.nav} data-drawn={drawn || undefined} aria-label={ru.nav.label}>
        <div className={css.brand}>
          <BrandMark />
          <b>{ru.product}</b>
          <span className={css.department} title={session.employee.departmentName}>
            {session.employee.departmentName}
          </span>
          <Suspense fallback={null}><NotificationBell /></Suspense>
          <button
            type="button"
            className={css.close}
            aria-label={ru.common.close}
            onClick={onClose}
          >
            <IconX size={16} stroke={1.75} />
          </button>
        </div>
        <button type="button" className={css.find} onClick={onSearch}>
          <IconSearch size={16} stroke={1.6} aria-hidden />
          <span>{ru.nav.search}</span>
          <Keys keys="Ctrl K" />
        </button>
        <NavLinks />
        <Suspense><NavViews /></Suspense>
        <div className={css.foot}>
          <Suspense fallback={<div className={css.health} />}><HealthLine /></Suspense>
          <Suspense fallback={<div className={css.me} />}><UserMenu onKeys={onKeys} /></Suspense>
        </div>
      </nav>
    </>
  );
}

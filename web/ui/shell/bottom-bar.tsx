import { Link, useLocation } from '@tanstack/react-router';
import { useSession } from '../../api/session.ts';
import { ru } from '../../texts/ru.ts';
import { IconMenu2, IconSearch } from '../icons.ts';
import { isWithin, phoneItemsFor } from './nav-items.ts';
import css from './bottom-bar.module.css';

const SHOWN_ITEMS = 3;

/** Under the thumb on a phone: three sections, search, and the whole menu. */
export function BottomBar({ onSearch, onMenu }: { onSearch: () => void; onMenu: () => void }) {
  const session = useSession();
  const { pathname } = useLocation();
  return (
    <nav className={css.bar} aria-label={ru.nav.menu}>
      {phoneItemsFor(session, SHOWN_ITEMS).map((item) => (
        <Link
          key={item.to}
          to={item.to}
          className={css.item}
          aria-current={isWithin(item, pathname) ? 'page' : undefined}
        >
          <item.icon size={20} stroke={1.6} aria-hidden />
          {item.label}
        </Link>
      ))}
      <button type="button" className={css.item} onClick={onSearch}>
        <IconSearch size={20} stroke={1.6} aria-hidden />
        {ru.nav.searchShort}
      </button>
      <button type="button" className={css.item} onClick={onMenu}>
        <IconMenu2 size={20} stroke={1.6} aria-hidden />
        {ru.nav.menu}
      </button>
    </nav>
  );
}

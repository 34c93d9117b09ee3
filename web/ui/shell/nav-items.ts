import type { Icon } from '@tabler/icons-react';
import type { Session } from '#contract/session';
import { allows, isHidden, readsOwn } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import {
  IconArrowsExchange, IconBuilding, IconCash, IconChecklist, IconHeadset, IconLayoutKanban,
  IconPackage, IconSettings, IconSunrise, IconUsers,
} from '../icons.ts';

/** Names of the figures that the server counts for the navigation. */
export type NavCount = 'deals' | 'leads' | 'tasks' | 'quarantine';

export type NavItem = {
  to: string;
  label: string;
  icon: Icon;
  /** Letter after G. */
  letter: string;
  count?: NavCount;
  /** The list of exactly what is counted. */
  counted?: (me: number) => { to: string; search: { filter?: string } };
  /** Amber when something waits for a person. */
  warns?: boolean;
  isShown: (session: Session) => boolean;
};

const listOf = (to: string, filter: object) => ({ to, search: { filter: JSON.stringify(filter) } });

const NAV_ITEMS: NavItem[] = [
  {
    to: paths.home(), label: ru.nav.day, icon: IconSunrise, letter: 'h', count: 'tasks',
    counted: (me) => listOf(paths.tasksList(), {
      assigneeId: { eq: me }, state: { eq: 'open' }, dueAt: { lte: 'today' },
    }),
    isShown: () => true,
  },
  {
    to: paths.tasks(), label: ru.nav.tasks, icon: IconChecklist, letter: 't',
    isShown: () => true,
  },
  {
    to: paths.leads(), label: ru.nav.leads, icon: IconHeadset, letter: 'i', count: 'leads',
    counted: (me) => listOf(paths.leadsList(), { isOpen: { eq: true }, party: { in: [me] } }),
    isShown: (session) => allows(session, 'lead', 'read'),
  },
  {
    to: paths.deals(), label: ru.nav.deals, icon: IconLayoutKanban, letter: 'd', count: 'deals',
    counted: (me) => listOf(paths.dealsList(), { isOpen: { eq: true }, responsible: { eq: me } }),
    isShown: (session) => allows(session, 'deal', 'read'),
  },
  {
    to: paths.money(), label: ru.nav.money, icon: IconCash, letter: 'm',
    isShown: (session) => allows(session, 'deal', 'read') && !isHidden(session, 'deal.money'),
  },
  {
    to: paths.companies(), label: ru.nav.companies, icon: IconBuilding, letter: 'c',
    isShown: (session) => allows(session, 'company', 'read'),
  },
  {
    to: paths.products(), label: ru.nav.products, icon: IconPackage, letter: 'p',
    isShown: (session) => allows(session, 'product', 'read'),
  },
  {
    to: paths.exchange(), label: ru.nav.exchange, icon: IconArrowsExchange, letter: 'x',
    count: 'quarantine', warns: true,
    isShown: (session) => allows(session, 'exchange', 'read'),
  },
  {
    to: paths.staff(), label: ru.nav.staff, icon: IconUsers, letter: 's',
    isShown: (session) => allows(session, 'employee', 'read'),
  },
  {
    to: paths.settings(), label: ru.nav.settings, icon: IconSettings, letter: 'n',
    isShown: (session) => allows(session, 'setting', 'read'),
  },
];

export function navItemsFor(session: Session): NavItem[] {
  const own = readsOwn(session, 'company') ? ru.nav.ownCompanies : ru.nav.companies;
  return NAV_ITEMS.filter((item) => item.isShown(session))
    .map((item) => (item.to === paths.companies() ? { ...item, label: own } : item));
}

/** What people do on the road, the dearest first. */
const ON_A_PHONE = [paths.home(), paths.deals(), paths.leads(), paths.tasks(), paths.companies()];

/** The first `count` sections of a phone; the rest is in the menu. */
export function phoneItemsFor(session: Session, count: number): NavItem[] {
  const items = navItemsFor(session);
  return ON_A_PHONE.flatMap((to) => items.filter((item) => item.to === to)).slice(0, count);
}

/** Whether the address is within the section; everything lies below the home address. */
export function isWithin({ to }: Pick<NavItem, 'to'>, pathname: string): boolean {
  return pathname === to || (to !== paths.home() && pathname.startsWith(`${to}/`));
}

type Section = Pick<NavItem, 'to' | 'label' | 'isShown'>;

/** Sections that others lead to. */
const BESIDE: Section[] = [
  {
    to: paths.contacts(), label: ru.nav.contacts,
    isShown: (session) => allows(session, 'contact', 'read'),
  },
  {
    to: paths.duplicates(), label: ru.nav.companies,
    isShown: (session) =>
      allows(session, 'company', 'read') || allows(session, 'contact', 'read'),
  },
];

/** The name of the section at the address, where its reader has no right to it. */
export function closedSection(session: Session, pathname: string): string | undefined {
  return [...NAV_ITEMS, ...BESIDE]
    .find((item) => isWithin(item, pathname) && !item.isShown(session))?.label;
}

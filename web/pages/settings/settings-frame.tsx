import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { ruFields } from '../../texts/ru-fields.ts';
import { ruOwnEntities } from '../../texts/ru-own-entities.ts';
import { ruSettings } from '../../texts/ru-settings.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import css from './settings.module.css';

const { nav } = ruSettings;

const SECTIONS: { to: string; label: string }[] = [
  { to: paths.settings(), label: nav.general },
  { to: paths.ownEntities(), label: ruOwnEntities.title },
  { to: paths.pipelines(), label: nav.pipelines },
  { to: paths.sources(), label: nav.sources },
  { to: paths.lossReasons(), label: nav.lossReasons },
  { to: paths.fields(), label: ruFields.title },
  { to: paths.workCalendar(), label: nav.calendar },
  { to: paths.imports(), label: nav.imports },
  { to: paths.staff(), label: nav.staff },
  { to: paths.roles(), label: nav.roles },
  { to: paths.journal(), label: nav.audit },
  { to: paths.access(), label: nav.access },
];

/** One page of the administrator's area: the sections at the left, its own content beside. */
export function SettingsFrame({ title, actions, children }: {
  title: string; actions?: ReactNode; children: ReactNode;
}) {
  const { pathname } = useLocation();
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the sections are a strip: the one that is open must be in sight.
    const nav = strip.current;
    const open = nav?.querySelector<HTMLElement>('[aria-current]');
    if (nav && open) nav.scrollLeft = open.offsetLeft - (nav.clientWidth - open.offsetWidth) / 2;
  }, [pathname]);
  return (
    <Page title={title}>
      <PageHeader title={title} actions={actions} divided />
      <div className={css.columns}>
        <nav ref={strip} className={css.sections} aria-label={ruSettings.sections}>
          {SECTIONS.map((section) => (
            <Link
              key={section.to}
              to={section.to}
              activeOptions={{ exact: true }}
              className={css.section}
              aria-current={pathname === section.to ? 'page' : undefined}
            >
              {section.label}
            </Link>
          ))}
        </nav>
        <div className={css.content}>{children}</div>
      </div>
    </Page>
  );
}

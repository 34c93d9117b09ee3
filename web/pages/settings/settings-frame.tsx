import { Link, useLocation } from '@tanstack/react-router';
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
  return (
    <Page title={title}>
      <PageHeader title={title} actions={actions} divided />
      <div className={css.columns}>
        <nav className={css.sections} aria-label={ruSettings.sections}>
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

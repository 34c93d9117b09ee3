import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ru } from '../../texts/ru.ts';
import { IconExternalLink } from '../../ui/icons.ts';
import css from './company-link.module.css';

type Company = { id: number; name: string } | null;

/** A company as a card names it, and the way to its own card for who may read companies. */
export function WithCompanyLink({ company, children }: { company: Company; children: ReactNode }) {
  const mayOpen = allows(useSession(), 'company', 'read');
  return (
    <span className={css.withLink}>
      {children}
      {company && mayOpen ? (
        <Link
          className={css.link}
          to={paths.company(company.id)}
          aria-label={`${ru.common.open}: ${company.name}`}
        >
          <IconExternalLink size={14} stroke={1.6} aria-hidden />
        </Link>
      ) : null}
    </span>
  );
}

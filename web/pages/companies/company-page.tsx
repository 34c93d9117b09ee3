import { Button } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { CompanyCard } from '#contract/customers';
import { ApiProblem } from '../../api/client.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { paths } from '../../paths.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { IconChevronRight, IconSearch } from '../../ui/icons.ts';
import { Lock } from '../../ui/lock.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { PresenceAvatars } from '../../ui/presence-avatars.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { DuplicatesButton } from '../merge/duplicates-dialog.tsx';
import { PinnedComments } from '../comments/pinned-comments.tsx';
import { OnecWishes } from '../commands/onec-wishes.tsx';
import { CompanyMoney } from './company-money.tsx';
import { CompanySide } from './company-side.tsx';
import { CompanyTabs } from './company-tabs.tsx';
import { COMPANY_DOOR, useCompany } from './use-company.ts';
import type { SaveCompany } from './use-company.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

/** What similar companies are looked for by. */
const typedOf = ({ name, inn, reaches }: CompanyCard) => ({
  name, ...(inn ? { inn } : {}),
  phones: reaches.filter(({ kind }) => kind === 'phone').slice(0, 5).map(({ value }) => value),
  emails: reaches.filter(({ kind }) => kind === 'email').slice(0, 5).map(({ value }) => value),
});

function Heading({ company, save }: { company: CompanyCard; save: SaveCompany }) {
  const locked = company.readOnly.includes('name');
  return (
    <header className={css.header}>
      <nav className={css.crumbs} aria-label={texts.crumbs}>
        <Link className={css.crumb} to={paths.companies()}>{ruCompanies.title}</Link>
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
        <span aria-current="page">{company.name}</span>
        <PresenceAvatars />
      </nav>
      <div className={css.titleRow}>
        <h1 className={css.title}>
          {locked || !company.may.edit ? company.name : (
            <InlineText
              label={texts.name}
              value={company.name}
              required
              maxLength={500}
              onSave={(name) => name && save({
                label: texts.name, body: { name },
                shown: company.viaOnec.includes('name') ? {} : { name },
              })}
            />
          )}
        </h1>
        {locked ? <Lock words /> : null}
        {company.deletedAt ? <Tag meaning="bad">{texts.deleted}</Tag> : null}
        {company.identityCount > 1 ? <Tag>{texts.linked(company.identityCount)}</Tag> : null}
        <CompanyMoney company={company} />
        {company.deletedAt ? null : (
          <span className={css.actions}>
            <DuplicatesButton entity="company" id={company.id} typed={typedOf(company)} />
          </span>
        )}
      </div>
    </header>
  );
}

function CompanyBody({ company }: { company: CompanyCard }) {
  const editor = useRecordEditor(company, COMPANY_DOOR);
  return (
    <div className={css.card}>
      <Heading company={company} save={editor.save} />
      <EditNotices editor={editor} />
      <OnecWishes of={{ entity: 'company', id: company.id }} />
      <PinnedComments of={{ entity: 'company', entityId: company.id }} />
      <div className={css.columns}>
        <CompanySide company={company} save={editor.save} />
        <CompanyTabs company={company} />
      </div>
    </div>
  );
}

function Problem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const isMissing = error instanceof ApiProblem && (error.status === 404 || error.status === 400);
  return (
    <>
      <PageHeader title={texts.one} divided />
      {isMissing ? (
        <EmptyState
          icon={<IconSearch size={20} stroke={1.5} />}
          title={texts.missing}
          hint={texts.missingHint}
          action={<Button component={Link} to={paths.companies()}>{texts.toList}</Button>}
        />
      ) : <ErrorState error={error} title={texts.failed} onRetry={onRetry} />}
    </>
  );
}

/** The card of a company: requisites and people at the left, deals and history at the right. */
export function CompanyPage() {
  const { companyId } = useParams({ strict: false }) as { companyId?: string };
  const id = Number(companyId);
  const navigate = useNavigate();
  const { data: company, error, refetch } = useCompany(id);
  const mergedInto = company && company.id !== id ? company.id : null;
  useEffect(() => {
    if (mergedInto !== null) void navigate({ to: paths.company(mergedInto), replace: true });
  }, [mergedInto, navigate]);
  return (
    <Page title={company?.name ?? ''}>
      {company ? (
        <CompanyBody key={company.id} company={company} />
      ) : null}
      {!company && error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!company && !error ? <SkeletonRows count={10} height={36} /> : null}
    </Page>
  );
}

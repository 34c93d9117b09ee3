import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { CompanyCard } from '#contract/customers';
import { ApiProblem } from '../../api/client.ts';
import { isHidden, useSession } from '../../api/session.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { paths } from '../../paths.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { formatMoney } from '../../ui/format.ts';
import { IconChevronRight, IconSearch } from '../../ui/icons.ts';
import { Lock } from '../../ui/lock.tsx';
import { Page, PageHeader } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { CompanyContacts } from './company-contacts.tsx';
import {
  CompanyDeals, OtherDepartments, useCompanyDeals, useOtherDepartments,
} from './company-deals.tsx';
import { Reaches } from './company-reaches.tsx';
import { CompanyRequisites } from './company-requisites.tsx';
import type { CompanySearch, CompanyTab } from './company-search.ts';
import { saveCompany, useCompany } from './use-company.ts';
import css from './company-page.module.css';

const { card: texts } = ruCompanies;

function Heading({ company }: { company: CompanyCard }) {
  const locked = company.readOnly.includes('name');
  return (
    <header className={css.header}>
      <nav className={css.crumbs} aria-label={texts.crumbs}>
        <Link className={css.crumb} to={paths.companies()}>{ruCompanies.title}</Link>
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
        <span aria-current="page">{company.name}</span>
      </nav>
      <div className={css.titleRow}>
        <h1 className={css.title}>
          {locked || !company.may.edit ? company.name : (
            <InlineText
              label={texts.name}
              value={company.name}
              required
              maxLength={500}
              onSave={(name) => name
                && saveCompany(company, { label: texts.name, body: { name }, shown: { name } })}
            />
          )}
        </h1>
        {locked ? <Lock words /> : null}
        {company.deletedAt ? <Tag meaning="bad">{texts.deleted}</Tag> : null}
        {company.identityCount > 1 ? <Tag>{texts.linked(company.identityCount)}</Tag> : null}
        {company.advanceKopecks ? (
          <span className={css.advance} title={texts.advanceHint}>
            {texts.advance} <b>{formatMoney(company.advanceKopecks)}</b>
          </span>
        ) : null}
      </div>
    </header>
  );
}

function SideColumn({ company }: { company: CompanyCard }) {
  const hidesReach = isHidden(useSession(), 'person.reach');
  return (
    <aside className={css.side} aria-label={texts.requisites}>
      <h2 className={css.heading}>{texts.requisites}</h2>
      <CompanyRequisites company={company} />
      <section className={css.section} aria-label={texts.reaches}>
        <header className={css.head}><h2>{texts.reaches}</h2></header>
        {hidesReach ? <p className={css.quiet}>{texts.hiddenReaches}</p> : (
          <Reaches
            owner={{ companyId: company.id }}
            reaches={company.reaches}
            mayEdit={company.may.edit}
          />
        )}
        {!hidesReach && company.reaches.length === 0
          ? <p className={css.quiet}>{texts.noReaches}</p> : null}
      </section>
      <CompanyContacts company={company} />
    </aside>
  );
}

function CompanyTabs({ company }: { company: CompanyCard }) {
  const { tab = 'deals' }: CompanySearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const { data: deals } = useCompanyDeals(company.id);
  const { data: others } = useOtherDepartments(company.id);
  const counted = (count: number | undefined) => (count ? { count } : {});
  return (
    <div className={css.tabs}>
      <Tabs<CompanyTab>
        label={texts.tabs.label}
        value={tab}
        onChange={(next) => void navigate({ to: '.', search: { tab: next }, replace: true })}
        items={[
          { value: 'deals', label: texts.tabs.deals, ...counted(deals?.total) },
          { value: 'others', label: texts.tabs.others, ...counted(others?.length) },
          { value: 'history', label: texts.tabs.history },
        ]}
      >
        {tab === 'deals' ? <CompanyDeals companyId={company.id} /> : null}
        {tab === 'others' ? <OtherDepartments companyId={company.id} /> : null}
        {tab === 'history' ? (
          <HistoryList
            of={{ entity: 'company', entityId: company.id }}
            mayComment={company.may.edit}
          />
        ) : null}
      </Tabs>
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
  const { data: company, error, refetch } = useCompany(id);
  return (
    <Page title={company?.name ?? ''}>
      {company ? (
        <div className={css.card} key={company.id}>
          <Heading company={company} />
          <div className={css.columns}>
            <SideColumn company={company} />
            <CompanyTabs company={company} />
          </div>
        </div>
      ) : null}
      {!company && error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!company && !error ? <SkeletonRows count={10} height={36} /> : null}
    </Page>
  );
}

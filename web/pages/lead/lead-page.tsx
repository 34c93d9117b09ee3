import { Button } from '@mantine/core';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { LeadCard } from '#contract/leads';
import { ApiProblem } from '../../api/client.ts';
import { InlineText } from '../../form/inline-text.tsx';
import { paths } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatDay } from '../../ui/format.ts';
import { IconAlertTriangle, IconChevronRight, IconSearch } from '../../ui/icons.ts';
import { Page, PageHeader } from '../../ui/page.tsx';
import { Skeleton, SkeletonRows } from '../../ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import header from '../deal/deal-header.module.css';
import css from '../deal/deal-page.module.css';
import { PinnedComments } from '../comments/pinned-comments.tsx';
import notices from '../record/edit-notices.module.css';
import { LastEvents } from '../record/last-events.tsx';
import { NextTask } from '../record/next-task.tsx';
import { LeadActions } from './lead-actions.tsx';
import { LeadProperties } from './lead-properties.tsx';
import { LeadStages } from './lead-stages.tsx';
import { LeadTabs } from './lead-tabs.tsx';
import type { LeadSearch } from './lead-search.ts';
import { useLead, useLeadEditor } from './use-lead.ts';
import type { LeadEditor } from './use-lead.ts';

function LeadSkeleton() {
  return (
    <div className={css.loading} role="status" aria-label={ruLeads.loading}>
      <Skeleton width={280} height={24} radius={6} />
      <Skeleton height={28} radius={6} />
      <SkeletonRows count={8} />
    </div>
  );
}

function LeadProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error instanceof ApiProblem && (error.status === 404 || error.status === 400)) {
    return (
      <EmptyState
        icon={<IconSearch size={20} stroke={1.5} />}
        title={ruLeads.missingTitle}
        hint={ruLeads.missingHint}
        action={<Button component={Link} to={paths.leads()}>{ruLeads.toLeads}</Button>}
      />
    );
  }
  return <ErrorState error={error} title={ruLeads.failed} onRetry={onRetry} />;
}

function Title({ lead, save }: { lead: LeadCard; save: LeadEditor['save'] }) {
  const isWon = lead.passings.some((passing) => passing.returnedAt === null);
  return (
    <div className={header.titleRow}>
      <h1 className={header.title}>
        {lead.may.edit ? (
          <InlineText
            label={ruLeads.name}
            value={lead.title}
            required
            maxLength={500}
            onSave={(title) => title
              && save({ label: ruLeads.name, body: { title }, shown: { title } })}
          />
        ) : lead.title}
      </h1>
      {lead.isOpen ? null : (
        <Tag meaning={isWon ? 'ok' : 'bad'}>
          {isWon ? ruLeads.closedWon : ruLeads.closedLost}
          {lead.closedAt ? ` ${formatDay(lead.closedAt)}` : ''}
        </Tag>
      )}
      {lead.lostReason ? <span className={header.reason}>{lead.lostReason}</span> : null}
    </div>
  );
}

function Conflict({ onRefresh }: { onRefresh: () => void }) {
  return (
    <div className={notices.conflict} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <p><b>{ruLeads.conflictTitle}.</b> {ruLeads.conflictHint}</p>
      <button type="button" className={notices.refresh} onClick={onRefresh}>
        {ruLeads.refresh}
      </button>
    </div>
  );
}

function Crumbs({ lead }: { lead: LeadCard }) {
  return (
    <div className={css.top}>
      <nav className={header.crumbs} aria-label={ruLeads.crumbs}>
        <Link className={header.crumb} to={paths.leads()}>{ruLeads.title}</Link>
        <IconChevronRight size={14} stroke={1.75} aria-hidden />
        <span className={header.number} aria-current="page">{lead.number}</span>
      </nav>
      <span style={{ flex: 1 }} />
      <LeadActions lead={lead} />
    </div>
  );
}

function LeadBody({ lead }: { lead: LeadCard }) {
  const editor = useLeadEditor(lead);
  const { tab = 'work' }: LeadSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const openTab = (next: LeadSearch['tab']) =>
    void navigate({ to: '.', search: { tab: next }, replace: true });
  const of = { entity: 'lead', entityId: lead.id };
  return (
    <div className={css.card}>
      <header className={css.header}>
        <Crumbs lead={lead} />
        <PinnedComments of={of} />
        {editor.hasConflict ? <Conflict onRefresh={editor.resolve} /> : null}
        <div className={css.head}>
          <Title lead={lead} save={editor.save} />
          <LeadStages lead={lead} />
          <div className={css.strip} />
        </div>
      </header>
      <div className={css.columns}>
        <aside className={css.side} aria-label={ruLeads.about}>
          <h2 className={css.heading}>{ruLeads.about}</h2>
          <LeadProperties lead={lead} save={editor.save} />
          <NextTask of={of} task={lead.nextTask} />
          <LastEvents of={of} onAll={() => openTab('history')} />
        </aside>
        <div className={css.tabs}><LeadTabs lead={lead} tab={tab} onTab={openTab} /></div>
      </div>
    </div>
  );
}

/** The card of a lead: its way at the top, who and what at the left, its work in tabs. */
export function LeadPage() {
  const { leadId } = useParams({ strict: false }) as { leadId?: string };
  const { data: lead, error, refetch } = useLead(Number(leadId));
  return (
    <Page title={lead ? `${lead.number} ${lead.title}` : ''}>
      {lead ? <LeadBody key={lead.id} lead={lead} /> : null}
      {!lead && error ? (
        <>
          <PageHeader title={ruLeads.one} divided />
          <LeadProblem error={error} onRetry={() => void refetch()} />
        </>
      ) : null}
      {!lead && !error ? <LeadSkeleton /> : null}
    </Page>
  );
}

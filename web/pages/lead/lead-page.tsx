import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { LeadCard } from '#contract/leads';
import { paths } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatDay } from '../../ui/format.ts';
import { Tag } from '../../ui/tag.tsx';
import { PinnedComments } from '../comments/pinned-comments.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { LastEvents } from '../record/last-events.tsx';
import { NextTask } from '../record/next-task.tsx';
import head from '../record/record-head.module.css';
import { RecordCrumbs, RecordName, RecordTitle } from '../record/record-head.tsx';
import { RecordColumns, RecordPage, RecordSide } from '../record/record-page.tsx';
import type { RecordNoun } from '../record/record-page.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { LeadActions } from './lead-actions.tsx';
import { LeadProperties } from './lead-properties.tsx';
import { LeadStages } from './lead-stages.tsx';
import { LeadTabs } from './lead-tabs.tsx';
import type { LeadSearch } from './lead-search.ts';
import { LEAD_DOOR, useLead } from './use-lead.ts';
import type { LeadEditor } from './use-lead.ts';
import css from './lead-page.module.css';

const NOUN: RecordNoun = { ...ruLeads, list: ruLeads.title, listPath: paths.leads() };

function Title({ lead, save }: { lead: LeadCard; save: LeadEditor['save'] }) {
  const isWon = lead.passings.some((passing) => passing.returnedAt === null);
  return (
    <RecordTitle
      title={(
        <RecordName
          name={lead.title}
          label={ruLeads.name}
          may={lead.may.edit}
          maxLength={500}
          onSave={(title) => save({ label: ruLeads.name, body: { title }, shown: { title } })}
        />
      )}
    >
      {lead.isOpen ? null : (
        <Tag meaning={isWon ? 'ok' : 'bad'}>
          {isWon ? ruLeads.closedWon : ruLeads.closedLost}
          {lead.closedAt ? ` ${formatDay(lead.closedAt)}` : ''}
        </Tag>
      )}
      {lead.lostReason ? <span className={css.reason}>{lead.lostReason}</span> : null}
    </RecordTitle>
  );
}

function LeadBody({ lead }: { lead: LeadCard }) {
  const editor = useRecordEditor(lead, LEAD_DOOR);
  const { tab = 'work' }: LeadSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const openTab = (next: LeadSearch['tab']) =>
    void navigate({ to: '.', search: { tab: next }, replace: true });
  const of = { entity: 'lead', entityId: lead.id };
  return (
    <>
      <header className={head.header}>
        <RecordCrumbs noun={NOUN} here={lead.number}><LeadActions lead={lead} /></RecordCrumbs>
        <EditNotices editor={editor} />
        <PinnedComments of={of} />
        <div className={head.head}>
          <Title lead={lead} save={editor.save} />
          <div className={css.stages}><LeadStages lead={lead} /></div>
        </div>
      </header>
      <RecordColumns
        side={(
          <RecordSide label={ruLeads.about}>
            <LeadProperties lead={lead} save={editor.save} />
            <NextTask of={of} task={lead.nextTask} />
            <LastEvents of={of} onAll={() => openTab('history')} />
          </RecordSide>
        )}
        tabs={<LeadTabs lead={lead} tab={tab} onTab={openTab} />}
      />
    </>
  );
}

/** The card of a lead: its way at the top, who and what at the left, its work in tabs. */
export function LeadPage() {
  const { leadId } = useParams({ strict: false }) as { leadId?: string };
  const id = Number(leadId);
  return (
    <RecordPage
      noun={NOUN}
      id={id}
      asked={useLead(id)}
      titleOf={(lead) => `${lead.number} ${lead.title}`}
    >
      {(lead) => <LeadBody lead={lead} />}
    </RecordPage>
  );
}

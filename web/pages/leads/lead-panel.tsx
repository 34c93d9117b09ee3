import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { LeadCard } from '#contract/leads';
import type { PanelProps } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { SidePanel } from '../../ui/side-panel.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { LeadActions } from '../lead/lead-actions.tsx';
import { LeadProperties } from '../lead/lead-properties.tsx';
import { LeadStages } from '../lead/lead-stages.tsx';
import { LEAD_DOOR, useLead } from '../lead/use-lead.ts';
import { EditNotices } from '../record/edit-notices.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import css from './lead-panel.module.css';

function About({ lead }: { lead: LeadCard }) {
  const editor = useRecordEditor(lead, LEAD_DOOR);
  return (
    <>
      <EditNotices editor={editor} />
      <h3 className={css.heading}>{ruLeads.panel.about}</h3>
      <LeadProperties lead={lead} save={editor.save} />
    </>
  );
}

/** The lead beside the list: stage, what to do with it, properties; the rest is on its card. */
export function LeadPanel({ id: leadId, onClose }: PanelProps) {
  const { data: lead, error, refetch } = useLead(leadId);
  let body: ReactNode = <SkeletonRows count={8} />;
  if (error && !lead) {
    body = (
      <ErrorState error={error} title={ruLeads.panel.failed} onRetry={() => void refetch()} />
    );
  } else if (lead) {
    body = (
      <>
        <h2 className={css.title}>{lead.title}</h2>
        <LeadStages lead={lead} compact />
        <div className={css.actions}><LeadActions lead={lead} /></div>
        <About key={lead.id} lead={lead} />
      </>
    );
  }
  return (
    <SidePanel
      label={ruLeads.panel.label(lead?.number ?? '')}
      header={(
        <>
          <span className={css.number}>{lead?.number}</span>
          <span className={css.space} />
          <Button variant="default" component={Link} to={paths.lead(leadId)}>
            {ruLeads.panel.full}
          </Button>
        </>
      )}
      onClose={onClose}
    >
      {body}
    </SidePanel>
  );
}

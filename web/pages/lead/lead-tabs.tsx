import type { LeadCard } from '#contract/leads';
import { ruLeads } from '../../texts/ru-leads.ts';
import { Tabs } from '../../ui/tabs.tsx';
import type { TabItem } from '../../ui/tabs.tsx';
import { FilesPanel } from '../files/files-panel.tsx';
import { useFiles } from '../files/use-files.ts';
import { HistoryList } from '../history/history-list.tsx';
import { RecordTasks, useRecordTasks } from '../tasks/record-tasks.tsx';
import { LeadLines } from './lead-lines.tsx';
import { LeadPassings } from './lead-passings.tsx';
import { LeadRelated } from './lead-related.tsx';
import { LeadTrace } from './lead-trace.tsx';
import type { LeadTab } from './lead-search.ts';
import css from './lead-work.module.css';

const { tabs: names } = ruLeads;

type LeadTabsProps = { lead: LeadCard; tab: LeadTab; onTab: (tab: LeadTab) => void };

function useTabItems(of: { entity: string; entityId: number }): TabItem<LeadTab>[] {
  const { data: tasks } = useRecordTasks(of);
  const { data: files } = useFiles(of);
  const open = tasks?.items.filter((task) => task.state === 'open').length;
  const count = (value: number | undefined) => (value ? { count: value } : {});
  return [
    { value: 'work', label: names.work },
    { value: 'tasks', label: names.tasks, ...count(open) },
    { value: 'files', label: names.files, ...count(files?.items.length) },
    { value: 'history', label: names.history },
  ];
}

/** What hangs on the lead: its deals, what was asked for, who else deals with the caller. */
export function LeadTabs({ lead, tab, onTab }: LeadTabsProps) {
  const of = { entity: 'lead', entityId: lead.id };
  const items = useTabItems(of);
  return (
    <Tabs label={names.label} items={items} value={tab} onChange={onTab}>
      {tab === 'work' ? (
        <div className={css.work}>
          <LeadPassings passings={lead.passings} />
          <LeadLines lead={lead} />
          <LeadRelated leadId={lead.id} />
          <LeadTrace trace={lead.trace} />
        </div>
      ) : null}
      {tab === 'tasks' ? <RecordTasks of={of} /> : null}
      {tab === 'files' ? <FilesPanel key={lead.id} of={of} /> : null}
      {tab === 'history' ? <HistoryList of={of} mayComment withRelated /> : null}
    </Tabs>
  );
}

import { useMemo } from 'react';
import type { LeadItem, LeadStage } from '#contract/leads';
import { ruLeads } from '../../texts/ru-leads.ts';
import type { CellEdit, DataColumn } from '../../table/data-table.tsx';
import { Person } from '../../ui/avatar.tsx';
import { formatMoment, readablePhone } from '../../ui/format.ts';
import { StageName } from '../../ui/stage-dot.tsx';
import { topicOf, whoOf } from './lead-face.tsx';
import { renameLead } from './rename-lead.ts';

const { columns: titles } = ruLeads;

const TITLE_EDIT = {
  text: (lead: LeadItem) => lead.title,
  save: (lead: LeadItem, title: string) => void renameLead(lead, title),
};

const PHONE: DataColumn<LeadItem> = {
  id: 'phone', header: titles.phone, widthPx: 146,
  cell: (lead) => (lead.phones[0] ? readablePhone(lead.phones[0]) : null),
};

type ListRights = { seesReach: boolean; edits: boolean };

const editOf = (edits: boolean, edit: CellEdit<LeadItem>) => (edits ? { edit } : {});

/** Columns of the list; the phone only for who may see it. */
export function useLeadColumns(stages: LeadStage[], rights: ListRights): DataColumn<LeadItem>[] {
  const { seesReach, edits } = rights;
  return useMemo(() => [
    { id: 'number', header: titles.number, widthPx: 98, cell: (lead) => lead.number },
    {
      id: 'title', header: titles.title,
      widthPx: 224, leastPx: 152, grows: true, sortField: 'title',
      cell: (lead) => lead.title,
      ...editOf(edits, TITLE_EDIT),
    },
    {
      id: 'who', header: titles.who, widthPx: 170, leastPx: 114, sortField: 'company.name',
      cell: whoOf,
    },
    ...(seesReach ? [PHONE] : []),
    {
      id: 'topic', header: titles.topic,
      widthPx: 144, leastPx: 104, sortField: 'topic.name', cell: topicOf,
      ...editOf(edits, { text: (lead) => lead.topic?.name ?? '', source: 'leadTopics' }),
    },
    {
      id: 'stage', header: titles.stage, widthPx: 164, leastPx: 124, sortField: 'stage',
      cell: (lead) => {
        const stage = stages.find((each) => each.id === lead.stageId);
        return stage ? <StageName color={stage.colour} name={stage.name} /> : null;
      },
      ...editOf(edits, {
        text: (lead) => stages.find((each) => each.id === lead.stageId)?.name ?? '',
        source: 'leadStages',
      }),
    },
    {
      id: 'channel', header: titles.channel, widthPx: 80,
      cell: (lead) => ruLeads.channels[lead.channel],
      ...editOf(edits, {
        text: (lead) => ruLeads.channels[lead.channel] ?? '', source: 'leadChannels',
      }),
    },
    {
      id: 'transferredTo', header: titles.passed,
      widthPx: 148, leastPx: 126, sortField: 'transferredTo.name',
      cell: (lead) => (lead.transferredTo ? <Person name={lead.transferredTo.name} /> : null),
    },
    {
      id: 'responsible', header: titles.responsible,
      widthPx: 148, leastPx: 112, sortField: 'responsible.name',
      cell: (lead) => (lead.responsible ? <Person name={lead.responsible.name} /> : null),
    },
    {
      id: 'createdAt', header: titles.created, widthPx: 118, leastPx: 108, sortField: 'createdAt',
      cell: (lead) => formatMoment(lead.createdAt),
    },
  ], [stages, seesReach, edits]);
}

import type { LeadItem } from '#contract/leads';
import { ruLeads } from '../../texts/ru-leads.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { formatDueShort, formatNearDay, hasPassed, readablePhone } from '../../ui/format.ts';
import { IconArrowRight, IconChecklist, IconPhone } from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';
import css from './lead-face.module.css';

/** Whoever it is as far as anybody knows: the linked company, else what was heard. */
export function whoOf(lead: LeadItem): string {
  const named = [lead.company?.name ?? lead.companyName, lead.contact?.name ?? lead.personName];
  return named.filter(Boolean).join(', ') || ruLeads.unknown;
}

export const topicOf = (lead: LeadItem): string | null =>
  [lead.topic?.name, lead.topicText].filter(Boolean).join(': ') || null;

function NextTask({ task }: { task: LeadItem['nextTask'] }) {
  if (!task) return <span className={css.task} data-kind="none">{ruLeads.noTask}</span>;
  const isLate = task.dueAt !== null && hasPassed(task.dueAt);
  const TaskIcon = task.kind === 'call' ? IconPhone : IconChecklist;
  return (
    <span className={css.task} data-late={isLate || undefined}>
      <TaskIcon size={14} stroke={1.6} aria-hidden />
      <span className={css.taskText}>{task.title}</span>
      {task.dueAt ? <span className={css.due}>{formatDueShort(task.dueAt)}</span> : null}
    </span>
  );
}

/** What an operator needs at a glance: who, about what, by what number, whose it is. */
export function LeadFace({ lead }: { lead: LeadItem }) {
  const [phone, ...more] = lead.phones;
  return (
    <>
      <span className={css.top}>
        <span className={css.number}>{lead.number}</span>
        <Tag>{ruLeads.channels[lead.channel]}</Tag>
      </span>
      <span className={css.title}>{lead.title}</span>
      <span className={css.line}>{whoOf(lead)}</span>
      <span className={css.line}>
        {phone ? `${readablePhone(phone)}${more.length > 0 ? ` +${more.length}` : ''}` : null}
      </span>
      <span className={css.line}>
        {lead.transferredTo ? (
          <>
            <IconArrowRight size={13} stroke={1.6} aria-hidden />
            {' '}{lead.transferredTo.name}
          </>
        ) : topicOf(lead) ?? formatNearDay(lead.createdAt)}
      </span>
      <span className={css.bottom}>
        <NextTask task={lead.nextTask} />
        {lead.responsible ? <Avatar name={lead.responsible.name} /> : null}
      </span>
    </>
  );
}

import type { LeadItem } from '#contract/leads';
import { CardFace, CardLine } from '../../board/card-face.tsx';
import { ruLeads } from '../../texts/ru-leads.ts';
import { formatNearDay, readablePhone } from '../../ui/format.ts';
import { IconArrowRight } from '../../ui/icons.ts';
import { Tag } from '../../ui/tag.tsx';

/** Whoever it is as far as anybody knows: the linked company, else what was heard. */
export function whoOf(lead: LeadItem): string {
  const named = [lead.company?.name ?? lead.companyName, lead.contact?.name ?? lead.personName];
  return named.filter(Boolean).join(', ') || ruLeads.unknown;
}

export const topicOf = (lead: LeadItem): string | null =>
  [lead.topic?.name, lead.topicText].filter(Boolean).join(': ') || null;

/** What an operator needs at a glance: who, about what, by what number, whose it is. */
export function LeadFace({ lead }: { lead: LeadItem }) {
  const [phone, ...more] = lead.phones;
  return (
    <CardFace
      record={lead}
      noTask={ruLeads.noTask}
      flags={<Tag>{ruLeads.channels[lead.channel]}</Tag>}
    >
      <CardLine>{whoOf(lead)}</CardLine>
      <CardLine>
        {phone ? `${readablePhone(phone)}${more.length > 0 ? ` +${more.length}` : ''}` : null}
      </CardLine>
      <CardLine>
        {lead.transferredTo ? (
          <>
            <IconArrowRight size={13} stroke={1.6} aria-hidden />
            {' '}{lead.transferredTo.name}
          </>
        ) : topicOf(lead) ?? formatNearDay(lead.createdAt)}
      </CardLine>
    </CardFace>
  );
}

import type { ReactNode } from 'react';
import { LEAD_CHANNELS } from '#contract/leads';
import type { LeadCard } from '#contract/leads';
import { useSession } from '../../api/session.ts';
import { RecordCustom } from '../../custom/record-custom.tsx';
import { InlineMoney } from '../../form/inline-money.tsx';
import { InlineReference } from '../../form/inline-reference.tsx';
import { InlineText } from '../../form/inline-text.tsx';
import type { Makes } from '../../form/use-making.ts';
import { ruLeads } from '../../texts/ru-leads.ts';
import { Person } from '../../ui/avatar.tsx';
import { formatMoment, formatMoney } from '../../ui/format.ts';
import { IconBuilding, IconMail, IconPhone, IconUser } from '../../ui/icons.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import type { Property } from '../../ui/property-list.tsx';
import { WithCompanyLink } from '../companies/company-link.tsx';
import { makesCompany, makesContact } from '../record/makes.tsx';
import { ReachRow } from './reach-row.tsx';
import type { LeadEditor } from './use-lead.ts';
import css from './lead-properties.module.css';

const { props: names } = ruLeads;

export type PropertiesProps = { lead: LeadCard; save: LeadEditor['save'] };
type Session = ReturnType<typeof useSession>;
type Named = { id: number; name: string } | null;
type TextName = 'personName' | 'companyName' | 'topicText' | 'comment';
type ReferenceName = 'company' | 'contact' | 'topic' | 'source' | 'responsible';

function textRow({ lead, save }: PropertiesProps, name: TextName, label: string): Property {
  const value = lead[name];
  return {
    label,
    value: lead.may.edit ? (
      <InlineText
        label={label}
        value={value}
        multiline={name === 'comment'}
        maxLength={name === 'comment' ? 20_000 : 300}
        onSave={(next) => save({ label, body: { [name]: next }, shown: { [name]: next } })}
      />
    ) : value,
  };
}

type ReferenceRow = {
  name: ReferenceName; label: string; source: string; shown?: ReactNode;
  make?: Makes | undefined;
};

function reference({ lead, save }: PropertiesProps, row: ReferenceRow): ReactNode {
  const value: Named = lead[row.name];
  if (!lead.may.edit) return row.shown ?? value?.name ?? null;
  return (
    <InlineReference
      label={row.label}
      source={row.source}
      value={value}
      {...(row.shown ? { shown: row.shown } : {})}
      {...(row.make ? { make: row.make } : {})}
      onSave={(next) => save({
        label: row.label, body: { [`${row.name}Id`]: next?.id ?? null },
        shown: { [row.name]: next },
      })}
    />
  );
}

function CompanyValue(props: PropertiesProps) {
  const make = makesCompany(useSession());
  return (
    <WithCompanyLink company={props.lead.company}>
      {reference(props, {
        name: 'company', label: names.company, source: 'companies', make,
      })}
    </WithCompanyLink>
  );
}

function whoRows(session: Session, props: PropertiesProps): Property[] {
  const { company } = props.lead;
  return [
    textRow(props, 'personName', names.person),
    textRow(props, 'companyName', names.companyName),
    {
      label: names.phones, icon: <IconPhone stroke={1.6} aria-hidden />,
      value: <ReachRow {...props} kind="phone" label={names.phones} />,
    },
    {
      label: names.emails, icon: <IconMail stroke={1.6} aria-hidden />,
      value: <ReachRow {...props} kind="email" label={names.emails} />,
    },
    {
      label: names.company, icon: <IconBuilding stroke={1.6} aria-hidden />,
      value: company || props.lead.may.edit ? <CompanyValue {...props} /> : null,
    },
    {
      label: names.contact, icon: <IconUser stroke={1.6} aria-hidden />,
      value: reference(props, {
        name: 'contact', label: names.contact,
        source: company ? `contactsOf:${company.id}` : 'contacts',
        make: makesContact(session, company?.id),
      }),
    },
  ];
}

function ownerRows(props: PropertiesProps): Property[] {
  const { responsible, department, transferredTo, transferredDepartment } = props.lead;
  return [
    {
      label: names.responsible,
      value: reference(props, {
        name: 'responsible', label: names.responsible, source: 'employees',
        shown: responsible ? <Person name={responsible.name} /> : undefined,
      }),
    },
    { label: names.department, value: department?.name },
    {
      label: names.transferredTo,
      value: transferredTo ? <Person name={transferredTo.name} /> : null,
    },
    ...(transferredDepartment
      ? [{ label: names.transferredDepartment, value: transferredDepartment.name }] : []),
  ];
}

/** What the deal may be worth, as the caller let know; the deal takes it over. */
function estimateRow({ lead, save }: PropertiesProps): Property {
  const label = names.estimate;
  const kopecks = lead.estimateKopecks;
  if (kopecks === null || !lead.may.edit) {
    return { label, value: kopecks ? formatMoney(kopecks) : null };
  }
  return {
    label,
    value: (
      <InlineMoney
        label={label}
        kopecks={kopecks}
        onSave={(estimateKopecks) =>
          save({ label, body: { estimateKopecks }, shown: { estimateKopecks } })}
      />
    ),
  };
}

function channelRow({ lead, save }: PropertiesProps): Property {
  const shown = ruLeads.channels[lead.channel];
  const label = names.channel;
  return {
    label,
    value: lead.may.edit ? (
      <select
        className={css.select}
        aria-label={label}
        value={lead.channel}
        onChange={(event) => {
          const channel = event.currentTarget.value as LeadCard['channel'];
          save({ label, body: { channel }, shown: { channel } });
        }}
      >
        {LEAD_CHANNELS.map((each) => (
          <option key={each} value={each}>{ruLeads.channels[each]}</option>
        ))}
      </select>
    ) : shown,
  };
}

/** What is known of the caller and the request; names as heard stand beside the found ones. */
export function LeadProperties(props: PropertiesProps) {
  const { lead } = props;
  const items: Property[] = [
    ...whoRows(useSession(), props),
    {
      label: names.topic,
      value: reference(props, { name: 'topic', label: names.topic, source: 'leadTopics' }),
    },
    textRow(props, 'topicText', names.topicText),
    channelRow(props),
    {
      label: names.source,
      value: reference(props, { name: 'source', label: names.source, source: 'sources' }),
    },
    ...ownerRows(props),
    estimateRow(props),
    textRow(props, 'comment', names.comment),
    { label: names.created, value: formatMoment(lead.createdAt) },
    {
      label: names.firstResponse,
      value: lead.firstResponseAt ? formatMoment(lead.firstResponseAt) : null,
    },
  ];
  return (
    <>
      <PropertyList items={items} />
      <RecordCustom entity="lead" record={lead} mayEdit={lead.may.edit} save={props.save} />
    </>
  );
}

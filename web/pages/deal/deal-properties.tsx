import type { ReactNode } from 'react';
import type { DealCard } from '#contract/deals';
import { innFault } from '#contract/requisites';
import { useSession } from '../../api/session.ts';
import { RecordCustom } from '../../custom/record-custom.tsx';
import { InlineReference } from '../../form/inline-reference.tsx';
import { InlineText } from '../../form/inline-text.tsx';
import type { Makes } from '../../form/use-making.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { ru } from '../../texts/ru.ts';
import { Person } from '../../ui/avatar.tsx';
import { formatDay } from '../../ui/format.ts';
import { IconBuilding, IconUser } from '../../ui/icons.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import type { Property } from '../../ui/property-list.tsx';
import { ClientMoney } from '../companies/client-money.tsx';
import { WithCompanyLink } from '../companies/company-link.tsx';
import { makesCompany, makesContact } from '../record/makes.tsx';
import { callerRow, useDealOrigin } from './deal-origin.tsx';
import { EstimateField } from './estimate-field.tsx';
import { ParticipantsField } from './participants-field.tsx';
import type { DealEditor } from './use-deal.ts';
import css from './deal-properties.module.css';

const { props: names } = ruDeal;

type PropertiesProps = { deal: DealCard; save: DealEditor['save'] };
type Session = ReturnType<typeof useSession>;
type Named = { id: number; name: string } | null;
type TextName = 'projectName' | 'endCustomerName' | 'endCustomerInn' | 'address' | 'comment';

type ReferenceRow = {
  label: string; source: string; value: Named; onSave: (value: Named) => void;
  shown?: ReactNode; clearable?: boolean;
  make?: Makes | undefined;
};

/** Read as text by those who may not edit. */
function reference(mayEdit: boolean, row: ReferenceRow): ReactNode {
  return mayEdit ? <InlineReference {...row} /> : row.shown ?? row.value?.name ?? null;
}

function textRow({ deal, save }: PropertiesProps, name: TextName, label: string): Property {
  const value = deal[name];
  return {
    label,
    value: deal.may.edit ? (
      <InlineText
        label={label}
        value={value}
        multiline={name === 'comment' || name === 'address'}
        maxLength={name === 'comment' ? 20_000 : 1000}
        faultOf={name === 'endCustomerInn' ? innFault : undefined}
        onSave={(next) => save({ label, body: { [name]: next }, shown: { [name]: next } })}
      />
    ) : value,
  };
}

/** What the client owes in all, before anybody promises it more. */
function moneyRow({ company, may }: DealCard): Property[] {
  return company && may.seeMoney ? [{
    label: names.clientMoney,
    value: <ClientMoney companyId={company.id} name={company.name} saysClear />,
  }] : [];
}

function peopleRows(
  session: Session, { deal, save }: PropertiesProps, caller: Property[],
): Property[] {
  const { company, contact, responsible } = deal;
  const mayEdit = deal.may.edit;
  return [
    {
      label: names.company,
      icon: <IconBuilding stroke={1.6} aria-hidden />,
      value: !company && !mayEdit ? null : (
        <WithCompanyLink company={company}>
          {reference(mayEdit, {
            label: names.company, source: 'companies', value: company, make: makesCompany(session),
            onSave: (next) => save({
              label: names.company, body: { companyId: next?.id ?? null }, shown: { company: next },
            }),
          })}
        </WithCompanyLink>
      ),
    },
    ...moneyRow(deal),
    {
      label: names.contact,
      icon: <IconUser stroke={1.6} aria-hidden />,
      value: reference(mayEdit, {
        label: names.contact, value: contact,
        source: company ? `contactsOf:${company.id}` : 'contacts',
        make: makesContact(session, company?.id),
        onSave: (next) => save({
          label: names.contact, body: { contactId: next?.id ?? null }, shown: { contact: next },
        }),
      }),
    },
    ...caller,
    {
      label: names.responsible,
      value: reference(mayEdit, {
        label: names.responsible, value: responsible,
        source: deal.department ? `employeesOf:${deal.department.id}` : 'employees',
        shown: responsible ? <Person name={responsible.name} /> : null,
        onSave: (next) => save({
          label: names.responsible, body: { responsibleId: next?.id ?? null },
          shown: { responsible: next },
        }),
      }),
    },
  ];
}

function DepartmentValue({ deal, onTransfer }: { deal: DealCard; onTransfer: () => void }) {
  return (
    <span className={css.department}>
      {deal.department?.name ?? <span className={css.absent}>{ru.common.notSet}</span>}
      {deal.may.transfer ? (
        <button type="button" className={css.action} onClick={onTransfer}>{ruDeal.transfer}</button>
      ) : null}
    </span>
  );
}

function estimateRow(props: PropertiesProps): Property[] {
  const { may, amountSource, estimateKopecks } = props.deal;
  if (!may.seeMoney || amountSource === 'onec') return [];
  const isSaid = may.edit || Boolean(estimateKopecks);
  return [{ label: names.estimate, value: isSaid ? <EstimateField {...props} /> : null }];
}

/** What a person knows and keeps of the deal; 1C's own fields are marked with a lock. */
export function DealProperties(props: PropertiesProps & { onTransfer: () => void }) {
  const { deal, save } = props;
  const origin = useDealOrigin(deal.id).data;
  const items: Property[] = [
    ...peopleRows(useSession(), props, callerRow(deal, origin?.lead)),
    { label: ruDeal.participants.label, value: <ParticipantsField deal={deal} /> },
    {
      label: names.department,
      value: <DepartmentValue deal={deal} onTransfer={props.onTransfer} />,
    },
    {
      label: names.source,
      value: reference(deal.may.edit, {
        label: names.source, source: 'sources', value: deal.source,
        onSave: (next) => save({
          label: names.source, body: { sourceId: next?.id ?? null }, shown: { source: next },
        }),
      }),
    },
    {
      label: names.ownEntity,
      value: reference(deal.may.edit, {
        label: names.ownEntity, source: 'ownEntities', value: deal.ownEntity,
        onSave: (next) => save({
          label: names.ownEntity, body: { ownEntityId: next?.id ?? null },
          shown: { ownEntity: next },
        }),
      }),
    },
    ...estimateRow(props),
    textRow(props, 'projectName', names.project),
    textRow(props, 'endCustomerName', names.endCustomer),
    textRow(props, 'endCustomerInn', names.endCustomerInn),
    textRow(props, 'address', names.address),
    textRow(props, 'comment', names.comment),
    ...(deal.orderNumbers.length > 0
      ? [{ label: names.orders, value: deal.orderNumbers.join(', '), from1c: true }] : []),
    { label: names.created, value: formatDay(deal.createdAt) },
  ];
  return (
    <>
      <PropertyList items={items} />
      <RecordCustom entity="deal" record={deal} mayEdit={deal.may.edit} save={save} />
    </>
  );
}

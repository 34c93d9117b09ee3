import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CompanyCard } from '#contract/customers';
import { innFault, kppFault, ogrnFault } from '#contract/requisites';
import { RecordCustom } from '../../custom/record-custom.tsx';
import { InlineText } from '../../form/inline-text.tsx';
import { ruCommands } from '../../texts/ru-commands.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { formatDay } from '../../ui/format.ts';
import { Lock } from '../../ui/lock.tsx';
import { PropertyList } from '../../ui/property-list.tsx';
import type { Property } from '../../ui/property-list.tsx';
import { Tag } from '../../ui/tag.tsx';
import { responsibleProperty } from '../record/responsible-property.tsx';
import { useWishes } from '../commands/use-wishes.ts';
import type { SaveCompany } from './use-company.ts';

const { card: texts } = ruCompanies;

type Props = { company: CompanyCard; save: SaveCompany };
/** A field of 1C keeps its value until 1C confirms the edit. */
const shownOf = (company: CompanyCard, patch: Partial<CompanyCard>): Partial<CompanyCard> =>
  (Object.keys(patch).some((field) => company.viaOnec.includes(field)) ? {} : patch);

const SHORT_MAX = 15;

/** What is asked of 1C and not answered yet, beside the value that it has now. */
function Awaited({ company, field }: { company: CompanyCard; field: string }) {
  const { items } = useWishes({ entity: 'company', id: company.id });
  const wish = items.findLast(({ state, changes }) =>
    state !== 'refused' && changes.some((change) => change.field === field));
  const next = wish?.changes.find((change) => change.field === field)?.new;
  if (!wish) return null;
  const value = next ?? ruCommands.empty;
  // A longer one stands in full over the card and would push the present value aside here.
  const words = value.length > SHORT_MAX ? ruCommands.waits : `${ruCommands.waits}: ${value}`;
  return <Tag meaning="warn" title={`${value}. ${ruCommands.waitsHint}`}>{words}</Tag>;
}

type TextField = 'fullName' | 'inn' | 'kpp' | 'ogrn' | 'address';
const FAULTS: Partial<Record<TextField, (text: string) => string | null>> = {
  inn: innFault, kpp: kppFault, ogrn: ogrnFault,
};
const KINDS = ['legal', 'sole', 'person'] as const;

const isLocked = (company: CompanyCard, field: string) => company.readOnly.includes(field);

function Doubt({ company, field }: { company: CompanyCard; field: string }) {
  if (!company.doubtful.includes(field)) return null;
  return <Tag meaning="warn" title={texts.doubtfulHint}>{texts.doubtful}</Tag>;
}

/** A value of 1C is read with a lock, one's own is edited in place. */
function textRow({ company, save }: Props, field: TextField): Property {
  const label = texts[field];
  const value = company[field];
  const locked = isLocked(company, field);
  if (locked || !company.may.edit) {
    const read: ReactNode = value
      ? <>{value}{locked ? <Lock /> : null}<Doubt company={company} field={field} /></> : null;
    return { label, value: read };
  }
  return {
    label,
    value: (
      <>
        <InlineText
          label={label}
          value={value}
          multiline={field === 'address' || field === 'fullName'}
          faultOf={FAULTS[field]}
          onSave={(next) => save({
            label, body: { [field]: next }, shown: shownOf(company, { [field]: next }),
          })}
        />
        <Doubt company={company} field={field} />
        {company.viaOnec.includes(field) ? <Awaited company={company} field={field} /> : null}
      </>
    ),
  };
}

function kindRow({ company, save }: Props): Property {
  const name = ruCompanies.kinds[company.kind];
  if (isLocked(company, 'kind') || !company.may.edit) {
    return { label: texts.kind, value: name, from1c: isLocked(company, 'kind') };
  }
  return {
    label: texts.kind,
    value: (
      <Select
        aria-label={texts.kind}
        allowDeselect={false}
        data={KINDS.map((value) => ({ value, label: ruCompanies.kinds[value] ?? value }))}
        value={company.kind}
        onChange={(value) => {
          const kind = KINDS.find((each) => each === value);
          if (kind) save({ label: texts.kind, body: { kind }, shown: shownOf(company, { kind }) });
        }}
      />
    ),
  };
}

/** What the company is by law; fields of a company that 1C knows are 1C's. */
export function CompanyRequisites(props: Props) {
  const { company } = props;
  return (
    <>
      <PropertyList
        items={[
          textRow(props, 'fullName'),
          kindRow(props),
          textRow(props, 'inn'),
          ...(company.kind === 'legal' ? [textRow(props, 'kpp')] : []),
          textRow(props, 'ogrn'),
          textRow(props, 'address'),
          responsibleProperty({
            label: texts.responsible, responsible: company.responsible,
            mayEdit: company.may.edit, save: props.save,
          }),
          { label: texts.department, value: company.department?.name },
          { label: texts.created, value: formatDay(company.createdAt) },
        ]}
      />
      <RecordCustom
        entity="company"
        record={company}
        mayEdit={company.may.edit}
        save={props.save}
      />
    </>
  );
}

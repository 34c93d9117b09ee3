import { useParams } from '@tanstack/react-router';
import type { CompanyCard } from '#contract/customers';
import { paths } from '../../paths.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { Lock } from '../../ui/lock.tsx';
import { Tag } from '../../ui/tag.tsx';
import { PinnedComments } from '../comments/pinned-comments.tsx';
import { OnecWishes } from '../commands/onec-wishes.tsx';
import { NewDealButton } from '../deals/new-deal-button.tsx';
import { DuplicatesButton } from '../merge/duplicates-dialog.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { RecordHead, RecordName } from '../record/record-head.tsx';
import { RecordColumns, RecordPage } from '../record/record-page.tsx';
import type { RecordNoun } from '../record/record-page.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { CompanyMoney } from './company-money.tsx';
import { CompanySide } from './company-side.tsx';
import { CompanyTabs } from './company-tabs.tsx';
import { COMPANY_DOOR, useCompany } from './use-company.ts';
import type { SaveCompany } from './use-company.ts';

const { card: texts } = ruCompanies;

/** What similar companies are looked for by. */
const typedOf = ({ name, inn, reaches }: CompanyCard) => ({
  name, ...(inn ? { inn } : {}),
  phones: reaches.filter(({ kind }) => kind === 'phone').slice(0, 5).map(({ value }) => value),
  emails: reaches.filter(({ kind }) => kind === 'email').slice(0, 5).map(({ value }) => value),
});

const NOUN: RecordNoun = {
  ...texts, list: ruCompanies.title, listPath: paths.companies(),
};

function Heading({ company, save }: { company: CompanyCard; save: SaveCompany }) {
  const locked = company.readOnly.includes('name');
  return (
    <RecordHead
      noun={NOUN}
      here={company.name}
      title={(
        <RecordName
          name={company.name}
          label={texts.name}
          may={company.may.edit && !locked}
          maxLength={500}
          onSave={(name) => save({
            label: texts.name, body: { name },
            shown: company.viaOnec.includes('name') ? {} : { name },
          })}
        />
      )}
      aside={(
        <>
          <CompanyMoney company={company} />
          {company.deletedAt ? null
            : <DuplicatesButton entity="company" id={company.id} typed={typedOf(company)} />}
          {company.deletedAt ? null
            : <NewDealButton company={{ id: company.id, title: company.name }} />}
        </>
      )}
    >
      {locked ? <Lock words /> : null}
      {company.deletedAt ? <Tag meaning="bad">{texts.deleted}</Tag> : null}
      {company.identityCount > 1 ? <Tag>{texts.linked(company.identityCount)}</Tag> : null}
    </RecordHead>
  );
}

function CompanyBody({ company }: { company: CompanyCard }) {
  const editor = useRecordEditor(company, COMPANY_DOOR);
  return (
    <>
      <Heading company={company} save={editor.save} />
      <EditNotices editor={editor} />
      <OnecWishes of={{ entity: 'company', id: company.id }} />
      <PinnedComments of={{ entity: 'company', entityId: company.id }} />
      <RecordColumns
        side={<CompanySide company={company} save={editor.save} />}
        tabs={<CompanyTabs company={company} />}
      />
    </>
  );
}

/** The card of a company: requisites and people at the left, deals and history at the right. */
export function CompanyPage() {
  const { companyId } = useParams({ strict: false }) as { companyId?: string };
  const id = Number(companyId);
  return (
    <RecordPage
      noun={NOUN}
      id={id}
      asked={useCompany(id)}
      titleOf={({ name }) => name}
      pathOf={paths.company}
    >
      {(company) => <CompanyBody company={company} />}
    </RecordPage>
  );
}

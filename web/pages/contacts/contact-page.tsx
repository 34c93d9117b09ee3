import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ContactCard } from '#contract/customers';
import { allows, isHidden, useSession } from '../../api/session.ts';
import { RecordCustom } from '../../custom/record-custom.tsx';
import { InlineText } from '../../form/inline-text.tsx';
import { paths } from '../../paths.ts';
import { ruCompanies } from '../../texts/ru-companies.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { formatDay } from '../../ui/format.ts';
import { PropertyList } from '../../ui/property-list.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Tag } from '../../ui/tag.tsx';
import { RecordDeals, useRecordDeals } from '../companies/company-deals.tsx';
import { Reaches } from '../companies/company-reaches.tsx';
import { FilesPanel } from '../files/files-panel.tsx';
import { HistoryList } from '../history/history-list.tsx';
import { DuplicatesButton } from '../merge/duplicates-dialog.tsx';
import { MergesSection } from '../merge/merges-section.tsx';
import { EditNotices } from '../record/edit-notices.tsx';
import { RecordHead, RecordName } from '../record/record-head.tsx';
import { RecordColumns, RecordPage } from '../record/record-page.tsx';
import type { RecordNoun } from '../record/record-page.tsx';
import page from '../record/record-page.module.css';
import { responsibleProperty } from '../record/responsible-property.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { RecordTasks } from '../tasks/record-tasks.tsx';
import { ContactCompanies } from './contact-companies.tsx';
import type { ContactSearch, ContactTab } from './contacts-search.ts';
import { CONTACT_DOOR, useContact } from './use-contact.ts';
import type { SaveContact } from './use-contact.ts';
import css from '../companies/company-page.module.css';
import { Side } from '../../panel/side.tsx';
import { PinnedComments } from '../comments/pinned-comments.tsx';
import { RelatedRecords } from '../related/related-records.tsx';

const { card: texts } = ruContacts;

/** What similar people are looked for by. */
const typedOf = ({ name, reaches }: ContactCard) => ({
  name,
  phones: reaches.filter(({ kind }) => kind === 'phone').slice(0, 5).map(({ value }) => value),
  emails: reaches.filter(({ kind }) => kind === 'email').slice(0, 5).map(({ value }) => value),
});

type Props = { contact: ContactCard; save: SaveContact };

const NOUN: RecordNoun = {
  ...texts, list: ruContacts.title, listPath: paths.contacts(),
};

function Heading({ contact, save }: Props) {
  return (
    <RecordHead
      noun={NOUN}
      here={contact.name}
      title={(
        <RecordName
          name={contact.name}
          label={texts.name}
          may={contact.may.edit}
          maxLength={300}
          onSave={(name) => save({ label: texts.name, body: { name }, shown: { name } })}
        />
      )}
      aside={contact.deletedAt ? null
        : <DuplicatesButton entity="contact" id={contact.id} typed={typedOf(contact)} />}
    >
      {contact.fromOnec ? <Tag title={texts.from1cHint}>{texts.from1c}</Tag> : null}
      {contact.deletedAt ? <Tag meaning="bad">{texts.deleted}</Tag> : null}
    </RecordHead>
  );
}

function Properties({ contact, save }: Props) {
  const { may } = contact;
  return (
    <PropertyList
      items={[
        {
          label: texts.position,
          value: may.edit ? (
            <InlineText
              label={texts.position}
              value={contact.position}
              maxLength={300}
              onSave={(position) => save({
                label: texts.position, body: { position }, shown: { position },
              })}
            />
          ) : contact.position,
        },
        responsibleProperty({
          label: texts.responsible, responsible: contact.responsible, mayEdit: may.edit, save,
        }),
        { label: texts.department, value: contact.department?.name },
        { label: texts.created, value: formatDay(contact.createdAt) },
      ]}
    />
  );
}

/** What the card shows at the left, and the panel beside a list. */
export function ContactSide({ contact, save, isInPanel }: Props & { isInPanel?: boolean }) {
  const hidesReach = isHidden(useSession(), 'person.reach');
  const { card } = ruCompanies;
  return (
    <Side className={page.side} label={texts.one} isInPanel={isInPanel}>
      <Properties contact={contact} save={save} />
      <RecordCustom
        entity="contact"
        record={contact}
        mayEdit={contact.may.edit}
        save={save}
      />
      <section className={css.section} aria-label={card.reaches}>
        <header className={css.head}><h2>{card.reaches}</h2></header>
        {hidesReach ? <p className={css.quiet}>{card.hiddenReaches}</p> : (
          <Reaches
            owner={{ contactId: contact.id }}
            reaches={contact.reaches}
            mayEdit={contact.may.edit}
          />
        )}
        {!hidesReach && contact.reaches.length === 0
          ? <p className={css.quiet}>{card.noReaches}</p> : null}
      </section>
      <ContactCompanies contact={contact} />
      <RelatedRecords of={{ entity: 'contact', entityId: contact.id }} entities={['lead']} />
      <MergesSection entity="contact" id={contact.id} />
    </Side>
  );
}

function ContactTabs({ contact }: { contact: ContactCard }) {
  const session = useSession();
  const seesDeals = allows(session, 'deal', 'read');
  const { tab = seesDeals ? 'deals' : 'history' }: ContactSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const of = { entity: 'contact', entityId: contact.id };
  const deals = useRecordDeals({ field: 'contact', ids: [contact.id] }, seesDeals);
  const count = deals.data?.total;
  return (
    <Tabs<ContactTab>
      label={texts.tabs.label}
      value={tab}
      onChange={(next) => void navigate({ to: '.', search: { tab: next }, replace: true })}
      items={[
        ...(seesDeals ? [{
          value: 'deals' as const, label: texts.tabs.deals, ...(count ? { count } : {}),
        }] : []),
        { value: 'tasks', label: texts.tabs.tasks },
        { value: 'files', label: texts.tabs.files },
        { value: 'history', label: texts.tabs.history },
      ]}
    >
      {tab === 'deals' ? (
        <RecordDeals deals={deals} none={texts.noDeals} hint={texts.noDealsHint} />
      ) : null}
      {tab === 'tasks' ? <RecordTasks of={of} /> : null}
      {tab === 'files' ? <FilesPanel of={of} /> : null}
      {tab === 'history' ? <HistoryList of={of} mayComment withRelated /> : null}
    </Tabs>
  );
}

function ContactBody({ contact }: { contact: ContactCard }) {
  const editor = useRecordEditor(contact, CONTACT_DOOR);
  return (
    <>
      <Heading contact={contact} save={editor.save} />
      <EditNotices editor={editor} />
      <PinnedComments of={{ entity: 'contact', entityId: contact.id }} />
      <RecordColumns
        side={<ContactSide contact={contact} save={editor.save} />}
        tabs={<ContactTabs contact={contact} />}
      />
    </>
  );
}

/** The card of a person: how to reach them and where they work, deals and history beside. */
export function ContactPage() {
  const { contactId } = useParams({ strict: false }) as { contactId?: string };
  const id = Number(contactId);
  return (
    <RecordPage
      noun={NOUN}
      id={id}
      asked={useContact(id)}
      titleOf={({ name }) => name}
      pathOf={paths.contact}
    >
      {(contact) => <ContactBody contact={contact} />}
    </RecordPage>
  );
}

import type { ContactCard } from '#contract/customers';
import { PanelFrame } from '../../panel/panel-frame.tsx';
import type { PanelProps } from '../../panel/use-record-panel.tsx';
import { paths } from '../../paths.ts';
import { ruPanel as texts } from '../../texts/ru-panel.ts';
import { EditNotices } from '../record/edit-notices.tsx';
import { useRecordEditor } from '../record/use-record-editor.ts';
import { ContactSide } from './contact-page.tsx';
import { CONTACT_DOOR, useContact } from './use-contact.ts';

function Body({ contact }: { contact: ContactCard }) {
  const editor = useRecordEditor(contact, CONTACT_DOOR);
  return (
    <>
      <EditNotices editor={editor} />
      <ContactSide contact={contact} save={editor.save} isInPanel />
    </>
  );
}

/** The person beside the list: how to reach them and where they work. */
export function ContactPanel({ id, onClose }: PanelProps) {
  const { data: contact, error, refetch } = useContact(id);
  return (
    <PanelFrame
      label={texts.contact(contact?.name ?? '')}
      mark={contact?.position}
      title={contact?.name}
      to={paths.contact(id)}
      error={error}
      onRetry={() => void refetch()}
      onClose={onClose}
    >
      {contact ? <Body contact={contact} /> : null}
    </PanelFrame>
  );
}

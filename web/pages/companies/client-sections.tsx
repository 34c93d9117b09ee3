import { useNavigate } from '@tanstack/react-router';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { Segments } from '../../ui/segments.tsx';

type Section = 'companies' | 'contacts';

/** Companies and people are two faces of one section. */
export function ClientSections({ value }: { value: Section }) {
  const navigate = useNavigate();
  if (!allows(useSession(), 'contact', 'read')) return null;
  return (
    <Segments<Section>
      label={ruContacts.sections}
      value={value}
      items={[
        { value: 'companies', label: ruContacts.toCompanies },
        { value: 'contacts', label: ruContacts.title },
      ]}
      onChange={(next) => void navigate({
        to: next === 'contacts' ? paths.contacts() : paths.companies(),
      })}
    />
  );
}


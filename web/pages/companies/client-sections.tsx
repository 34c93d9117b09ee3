import { useNavigate } from '@tanstack/react-router';
import { allows, useSession } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { ruContacts } from '../../texts/ru-contacts.ts';
import { ruDuplicates } from '../../texts/ru-duplicates.ts';
import { Segments } from '../../ui/segments.tsx';

type Section = 'companies' | 'contacts' | 'duplicates';

const PLACES: Record<Section, () => string> = {
  companies: paths.companies, contacts: paths.contacts, duplicates: paths.duplicates,
};

/** Companies, people and what may be written twice are faces of one section. */
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
        { value: 'duplicates', label: ruDuplicates.section },
      ]}
      onChange={(next) => void navigate({ to: PLACES[next]() })}
    />
  );
}

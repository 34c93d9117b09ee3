import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { leadCallers } from '#contract/leads';
import { call } from '../../api/client.ts';
import { KnownRecords } from '../../form/known-records.tsx';
import type { ReferenceValue } from '../../form/reference-select.tsx';
import { ruLeads } from '../../texts/ru-leads.ts';
import { IconX } from '../../ui/icons.ts';
import { RelatedGroups } from '../lead/related-groups.tsx';
import { splitReaches } from './split-reaches.ts';
import css from './known-callers.module.css';

const { callers: texts } = ruLeads;
const PAUSE_MS = 200;

export type Known = { company: ReferenceValue | null; contact: ReferenceValue | null };

type KnownCallersProps = {
  /** As typed: several are parted by commas. */
  phones: string; emails: string;
  known: Known;
  onKnown: (patch: Partial<Known>) => void;
};

/** Leads and deals of these numbers by department: context, never a warning. */
function Records({ phones, emails }: { phones: string[]; emails: string[] }) {
  const typed = JSON.stringify({ phones, emails });
  const [asked] = useDebouncedValue(typed, PAUSE_MS);
  const { data = [], isPlaceholderData } = useQuery({
    queryKey: ['callers', asked],
    queryFn: ({ signal }) => call(leadCallers,
      { body: JSON.parse(asked) as { phones: string[]; emails: string[] }, signal }),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (data.length === 0) return null;
  return (
    <section
      className={css.records}
      aria-label={texts.records}
      aria-live="polite"
      // Tab must not lead into rows that are about to go.
      inert={isPlaceholderData || asked !== typed}
    >
      <h3 className={css.heading}>{texts.records}</h3>
      <RelatedGroups rows={data} isOfNumber />
    </section>
  );
}

function Chosen({ label, value, onDrop }: {
  label: string; value: ReferenceValue | null; onDrop: () => void;
}) {
  if (!value) return null;
  return (
    <p className={css.chosen}>
      <span>{label} <b>{value.title}</b></span>
      <button type="button" className={css.drop} aria-label={texts.drop(value.title)}
        onClick={onDrop}>
        <IconX size={14} stroke={1.75} aria-hidden />
      </button>
    </p>
  );
}

/** While a call is written down: who is known on the number, and who deals with them already. */
export function KnownCallers({ phones, emails, known, onKnown }: KnownCallersProps) {
  const typed = { phones: splitReaches(phones), emails: splitReaches(emails) };
  const isTyped = typed.phones.length + typed.emails.length > 0;
  if (!isTyped && !known.company && !known.contact) return null;
  return (
    <div className={css.known}>
      <Chosen label={texts.contact} value={known.contact}
        onDrop={() => onKnown({ contact: null })} />
      <Chosen label={texts.company} value={known.company}
        onDrop={() => onKnown({ company: null })} />
      {isTyped && !known.contact ? (
        <KnownRecords subject="contact" typed={typed} chooseLabel={texts.choose}
          onChoose={({ id, title }) => onKnown({ contact: { id, title } })} />
      ) : null}
      {isTyped && !known.company ? (
        <KnownRecords subject="company" typed={typed} chooseLabel={texts.choose}
          onChoose={({ id, title }) => onKnown({ company: { id, title } })} />
      ) : null}
      {isTyped ? <Records {...typed} /> : null}
    </div>
  );
}

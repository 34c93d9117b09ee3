import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { companyCandidates, contactCandidates } from '#contract/duplicates';
import type { Candidate, Typed } from '#contract/duplicates';
import { call } from '../api/client.ts';
import { ruContacts } from '../texts/ru-contacts.ts';
import { Tag } from '../ui/tag.tsx';
import css from './known-records.module.css';

const PAUSE_MS = 200;
const ENOUGH = 3;
const NONE: Candidate[] = [];
const { known: texts } = ruContacts;

type Subject = 'company' | 'contact';
const ROUTES = { company: companyCandidates, contact: contactCandidates };

function usePaused<Value>(value: Value): Value {
  const [paused, setPaused] = useState(value);
  const key = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(JSON.parse(key) as Value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return paused;
}

const isAsked = ({ name, inn, phones = [], emails = [] }: Typed): boolean =>
  [name, inn, ...phones, ...emails].some((text) => (text?.trim().length ?? 0) >= ENOUGH);

/** Records that may be meant by what is typed; the last answer stays while the next one comes. */
export function useKnownRecords(subject: Subject, typed: Typed) {
  const asked = usePaused(typed);
  const { data, isPlaceholderData } = useQuery<Candidate[]>({
    queryKey: ['known', subject, asked],
    queryFn: ({ signal }) => call(ROUTES[subject], { body: asked, signal }),
    enabled: isAsked(asked),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return {
    found: isAsked(typed) ? data ?? NONE : NONE,
    /** It answers to what was typed before: Tab must not lead into what is about to go. */
    isStale: isPlaceholderData || JSON.stringify(asked) !== JSON.stringify(typed),
  };
}

type KnownRecordsProps = {
  subject: Subject;
  typed: Typed;
  /** What choosing one does: opens it, or takes it instead of a new one. */
  onChoose: (candidate: Candidate) => void;
  /** How the button is named; «Открыть» unless told. */
  chooseLabel?: (name: string) => string;
};

/**
 * Under a form that creates a company or a person: who may be meant, and by what. It never stands
 * in the way; several people on one number are normal.
 */
export function KnownRecords({ subject, typed, onChoose, chooseLabel }: KnownRecordsProps) {
  const { found: candidates, isStale } = useKnownRecords(subject, typed);
  if (candidates.length === 0) return null;
  const reasons = subject === 'company' ? texts.reasons : texts.contactReasons;
  return (
    <section className={css.known} aria-label={texts[subject]} aria-live="polite" inert={isStale}>
      <h3 className={css.heading}>{texts[subject]}</h3>
      <ul>
        {candidates.map((candidate) => (
          <li key={candidate.id}>
            <button
              type="button"
              className={css.candidate}
              // What the eye reads is said too: by what the record was recognised.
              aria-label={[
                (chooseLabel ?? texts.open)(candidate.title), candidate.subtitle,
                ...candidate.reasons.map((reason) => reasons[reason]),
              ].filter(Boolean).join(' ')}
              onClick={() => onChoose(candidate)}
            >
              <span className={css.words}>
                <span className={css.title}>{candidate.title}</span>
                {candidate.subtitle ? <small>{candidate.subtitle}</small> : null}
              </span>
              {candidate.reasons.map((reason) => <Tag key={reason}>{reasons[reason]}</Tag>)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import type { ReactNode } from 'react';
import { useState } from 'react';
import type { ReferenceMake, ReferenceValue } from './reference-select.tsx';

export type MakeForm = {
  /** What was looked for and not found. */
  typed: string; onClose: () => void; onMade: (value: ReferenceValue) => void;
};

/** What a field may make of words that nothing answers to; the form is the page's. */
export type Makes = { label: (typed: string) => string; form: (form: MakeForm) => ReactNode };

type Making = { make: ReferenceMake | undefined; form: ReactNode };

/** The last choice of the field, and the form of the new record while it is filled. */
export function useMaking(
  makes: Makes | undefined, onMade: (value: ReferenceValue) => void, onClose?: () => void,
): Making {
  const [typed, setTyped] = useState<string | null>(null);
  if (!makes) return { make: undefined, form: null };
  return {
    make: { label: makes.label, start: setTyped },
    form: typed === null ? null : makes.form({
      typed,
      onClose: () => {
        setTyped(null);
        onClose?.();
      },
      onMade: (value) => {
        setTyped(null);
        onMade(value);
      },
    }),
  };
}

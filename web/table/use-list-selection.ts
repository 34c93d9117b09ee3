import { useState } from 'react';
import { NOTHING } from './selection.ts';
import type { Selected, Selection } from './selection.ts';

/** Marks of one view; another filter is another view and begins unmarked. */
export function useListSelection(viewKey: string): Selection {
  const [value, setValue] = useState<Selected>(NOTHING);
  const [seen, setSeen] = useState(viewKey);
  if (seen !== viewKey) {
    setSeen(viewKey);
    setValue(NOTHING);
  }
  return { value: seen === viewKey ? value : NOTHING, onChange: setValue };
}

// What somebody began to write about a record stays in this browser until it is sent.
import type { CommentFile } from '#contract/comments';

export type Draft = {
  text: string;
  mentions: { id: number; name: string; sees: boolean }[];
  files: CommentFile[];
};

export const EMPTY_DRAFT: Draft = { text: '', mentions: [], files: [] };

/** Each person of a shared computer has their own. */
export const draftKey = (employeeId: number | null, place: string) =>
  `verstak.draft.${employeeId ?? 0}.${place}`;

export function readDraft(key: string): Draft {
  try {
    const stored = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Draft> | null;
    return typeof stored?.text === 'string' ? { ...EMPTY_DRAFT, ...stored } : EMPTY_DRAFT;
  } catch {
    return EMPTY_DRAFT;
  }
}

/** A browser that stores nothing only forgets; writing goes on. */
export function keepDraft(key: string, draft: Draft): void {
  try {
    if (!draft.text.trim() && draft.files.length === 0) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    // Full or forbidden storage.
  }
}

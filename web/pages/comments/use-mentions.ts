// Naming a colleague while writing: «@» opens the chooser, arrows and Enter choose, Escape closes.
import type { KeyboardEvent, RefObject } from 'react';
import { useId, useState } from 'react';
import type { Colleague } from '#contract/comments';
import { useColleagues } from './mention-list.tsx';
import { mentionQuery } from './rich-text.ts';
import type { CommentOf } from './use-comment.ts';

type Options = {
  of: CommentOf;
  field: RefObject<HTMLTextAreaElement | null>;
  text: string;
  onName: (text: string, caret: number, person: Colleague) => void;
};

export function useMentions({ of, field, text, onName }: Options) {
  const id = useId();
  const [caret, setCaret] = useState(0);
  /** The text at which the chooser was closed by hand. */
  const [closedAt, setClosedAt] = useState<string | null>(null);
  const [chosen, setChosen] = useState(0);
  const query = closedAt === text ? null : mentionQuery(text, caret);
  const people = useColleagues(of, query);
  const isOpen = query !== null && people.length > 0;
  const at = Math.min(chosen, people.length - 1);

  function choose(person: Colleague) {
    const start = caret - (query?.length ?? 0) - 1;
    const before = `${text.slice(0, start)}@${person.name} `;
    onName(before + text.slice(caret), before.length, person);
    setChosen(0);
  }

  /** True when the key was for the chooser. */
  function onKey(event: KeyboardEvent): boolean {
    if (!isOpen) return false;
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = moves[event.key];
    if (step) setChosen((at + step + people.length) % people.length);
    else if (event.key === 'Enter' || event.key === 'Tab') choose(people[at]!);
    else if (event.key === 'Escape') setClosedAt(text);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    id, isOpen, people, at, choose, onKey,
    /** The caret is known only to the field itself. */
    look: () => setCaret(field.current?.selectionStart ?? 0),
    active: isOpen ? `${id}-${people[at]!.id}` : undefined,
  };
}

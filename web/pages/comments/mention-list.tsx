import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { commentPeople } from '#contract/comments';
import type { Colleague } from '#contract/comments';
import { routeQuery } from '../../api/query.ts';
import { ruComments as texts } from '../../texts/ru-comments.ts';
import { Avatar } from '../../ui/avatar.tsx';
import type { CommentOf } from './use-comment.ts';
import css from './comments.module.css';

/** People whom the text after «@» may mean; none while nobody is being named. */
export function useColleagues(of: CommentOf, query: string | null): Colleague[] {
  const { data, isPlaceholderData } = useQuery({
    ...routeQuery(commentPeople, { query: { ...of, ...(query ? { q: query } : {}) } }),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (query === null) return [];
  // The last answer stays while the next one comes: only those who still fit.
  const typed = query.toLowerCase();
  const items = data?.items ?? [];
  const fitting = items.filter((each) => each.name.toLowerCase().includes(typed));
  // What was asked in the wrong layout fits by the word of the server alone.
  return isPlaceholderData || fitting.length > 0 ? fitting : items;
}

type MentionListProps = {
  id: string; people: Colleague[]; chosen: number; onChoose: (person: Colleague) => void;
};

/** The focus stays in the text; arrows move the choice, Enter or Tab takes it. */
export function MentionList({ id, people, chosen, onChoose }: MentionListProps) {
  return (
    <div className={css.people} id={id} role="listbox" tabIndex={-1} aria-label={texts.people}>
      {people.map((person, index) => (
        // The keys are those of the text field, which names the active option.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={person.id}
          id={`${id}-${person.id}`}
          className={css.person}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(person)}
        >
          <Avatar name={person.name} decorative />
          <span className={css.personName}>{person.name}</span>
          <small className={css.personNote}>
            {person.sees ? person.department : texts.blind}
          </small>
        </div>
      ))}
    </div>
  );
}

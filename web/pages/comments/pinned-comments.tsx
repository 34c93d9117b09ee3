import { useQuery } from '@tanstack/react-query';
import { commentsPinned } from '#contract/comments';
import { keyOf, queryClient, routeQuery } from '../../api/query.ts';
import { useChanges } from '../../api/stream.ts';
import { ruComments as texts } from '../../texts/ru-comments.ts';
import { formatMoment } from '../../ui/format.ts';
import { IconPin, IconX } from '../../ui/icons.ts';
import { RichText } from './rich-text-view.tsx';
import { pinComment } from './use-comment.ts';
import type { CommentOf } from './use-comment.ts';
import css from './comments.module.css';

/** What everybody has to see first, at the top of the card. */
export function PinnedComments({ of }: { of: CommentOf }) {
  const { data } = useQuery(routeQuery(commentsPinned, { query: of }));
  useChanges(of.entity, of.entityId, (changes) => {
    if (!changes.some(({ kind }) => kind.startsWith('comment.'))) return;
    void queryClient.invalidateQueries({ queryKey: keyOf(commentsPinned, { query: of }) });
  });
  if (!data || data.items.length === 0) return null;
  return (
    <section className={css.pinned} aria-label={texts.pinned}>
      {data.items.map((comment) => (
        <article key={comment.id} className={css.pin}>
          <IconPin size={15} stroke={1.75} aria-hidden />
          <div className={css.pinWords}>
            <RichText text={comment.body} names={comment.mentions.map(({ name }) => name)} />
            <p className={css.by}>{comment.author.name} · {formatMoment(comment.at)}</p>
          </div>
          <button
            type="button"
            className={css.unpin}
            aria-label={texts.unpin}
            title={texts.unpin}
            onClick={() => pinComment(comment, false)}
          >
            <IconX size={14} stroke={1.75} aria-hidden />
          </button>
        </article>
      ))}
    </section>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { commentEdit, commentReplies, commentVersions, excerptOf } from '#contract/comments';
import type { Comment, CommentFile } from '#contract/comments';
import { INLINE_TYPES } from '#contract/files';
import { call } from '../../api/client.ts';
import { routeQuery } from '../../api/query.ts';
import { ru } from '../../texts/ru.ts';
import { ruComments as texts } from '../../texts/ru-comments.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { formatMoment } from '../../ui/format.ts';
import { IconPaperclip } from '../../ui/icons.ts';
import { lazyPart } from '../../ui/load-part.ts';
import { ErrorState } from '../../ui/states.tsx';
import { contentUrl } from '../files/content-url.ts';
import { FileName } from '../files/file-name.tsx';
import { CommentBox } from './comment-box.tsx';
import { CommentComposer } from './comment-composer.tsx';
import type { Invite } from './comment-composer.tsx';
import { EMPTY_DRAFT } from './drafts.ts';
import { RichText } from './rich-text-view.tsx';
import { pinComment, refreshComments, removeComment } from './use-comment.ts';
import type { CommentOf } from './use-comment.ts';
import css from './comments.module.css';

const FilePreview = lazyPart(() =>
  import('../files/file-preview.tsx').then((module) => module.FilePreview));

type Shown = CommentFile & { isInline: boolean };

/** As on the tab of files: a click looks at the file in place, pictures are seen at once. */
function Files({ files: stored }: { files: CommentFile[] }) {
  const [shown, setShown] = useState<Shown | null>(null);
  if (stored.length === 0) return null;
  const files: Shown[] = stored.map((file) =>
    ({ ...file, isInline: INLINE_TYPES.includes(file.mediaType) }));
  return (
    <ul className={css.files}>
      {files.map((file) => (
        <li key={file.id}>
          {file.isInline && file.mediaType.startsWith('image/') ? (
            <button type="button" className={css.picture} onClick={() => setShown(file)}>
              <img src={contentUrl(file, true)} alt={file.name} loading="lazy" />
            </button>
          ) : (
            <FileName file={file} className={css.chip} onPreview={() => setShown(file)}>
              <IconPaperclip size={13} stroke={1.75} aria-hidden />
            </FileName>
          )}
        </li>
      ))}
      <Suspense>
        {shown ? (
          <FilePreview file={shown} onClose={() => setShown(null)} />
        ) : null}
      </Suspense>
    </ul>
  );
}

function EditForm({ of, comment, onClose }: {
  of: CommentOf; comment: Comment; onClose: () => void;
}) {
  const [draft, setDraft] = useState({
    ...EMPTY_DRAFT, text: comment.body,
    mentions: comment.mentions.map((each) => ({ ...each, sees: true })),
  });
  const edit = useMutation({
    mutationFn: () => call(commentEdit, {
      params: { id: comment.id },
      body: { body: draft.text.trim(), mentionIds: draft.mentions.map(({ id }) => id) },
    }),
    onSuccess: () => {
      refreshComments();
      onClose();
    },
  });
  return (
    <CommentBox
      of={of}
      label={texts.edit}
      draft={draft}
      onDraft={setDraft}
      onSend={() => edit.mutate()}
      onCancel={onClose}
      error={edit.error}
      isBusy={edit.isPending}
      sendLabel={ru.common.save}
      autoFocus
    />
  );
}

/** What stood there before, oldest first. */
function Versions({ id }: { id: number }) {
  const { data, error, refetch } = useQuery(routeQuery(commentVersions, { params: { id } }));
  if (error && !data) {
    return <ErrorState error={error} title={texts.versionsFailed} onRetry={() => void refetch()} />;
  }
  return (
    <ol className={css.versions} aria-label={texts.versions}>
      {data?.items.map((version) => (
        <li key={version.at}>
          <small>{formatMoment(version.at)}</small>
          <p>{version.body}</p>
        </li>
      ))}
    </ol>
  );
}

function Replies({ of, comment, invite }: { of: CommentOf; comment: Comment; invite?: Invite }) {
  const { data, error, refetch } = useQuery(
    routeQuery(commentReplies, { params: { id: comment.id } }));
  if (error && !data) {
    return <ErrorState error={error} title={texts.repliesFailed} onRetry={() => void refetch()} />;
  }
  return (
    <ol className={css.thread} aria-label={texts.replies(comment.replies)}>
      {data?.items.map((reply) => (
        <li key={reply.id}>
          <p className={css.by}>{reply.author.name} · {formatMoment(reply.at)}</p>
          <CommentView of={of} comment={reply} invite={invite} isInThread />
        </li>
      ))}
    </ol>
  );
}

type Part = 'edit' | 'reply' | 'versions' | 'replies' | null;

type ViewProps = {
  of: CommentOf; comment: Comment; invite?: Invite;
  /** Under the comment that it answers: it needs no quote and no thread of its own. */
  isInThread?: boolean;
};

function Actions({ comment, isInThread, onPart }: ViewProps & { onPart: (part: Part) => void }) {
  return (
    <div className={css.actions}>
      <button type="button" onClick={() => onPart('reply')}>{texts.reply}</button>
      {comment.replies > 0 && !isInThread ? (
        <button type="button" onClick={() => onPart('replies')}>
          {texts.replies(comment.replies)}
        </button>
      ) : null}
      <button type="button" onClick={() => pinComment(comment, !comment.pinned)}>
        {comment.pinned ? texts.unpin : texts.pin}
      </button>
      {comment.editedAt ? (
        <button type="button" onClick={() => onPart('versions')}>{texts.versions}</button>
      ) : null}
      {comment.mine ? (
        <>
          <button type="button" onClick={() => onPart('edit')}>{texts.edit}</button>
          <ConfirmPopover
            question={texts.removeQuestion}
            confirm={ru.common.remove}
            onConfirm={() => removeComment(comment)}
          >
            {(open) => <button type="button" onClick={open}>{texts.remove}</button>}
          </ConfirmPopover>
        </>
      ) : null}
    </div>
  );
}

function Quote({ replyTo }: { replyTo: NonNullable<Comment['replyTo']> }): ReactNode {
  return (
    <p className={css.quote}>
      <b>{texts.replyTo(replyTo.author)}.</b> {excerptOf(replyTo.excerpt) || texts.replyGone}
    </p>
  );
}

/** One comment with all that can be done with it. */
export function CommentView(props: ViewProps) {
  const { of, comment, invite, isInThread } = props;
  const [part, setPart] = useState<Part>(null);
  const toggle = (next: Part) => setPart(part === next ? null : next);
  if (comment.removed) return <p className={css.gone}>{texts.removedBy}</p>;
  if (part === 'edit') {
    return <EditForm of={of} comment={comment} onClose={() => setPart(null)} />;
  }
  return (
    <div className={css.comment} data-pinned={comment.pinned || undefined}>
      {comment.replyTo && !isInThread ? <Quote replyTo={comment.replyTo} /> : null}
      <RichText text={comment.body} names={comment.mentions.map(({ name }) => name)} />
      <Files files={comment.files} />
      <Actions {...props} onPart={toggle} />
      {part === 'versions' ? <Versions id={comment.id} /> : null}
      {part === 'replies' ? <Replies of={of} comment={comment} invite={invite} /> : null}
      {part === 'reply' ? (
        <CommentComposer
          of={of}
          replyToId={comment.id}
          invite={invite}
          onDone={() => setPart(null)}
        />
      ) : null}
    </div>
  );
}

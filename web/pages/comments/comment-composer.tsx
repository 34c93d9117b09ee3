import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { commentAdd } from '#contract/comments';
import { FILE_BYTES_MAX, fileUpload } from '#contract/files';
import { call } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { upload } from '../../api/upload.ts';
import { ruComments as texts } from '../../texts/ru-comments.ts';
import { ruFiles } from '../../texts/ru-files.ts';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { refreshFiles } from '../files/use-files.ts';
import { useUploads } from '../files/use-uploads.ts';
import { CommentBox } from './comment-box.tsx';
import { draftKey, EMPTY_DRAFT, keepDraft, readDraft } from './drafts.ts';
import type { Draft } from './drafts.ts';
import { refreshComments } from './use-comment.ts';
import type { CommentOf } from './use-comment.ts';
import css from './comments.module.css';

/** Adds a colleague to those who see the record; absent where nobody can. */
export type Invite = (person: { id: number; name: string }) => Promise<boolean>;

/** The draft of one place, kept in the browser while it is written. */
function useDraft(place: string) {
  const key = draftKey(useSession().employee?.id ?? null, place);
  const [draft, setDraft] = useState(() => readDraft(key));
  const change = (next: (draft: Draft) => Draft) => setDraft((known) => {
    const changed = next(known);
    keepDraft(key, changed);
    return changed;
  });
  return { draft, change };
}

function useAttach(of: CommentOf, change: (next: (draft: Draft) => Draft) => void) {
  return useUploads({
    send: async (file, options) => {
      const { id, name, mediaType, sizeBytes } = await upload(
        fileUpload, { query: { ...of, name: file.name, draft: '1' }, file, ...options });
      const attached = { id, name, mediaType, sizeBytes };
      change((draft) => ({ ...draft, files: [...draft.files, attached] }));
    },
    refuse: (file) => {
      if (file.size === 0) return ruFiles.empty;
      return file.size > FILE_BYTES_MAX ? ruFiles.tooLarge : null;
    },
    notSent: ruFiles.notAdded,
    onSent: () => undefined,
  });
}

/** A word to one who may not read the record reaches nobody: said before it is sent. */
function Blind({ draft, onSeen, invite }: {
  draft: Draft; onSeen: (id: number) => void; invite?: Invite;
}) {
  const blind = draft.mentions.filter(({ name, sees }) => !sees && draft.text.includes(`@${name}`));
  return blind.map((person) => (
    <p key={person.id} className={css.blind} role="status">
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
      {texts.blindNote(person.name)}
      {invite ? (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void invite(person).then((done) => done && onSeen(person.id))}
        >
          {texts.invite}
        </Button>
      ) : null}
    </p>
  ));
}

/**
 * Ctrl+Enter while a file is still on its way sends the comment when the file is there; a file that
 * did not arrive has said so, and the comment waits for its author.
 */
function useSend(
  draft: Draft, onTheWay: number, isBusy: boolean, mutate: (draft: Draft) => void,
): () => void {
  const [wished, setWished] = useState<{ files: number } | null>(null);
  const isReady = wished !== null && onTheWay === 0;
  useEffect(() => {
    if (!isReady) return;
    setWished(null);
    if (draft.files.length >= wished.files) mutate(draft);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isReady]);
  return () => {
    const files = draft.files.length + onTheWay;
    if (isBusy || (!draft.text.trim() && files === 0)) return;
    if (onTheWay > 0) setWished({ files });
    else mutate(draft);
  };
}

type ComposerProps = {
  of: CommentOf;
  replyToId?: number;
  invite?: Invite;
  onDone?: () => void;
};

/** Writes a comment or a reply; what could not be sent stays in the field and in the browser. */
export function CommentComposer({ of, replyToId, invite, onDone }: ComposerProps) {
  const place = `${of.entity}.${of.entityId}${replyToId ? `.${replyToId}` : ''}`;
  const { draft, change } = useDraft(place);
  const { sending, add: attach } = useAttach(of, change);
  const add = useMutation({
    mutationFn: ({ text, mentions, files }: Draft) => call(commentAdd, {
      body: {
        ...of, body: text.trim() || texts.filesOnly(files.map(({ name }) => name)),
        ...(mentions.length > 0 ? { mentionIds: mentions.map(({ id }) => id) } : {}),
        ...(files.length > 0 ? { fileIds: files.map(({ id }) => id) } : {}),
        ...(replyToId ? { replyToId } : {}),
      },
    }),
    onSuccess: (_written, { files }) => {
      change(() => EMPTY_DRAFT);
      refreshComments();
      if (files.length > 0) void refreshFiles(of);
      onDone?.();
    },
  });

  const send = useSend(draft, sending.length, add.isPending, add.mutate);

  return (
    <CommentBox
      of={of}
      label={replyToId ? texts.replyHint : texts.composer}
      placeholder={replyToId ? texts.replyHint : texts.hint}
      draft={draft}
      onDraft={change}
      onSend={send}
      onFiles={(files) => void attach(files)}
      onCancel={onDone}
      error={add.error}
      isBusy={add.isPending || sending.length > 0}
      sendLabel={replyToId ? texts.reply : texts.send}
      autoFocus={replyToId !== undefined}
    >
      <Blind
        draft={draft}
        invite={invite}
        onSeen={(id) => change((known) => ({
          ...known,
          mentions: known.mentions.map((each) => (each.id === id ? { ...each, sees: true } : each)),
        }))}
      />
    </CommentBox>
  );
}

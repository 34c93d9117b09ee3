import { ActionIcon, Button, Textarea } from '@mantine/core';
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react';
import { useLayoutEffect, useRef } from 'react';
import { FormError } from '../../form/form-error.tsx';
import { ruComments as texts } from '../../texts/ru-comments.ts';
import { ruFiles } from '../../texts/ru-files.ts';
import { IconAt, IconList, IconX } from '../../ui/icons.ts';
import { UploadButton } from '../files/upload-button.tsx';
import type { Draft } from './drafts.ts';
import { MentionList } from './mention-list.tsx';
import { toggleBold, toggleList } from './rich-text.ts';
import type { CommentOf } from './use-comment.ts';
import { useMentions } from './use-mentions.ts';
import css from './comments.module.css';

type CommentBoxProps = {
  of: CommentOf;
  label: string;
  placeholder?: string;
  draft: Draft;
  onDraft: (change: (draft: Draft) => Draft) => void;
  onSend: () => void;
  onFiles?: (files: File[]) => void;
  onCancel?: () => void;
  error: unknown;
  isBusy: boolean;
  sendLabel: string;
  autoFocus?: boolean;
  children?: ReactNode;
};

type Selected = { text: string; from: number; to: number };

/** The field keeps its caret where an act on the text has put it. */
function useField(draft: Draft, onDraft: CommentBoxProps['onDraft']) {
  const field = useRef<HTMLTextAreaElement>(null);
  const caret = useRef<[number, number] | null>(null);
  useLayoutEffect(() => {
    if (!caret.current || !field.current) return;
    field.current.focus();
    field.current.setSelectionRange(...caret.current);
    caret.current = null;
  });
  const put = (text: string, from: number, to = from) => {
    caret.current = [from, to];
    onDraft((known) => ({ ...known, text }));
  };
  const act = (change: (selected: Selected) => Selected) => {
    const { selectionStart = 0, selectionEnd = 0 } = field.current ?? {};
    const next = change({ text: draft.text, from: selectionStart, to: selectionEnd });
    put(next.text, next.from, next.to);
  };
  return { field, put, act };
}

const typed = (sign: string) => ({ text, from, to }: Selected): Selected => {
  const space = from > 0 && !/\s/.test(text[from - 1]!) ? ' ' : '';
  const before = text.slice(0, from) + space + sign;
  return { text: before + text.slice(to), from: before.length, to: before.length };
};

function Tool({ label, onClick, children }: {
  label: string; onClick: () => void; children: ReactNode;
}) {
  return (
    <ActionIcon size={24} aria-label={label} title={label} onClick={onClick}>{children}</ActionIcon>
  );
}

function Tools({ act, onFiles }: {
  act: (change: (selected: Selected) => Selected) => void; onFiles?: (files: File[]) => void;
}) {
  return (
    <div className={css.tools}>
      <Tool label={texts.mention} onClick={() => act(typed('@'))}>
        <IconAt size={15} stroke={1.75} />
      </Tool>
      <Tool label={texts.bold} onClick={() => act(toggleBold)}>
        <b aria-hidden>{texts.boldLetter}</b>
      </Tool>
      <Tool label={texts.list} onClick={() => act(toggleList)}>
        <IconList size={15} stroke={1.75} />
      </Tool>
      {onFiles ? <UploadButton label={texts.attach} multiple onFiles={onFiles} /> : null}
    </div>
  );
}

function Attached({ draft, onDraft }: Pick<CommentBoxProps, 'draft' | 'onDraft'>) {
  if (draft.files.length === 0) return null;
  return (
    <ul className={css.attached}>
      {draft.files.map((file) => (
        <li key={file.id} className={css.chip}>
          {file.name}
          <button
            type="button"
            aria-label={texts.detach(file.name)}
            onClick={() => onDraft((known) =>
              ({ ...known, files: known.files.filter(({ id }) => id !== file.id) }))}
          >
            <IconX size={12} stroke={2} aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Pictures from the clipboard come without a name of their own. */
function pastedFiles(event: ClipboardEvent): File[] {
  return [...event.clipboardData.files].map((file) => (file.name === 'image.png'
    ? new File([file], ruFiles.pasted(new Date()), { type: file.type }) : file));
}

/** What the keys and the clipboard do in the field. */
function useKeys(
  { onSend, onCancel, onFiles }: CommentBoxProps,
  mentions: ReturnType<typeof useMentions>, act: ReturnType<typeof useField>['act'],
) {
  function onKeyDown(event: KeyboardEvent) {
    if (mentions.onKey(event)) return;
    const isCtrl = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && isCtrl) onSend();
    else if (event.code === 'KeyB' && isCtrl) act(toggleBold);
    else if (event.key === 'Escape' && onCancel) onCancel();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onPaste(event: ClipboardEvent) {
    const files = pastedFiles(event);
    if (files.length === 0 || !onFiles) return;
    event.preventDefault();
    onFiles(files);
  }

  return { onKeyDown, onPaste };
}

/** A field for a comment: «@» names a colleague, Ctrl+B makes bold, a pasted picture is a file. */
export function CommentBox(props: CommentBoxProps) {
  const { of, draft, onDraft, onFiles, onCancel } = props;
  const { field, put, act } = useField(draft, onDraft);
  const mentions = useMentions({
    of, field, text: draft.text,
    onName: (text, caret, { id, name, sees }) => {
      put(text, caret);
      onDraft((known) => ({
        ...known,
        mentions: [...known.mentions.filter((each) => each.id !== id), { id, name, sees }],
      }));
    },
  });
  const isEmpty = !draft.text.trim() && draft.files.length === 0;
  return (
    <div className={css.box}>
      <Textarea
        data-kept
        ref={field}
        aria-label={props.label}
        placeholder={props.placeholder}
        autosize
        autoFocus={props.autoFocus}
        minRows={2}
        maxRows={14}
        maxLength={20_000}
        value={draft.text}
        aria-autocomplete="list"
        aria-controls={mentions.isOpen ? mentions.id : undefined}
        aria-activedescendant={mentions.active}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onDraft((known) => ({ ...known, text }));
          mentions.look();
        }}
        onSelect={mentions.look}
        {...useKeys(props, mentions, act)}
      />
      {mentions.isOpen ? (
        <MentionList
          id={mentions.id}
          people={mentions.people}
          chosen={mentions.at}
          onChoose={mentions.choose}
        />
      ) : null}
      <Attached draft={draft} onDraft={onDraft} />
      {props.children}
      <FormError error={props.error} />
      <div className={css.foot}>
        <Tools act={act} onFiles={onFiles} />
        {onCancel ? (
          <Button variant="subtle" onClick={onCancel}>{texts.cancelReply}</Button>
        ) : null}
        {isEmpty ? null : (
          <Button loading={props.isBusy} onClick={props.onSend}>{props.sendLabel}</Button>
        )}
      </div>
    </div>
  );
}

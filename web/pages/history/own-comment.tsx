import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { commentEdit, commentRemove, eventsList } from '#contract/timeline';
import type { TimelineComment } from '#contract/timeline';
import type { Static } from 'typebox';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { FormError } from '../../form/form-error.tsx';
import { ru } from '../../texts/ru.ts';
import { ruEvents } from '../../texts/ru-events.ts';
import { ConfirmPopover } from '../../ui/confirm-popover.tsx';
import { failToast } from '../../ui/fail-toast.ts';
import { toast } from '../../ui/toast-store.ts';
import css from './history.module.css';

type Comment = Static<typeof TimelineComment>;

const refresh = () => void queryClient.invalidateQueries({ queryKey: keyOf(eventsList) });

function EditForm({ comment, onClose }: { comment: Comment; onClose: () => void }) {
  const [text, setText] = useState(comment.body);
  const edit = useMutation({
    mutationFn: () => call(commentEdit, {
      params: { id: comment.id }, body: { body: text.trim() },
    }),
    onSuccess: () => {
      refresh();
      onClose();
    },
  });
  return (
    <div className={css.edit}>
      <Textarea
        aria-label={ruEvents.editComment}
        autosize
        autoFocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <FormError error={edit.error} />
      <div className={css.editButtons}>
        <Button disabled={!text.trim()} loading={edit.isPending} onClick={() => edit.mutate()}>
          {ru.common.save}
        </Button>
        <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
      </div>
    </div>
  );
}

/** The author may mend or remove what they wrote; the trace of it stays. */
export function OwnComment({ comment }: { comment: Comment }) {
  const [isEdited, setEdited] = useState(false);
  if (isEdited) return <EditForm comment={comment} onClose={() => setEdited(false)} />;

  function remove() {
    call(commentRemove, { params: { id: comment.id } }).then(() => {
      toast(ruEvents.removed);
      refresh();
    }).catch((error: unknown) => failToast(ruEvents.removeComment, error));
  }

  return (
    <div className={css.own}>
      <button type="button" onClick={() => setEdited(true)}>{ruEvents.editComment}</button>
      <ConfirmPopover
        question={`${ruEvents.removeComment}?`}
        confirm={ru.common.remove}
        onConfirm={remove}
      >
        {(open) => <button type="button" onClick={open}>{ruEvents.removeComment}</button>}
      </ConfirmPopover>
    </div>
  );
}

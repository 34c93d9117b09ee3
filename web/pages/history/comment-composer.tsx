import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { FormEvent, KeyboardEvent } from 'react';
import { useState } from 'react';
import { commentAdd, eventsList } from '#contract/timeline';
import { call } from '../../api/client.ts';
import { keyOf, queryClient } from '../../api/query.ts';
import { FormError } from '../../form/form-error.tsx';
import { ruEvents } from '../../texts/ru-events.ts';
import type { HistoryOf } from './use-history.ts';
import css from './history.module.css';

/** Ctrl+Enter sends; what could not be sent stays in the field. */
export function CommentComposer({ of }: { of: HistoryOf }) {
  const [text, setText] = useState('');
  const add = useMutation({
    mutationFn: (body: string) => call(commentAdd, { body: { ...of, body } }),
    onSuccess: () => {
      setText('');
      void queryClient.invalidateQueries({ queryKey: keyOf(eventsList) });
    },
  });

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (text.trim() && !add.isPending) add.mutate(text.trim());
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  }

  return (
    <form className={css.composer} onSubmit={submit}>
      <Textarea
        className={css.field}
        aria-label={ruEvents.composer}
        placeholder={ruEvents.composerHint}
        autosize
        minRows={2}
        maxRows={12}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <FormError error={add.error} />
      {text.trim() ? (
        <Button type="submit" loading={add.isPending}>{ruEvents.send}</Button>
      ) : null}
    </form>
  );
}

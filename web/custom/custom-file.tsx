import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { fileUpload } from '#contract/files';
import { upload } from '../api/upload.ts';
import { ru } from '../texts/ru.ts';
import { ruFields } from '../texts/ru-fields.ts';
import { failToast } from '../ui/fail-toast.ts';
import { IconX } from '../ui/icons.ts';
import { CustomFileLink } from './custom-file-link.tsx';
import { isNamed } from './custom-text.tsx';
import type { InlineProps } from './inline-props.ts';
import css from './custom.module.css';

/** A file hangs on the record like any other; the field only says which one is meant. */
export function CustomFile({ field, value, record, onSave }: InlineProps) {
  const input = useRef<HTMLInputElement>(null);
  const [isSending, setSending] = useState(false);
  const send = async (file: File | undefined) => {
    if (!file) return;
    setSending(true);
    try {
      const stored = await upload(fileUpload, { query: { ...record, name: file.name }, file });
      onSave({ id: stored.id, name: stored.name });
    } catch (error) {
      failToast(ruFields.notSent(file.name), error);
    } finally {
      setSending(false);
    }
  };
  return (
    <span className={css.file}>
      {isNamed(value) ? (
        <>
          <CustomFileLink file={value} record={record} />
          <button type="button" aria-label={`${ru.common.clear}: ${field.name}`}
            onClick={() => onSave(null)}>
            <IconX size={14} stroke={1.75} aria-hidden />
          </button>
        </>
      ) : (
        <Button variant="default" size="compact-xs" loading={isSending}
          onClick={() => input.current?.click()}>
          {ruFields.attach}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        hidden
        aria-label={field.name}
        onChange={(event) => void send(event.currentTarget.files?.[0])}
      />
    </span>
  );
}

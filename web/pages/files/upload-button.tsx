import { Button } from '@mantine/core';
import { useRef } from 'react';
import { IconUpload } from '../../ui/icons.ts';

type UploadButtonProps = {
  label: string;
  /** `.ndjson,.gz`; absent takes anything. */
  accept?: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
};

/** A button that opens the system's choice of files. */
export function UploadButton({ label, accept, multiple, onFiles }: UploadButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUpload size={15} stroke={1.75} />}
        onClick={() => input.current?.click()}
      >
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...event.currentTarget.files ?? []];
          // The same file may be chosen again after a refusal.
          event.currentTarget.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import {
  IMPORT_BYTES_MAX, IMPORT_ENDINGS, importTemplate, importUpload,
} from '#contract/imports';
import type { ImportSubject } from '#contract/imports';
import { urlOf } from '../../api/client.ts';
import { upload } from '../../api/upload.ts';
import { paths } from '../../paths.ts';
import { ruImports as texts } from '../../texts/ru-imports.ts';
import { IconFileText } from '../../ui/icons.ts';
import { Panel } from '../../ui/page.tsx';
import { Segments } from '../../ui/segments.tsx';
import { useFileDrop } from '../../ui/use-file-drop.ts';
import { SendingLine } from '../files/file-line.tsx';
import { UploadButton } from '../files/upload-button.tsx';
import { useUploads } from '../files/use-uploads.ts';
import { keepImport } from './use-imports.ts';
import css from './imports.module.css';

function refuse(file: File): string | null {
  const name = file.name.toLowerCase();
  if (name.endsWith('.xls')) return texts.oldExcel;
  if (!IMPORT_ENDINGS.some((ending) => name.endsWith(ending))) return texts.wrongKind;
  if (file.size === 0) return texts.empty;
  return file.size > IMPORT_BYTES_MAX ? texts.tooLarge : null;
}

/** What is loaded, and the place for its file; a file that has come opens its import. */
export function NewImport({ subjects, noun }: {
  subjects: ImportSubject[]; noun: string | undefined;
}) {
  const navigate = useNavigate();
  const [chosen, setChosen] = useState(noun);
  const subject = subjects.find((each) => each.noun === chosen) ?? subjects[0]!;
  const { sending, add, cancel } = useUploads({
    send: async (file, options) => {
      const made = await upload(importUpload,
        { query: { noun: subject.noun, name: file.name }, file, ...options });
      keepImport(made);
      await navigate({ to: paths.import(made.id) });
    },
    refuse,
    notSent: texts.notSent,
    onSent: () => undefined,
  });
  const { ref, isOver } = useFileDrop<HTMLDivElement>((files) => void add(files.slice(0, 1)));
  return (
    <Panel title={texts.begin}>
      <div className={css.inline}>
        <Segments
          label={texts.what}
          value={subject.noun}
          items={subjects.map((each) => ({ value: each.noun, label: each.title }))}
          onChange={setChosen}
        />
      </div>
      <div ref={ref} className={css.drop} data-over={isOver || undefined}>
        <IconFileText size={28} stroke={1.25} aria-hidden />
        <p>{isOver ? texts.dropHere : texts.drop}</p>
        <UploadButton
          label={texts.choose}
          accept={IMPORT_ENDINGS.join(',')}
          onFiles={(files) => void add(files)}
        />
        <p className={css.quiet}>{texts.safe}</p>
      </div>
      <ul>
        {sending.map((row) => (
          <SendingLine key={row.key} sending={row} onCancel={() => cancel(row.key)} />
        ))}
      </ul>
      <a
        className={css.link}
        href={urlOf(importTemplate.path, { noun: subject.noun }, {})}
        download
      >
        {texts.template}
      </a>
    </Panel>
  );
}

import { ActionIcon } from '@mantine/core';
import type { StoredFile } from '#contract/files';
import { ruFiles } from '../../texts/ru-files.ts';
import { Bar } from '../../ui/bar.tsx';
import { formatBytes } from '../../ui/format-bytes.ts';
import { formatMoment, formatShortName } from '../../ui/format.ts';
import {
  IconDownload, IconFileText, IconFileZip, IconPhoto, IconTrash, IconX,
} from '../../ui/icons.ts';
import { contentUrl } from './content-url.ts';
import { FileName } from './file-name.tsx';
import type { Sending } from './use-uploads.ts';
import css from './files.module.css';

const ARCHIVES = new Set([
  'application/zip', 'application/vnd.rar', 'application/x-7z-compressed',
]);

function FileIcon({ mediaType }: { mediaType: string }) {
  if (mediaType.startsWith('image/')) return <IconPhoto size={16} stroke={1.6} aria-hidden />;
  if (ARCHIVES.has(mediaType)) return <IconFileZip size={16} stroke={1.6} aria-hidden />;
  return <IconFileText size={16} stroke={1.6} aria-hidden />;
}

/** A file of a record: its name opens or saves it. */
export function FileLine({ file, isOlder, onRemove, onPreview }: {
  file: StoredFile; isOlder?: boolean; onRemove: () => void; onPreview: () => void;
}) {
  const facts = [
    formatBytes(file.sizeBytes), file.createdBy ? formatShortName(file.createdBy.name) : null,
    formatMoment(file.createdAt),
  ];
  return (
    <li className={css.line} data-older={isOlder || undefined}>
      <span className={css.icon}><FileIcon mediaType={file.mediaType} /></span>
      <div className={css.words}>
        <FileName file={file} className={css.name} onPreview={onPreview} />
        <p className={css.facts}>{facts.filter(Boolean).join(' · ')}</p>
      </div>
      <ActionIcon
        component="a"
        size={24}
        href={contentUrl(file, false)}
        download
        aria-label={ruFiles.download(file.name)}
      >
        <IconDownload size={16} stroke={1.6} />
      </ActionIcon>
      {file.mayRemove ? (
        <ActionIcon size={24} aria-label={ruFiles.remove(file.name)} onClick={onRemove}>
          <IconTrash size={16} stroke={1.6} />
        </ActionIcon>
      ) : null}
    </li>
  );
}

/** A file on its way to the server. */
export function SendingLine({ sending, onCancel }: { sending: Sending; onCancel: () => void }) {
  const { name, sizeBytes, sentBytes } = sending;
  const percent = Math.floor((100 * sentBytes) / Math.max(1, sizeBytes));
  return (
    <li className={css.line}>
      <span className={css.icon}><IconFileText size={16} stroke={1.6} aria-hidden /></span>
      <div className={css.words}>
        <p className={css.name}>{name}</p>
        <p className={css.facts}>
          {formatBytes(sizeBytes)} · {ruFiles.sending(Math.min(100, percent))}
        </p>
        <Bar percent={percent} kind="shipped" thin label={name} />
      </div>
      <ActionIcon size={24} aria-label={ruFiles.cancel(name)} onClick={onCancel}>
        <IconX size={16} stroke={1.6} />
      </ActionIcon>
    </li>
  );
}

import { ruConflict as texts } from '../../texts/ru-conflict.ts';
import { formatMoment } from '../../ui/format.ts';
import { IconAlertTriangle, IconWifiOff } from '../../ui/icons.ts';
import type { EditConflict, RecordEditor } from './use-record-editor.ts';
import css from './edit-notices.module.css';

type NoticeProps<Card, Body> = {
  conflict: EditConflict<Card, Body>; editor: RecordEditor<Card, Body>;
};

/** Mine and theirs side by side: nothing typed is lost and nothing is overwritten unseen. */
function ConflictLine<Card, Body>({ conflict, editor }: NoticeProps<Card, Body>) {
  const { patch, mine, theirs, who, at } = conflict;
  return (
    <div className={css.conflict} role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <p>
        <b>{texts.title(patch.label)}.</b>{' '}
        {texts.theirs(who ?? texts.somebody, at ? formatMoment(at) : '', theirs)}{' '}
        {texts.mine(mine)}
      </p>
      <button type="button" className={css.refresh} onClick={() => editor.keepMine(conflict)}>
        {texts.keepMine}
      </button>
      <button type="button" className={css.refresh} onClick={() => editor.takeTheirs(conflict)}>
        {texts.takeTheirs}
      </button>
    </div>
  );
}

/** What has become of edits that did not simply go through. */
export function EditNotices<Card, Body>({ editor }: { editor: RecordEditor<Card, Body> }) {
  return (
    <>
      {editor.waitingCount > 0 ? (
        <div className={css.conflict} role="status">
          <IconWifiOff size={16} stroke={1.75} aria-hidden />
          <p>{texts.waiting(editor.waitingCount)}</p>
        </div>
      ) : null}
      {editor.conflicts.map((conflict) => (
        <ConflictLine
          key={`${conflict.patch.label}-${conflict.version}`}
          conflict={conflict}
          editor={editor}
        />
      ))}
    </>
  );
}

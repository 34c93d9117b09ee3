import { ruDeal } from '../../texts/ru-deal.ts';
import { formatMoment } from '../../ui/format.ts';
import { IconAlertTriangle, IconWifiOff } from '../../ui/icons.ts';
import type { DealEditor, EditConflict } from './use-deal-editor.ts';
import css from './deal-header.module.css';

const { conflict: texts } = ruDeal;

type NoticeProps = { conflict: EditConflict; editor: DealEditor };

/** Mine and theirs side by side: nothing typed is lost and nothing is overwritten unseen. */
function ConflictLine({ conflict, editor }: NoticeProps) {
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
export function EditNotices({ editor }: { editor: DealEditor }) {
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

import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ru } from '../../texts/ru.ts';
import { ruDeal } from '../../texts/ru-deal.ts';
import { readPasted } from './paste-lines.ts';
import type { Pasted } from './paste-lines.ts';
import css from './dialog.module.css';

const { goods } = ruDeal;

type PasteDialogProps = { onClose: () => void; onPaste: (pasted: Pasted) => void };

/** For those who do not know that Ctrl+V works in the table itself. */
export function PasteDialog({ onClose, onPaste }: PasteDialogProps) {
  const [text, setText] = useState('');
  const pasted = readPasted(text);
  const count = pasted.lines.length;
  return (
    <Modal opened onClose={onClose} title={goods.pasteTitle} size={620}>
      <div className={css.form}>
        <p className={css.lead}>{goods.pasteHint}</p>
        <Textarea
          data-autofocus
          aria-label={goods.pasteLabel}
          autosize
          minRows={8}
          maxRows={16}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {text.trim() && count === 0 ? <p role="status">{goods.pasteNothing}</p> : null}
        {pasted.faultCount > 0 ? <p role="status">{goods.pasteFaults(pasted.faultCount)}</p> : null}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button disabled={count === 0} onClick={() => onPaste(pasted)}>
            {goods.pasteSubmit(count)}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

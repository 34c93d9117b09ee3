import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { ru } from '../../texts/ru.ts';
import { ruOffer } from '../../texts/ru-offer.ts';
import { readSpecification } from './read-specification.ts';
import css from './paste-report.module.css';

/** For those who do not know that Ctrl+V works in the table itself. */
export function PasteDialog({ onClose, onPaste }: {
  onClose: () => void; onPaste: (text: string) => void;
}) {
  const [text, setText] = useState('');
  const count = text.trim() ? readSpecification(text).lineCount : 0;
  return (
    <Modal opened onClose={onClose} title={ruOffer.pasteTitle} size={620}>
      <div className={css.report}>
        <p>{ruOffer.pasteHint}</p>
        <Textarea
          data-autofocus
          aria-label={ruOffer.pasteLabel}
          autosize
          minRows={8}
          maxRows={16}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {text.trim() && count === 0 ? <p role="status">{ruOffer.pasteNothing}</p> : null}
        <div className={css.buttons}>
          <Button variant="default" onClick={onClose}>{ru.common.cancel}</Button>
          <Button disabled={count === 0} onClick={() => onPaste(text)}>
            {ruOffer.pasteSubmit(count)}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

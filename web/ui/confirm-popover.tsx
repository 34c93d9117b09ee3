import { Button, Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { ru } from '../texts/ru.ts';
import css from './confirm-popover.module.css';

type ConfirmPopoverProps = {
  /** What will happen, one sentence. */
  question: string;
  confirm: string;
  onConfirm: () => void;
  /** Draws the button that opens the question. */
  children: (open: () => void) => ReactNode;
};

/** For the few actions that cannot be undone; the rest shows an undo toast instead. */
export function ConfirmPopover({ question, confirm, onConfirm, children }: ConfirmPopoverProps) {
  const [opened, setOpened] = useState(false);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      withArrow={false}
      withRoles={false}
    >
      <Popover.Target>
        <span className={css.target}>{children(() => setOpened(true))}</span>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={question}>
        <p className={css.question}>{question}</p>
        <div className={css.buttons}>
          <Button variant="default" onClick={() => setOpened(false)}>{ru.common.cancel}</Button>
          <Button
            color="red.9"
            onClick={() => {
              setOpened(false);
              onConfirm();
            }}
          >
            {confirm}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

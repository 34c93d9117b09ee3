import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { ru } from '../texts/ru.ts';
import { isModalOpen } from './hotkeys.ts';
import { IconX } from './icons.ts';
import css from './side-panel.module.css';

type SidePanelProps = {
  label: string;
  /** Left of the closing cross: number, link to the full card. */
  header: ReactNode;
  onClose: () => void;
  children: ReactNode;
};

/** A record over the list: the list stays usable, Esc closes and gives the focus back to it. */
export function SidePanel({ label, header, onClose, children }: SidePanelProps) {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || isModalOpen()) return;
      event.preventDefault();
      close.current();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <aside className={css.panel} aria-label={label}>
      <header className={css.header}>
        <div className={css.title}>{header}</div>
        <ActionIcon aria-label={ru.common.close} onClick={onClose}>
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </header>
      <div className={css.body}>{children}</div>
    </aside>
  );
}

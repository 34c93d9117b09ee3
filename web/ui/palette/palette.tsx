import { Modal, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useEffect, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { pathOfEntity } from '../../paths.ts';
import { ruPalette } from '../../texts/ru-palette.ts';
import { IconSearch } from '../icons.ts';
import { Keys } from '../kbd.tsx';
import { returnFocus } from '../return-focus.ts';
import { PaletteOptions } from './palette-options.tsx';
import { commandsFor } from './commands.ts';
import { matchCommands, useSearchHits } from './palette-search.ts';
import type { PaletteOption } from './palette-search.ts';
import css from './palette.module.css';

type PaletteProps = { onClose: () => void; onKeys: () => void; onTask: () => void };

function usePaletteOptions(text: string, { onClose, onKeys, onTask }: PaletteProps) {
  const session = useSession();
  const navigate = useNavigate();
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  const hits = useSearchHits(text);
  const go = (to: string, search?: Record<string, string>) => {
    onClose();
    void navigate({ to, ...(search ? { search } : {}) });
  };
  const commands = matchCommands(text, commandsFor({
    session,
    go,
    toggleTheme: () => setColorScheme(shown === 'dark' ? 'light' : 'dark'),
    showKeys: onKeys,
    addTask: onTask,
  }));
  const found: PaletteOption[] = hits.options.map((hit) => ({
    ...hit,
    run: () => {
      const to = pathOfEntity(hit.entity, hit.entityId);
      if (to) go(to);
    },
  }));
  const options = text.trim() ? [...found, ...commands] : commands;
  return { options, isFailed: hits.isFailed, isSearching: hits.isSearching };
}

/** Ctrl+K: search and commands in one line; understands text typed in the wrong layout. */
export function Palette(props: PaletteProps) {
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const { options, isFailed, isSearching } = usePaletteOptions(text, props);
  useEffect(() => setIndex(0), [text]);
  const active = Math.min(index, options.length - 1);

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && options.length > 0) {
      event.preventDefault();
      setIndex((active + step + options.length) % options.length);
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      options[active]?.run();
    }
  }

  return (
    <Modal.Root opened onClose={props.onClose} size={600} yOffset="14vh" padding={0}>
      <Modal.Overlay color="#10142a" backgroundOpacity={0.4} />
      <Modal.Content ref={returnFocus} aria-label={ruPalette.title}>
        <div className={css.line}>
          <IconSearch size={18} stroke={1.6} aria-hidden />
          <input
            className={css.input}
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls="palette-options"
            aria-activedescendant={options[active] ? `palette-${active}` : undefined}
            aria-label={ruPalette.title}
            placeholder={ruPalette.placeholder}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          <Keys keys="Esc" />
        </div>
        <PaletteOptions options={options} active={active} onHover={setIndex} />
        {options.length === 0 && !isSearching ? (
          <p className={css.empty} role="status">{ruPalette.empty(text.trim())}</p>
        ) : null}
        {isFailed ? <p className={css.failed} role="status">{ruPalette.failed}</p> : null}
      </Modal.Content>
    </Modal.Root>
  );
}

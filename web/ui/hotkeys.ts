// Keys of the product by their place on the keyboard, so that they work in both layouts.
import { useEffect, useRef } from 'react';

export type KeyMap = Record<string, (event: KeyboardEvent) => void>;

/** «G» waits this long for its letter. */
const SEQUENCE_MS = 1200;

const CODES: Record<string, string> = {
  BracketRight: ']', BracketLeft: '[', Enter: 'enter', Escape: 'escape', Slash: '/',
};

/** The name under which a key stands in a KeyMap: "g", "]", "?", "ctrl+k"; '' for the rest. */
export function keyName(event: KeyboardEvent): string {
  if (event.altKey) return '';
  if (event.key === '?') return '?';
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase();
  const name = letter ?? CODES[event.code] ?? '';
  if (!name) return '';
  if (event.ctrlKey || event.metaKey) return `ctrl+${name}`;
  return event.shiftKey ? `shift+${name}` : name;
}

/** Letters belong to whoever types; only ctrl-combinations pass through a field. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

/** While a dialog is open, the page behind it hears no letters. */
export function isModalOpen(): boolean {
  return document.querySelector('[aria-modal="true"]') !== null;
}

let sequence: { key: string; at: number } | null = null;

function findHandler(keys: KeyMap, name: string, now: number): KeyMap[string] | undefined {
  const prefix = sequence && now - sequence.at < SEQUENCE_MS ? `${sequence.key} ` : '';
  return (prefix && keys[prefix + name]) || (prefix ? undefined : keys[name]);
}

type Bound = { keys: KeyMap; isCommon: boolean };

/** Who listens now, in the order of mounting. */
const bound: Bound[] = [];

/** What is on the page says what a key means; the frame around it comes last. */
export function handlerOf(
  listeners: readonly Bound[], name: string, now: number,
): KeyMap[string] | undefined {
  const inner = listeners.filter(({ isCommon }) => !isCommon).toReversed();
  const outer = listeners.filter(({ isCommon }) => isCommon);
  for (const { keys } of [...inner, ...outer]) {
    const handler = findHandler(keys, name, now);
    if (handler) return handler;
  }
  return undefined;
}

function onKeyDown(event: KeyboardEvent): void {
  const name = keyName(event);
  if (!name || event.defaultPrevented) return;
  const plain = !name.startsWith('ctrl+');
  if (plain && (isTyping(event.target) || isModalOpen())) return;
  const handler = handlerOf(bound, name, event.timeStamp);
  if (!handler) return;
  event.preventDefault();
  handler(event);
}

/**
 * Binds keys while the component is mounted: `{'g d': …, c: …, 'ctrl+k': …, ']': …}`. Those of the
 * page go before the common ones of the frame, whichever was mounted first.
 */
export function useHotkeys(keys: KeyMap, isCommon = false): void {
  const place = useRef<Bound>({ keys, isCommon });
  useEffect(() => {
    place.current.keys = keys;
  });
  useEffect(() => {
    const mine = place.current;
    bound.push(mine);
    // Once and for good: the same listener is not added a second time.
    document.addEventListener('keydown', onKeyDown);
    return () => {
      bound.splice(bound.indexOf(mine), 1);
    };
  }, []);
}

/**
 * Remembers «G» for the letter after it. Listens after the shell's own keys, and on the way down:
 * quick hands press the second key before they let go of the first.
 */
export function useSequences(): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isFirst = keyName(event) === 'g' && !isTyping(event.target) && !event.repeat;
      sequence = isFirst ? { key: 'g', at: event.timeStamp } : null;
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

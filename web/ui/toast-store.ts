// Toasts outside of React, so that a mutation anywhere may show one.

export type Toast = {
  id: number;
  text: string;
  meaning: 'plain' | 'bad';
  /** Undo instead of a confirmation beforehand. */
  undo?: () => void;
  /** What the button says when it does not undo. */
  act?: string;
  detail?: string;
};

export const TOAST_MS = 6000;
const SHOWN_MAX = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows a toast; with `undo` it offers to take the action back. */
export function toast(text: string, options: Partial<Omit<Toast, 'id' | 'text'>> = {}): number {
  const id = nextId;
  nextId += 1;
  become([...toasts.slice(1 - SHOWN_MAX), { id, text, meaning: 'plain', ...options }]);
  return id;
}

export function dismissToast(id: number): void {
  become(toasts.filter((each) => each.id !== id));
}

export function subscribeToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function shownToasts(): readonly Toast[] {
  return toasts;
}

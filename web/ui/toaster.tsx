import { useEffect, useState, useSyncExternalStore } from 'react';
import { ru } from '../texts/ru.ts';
import { onAnnounce } from './announce.ts';
import { IconAlertTriangle, IconX } from './icons.ts';
import { dismissToast, shownToasts, subscribeToasts, TOAST_MS } from './toast-store.ts';
import type { Toast } from './toast-store.ts';
import css from './toaster.module.css';

function ToastLine({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return undefined;
    const timer = setTimeout(() => dismissToast(toast.id), TOAST_MS);
    return () => clearTimeout(timer);
  }, [held, toast.id]);
  return (
    <div
      className={css.toast}
      data-meaning={toast.meaning}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast.meaning === 'bad' ? <IconAlertTriangle size={16} stroke={1.75} aria-hidden /> : null}
      <div className={css.words}>
        <p>{toast.text}</p>
        {toast.detail ? <p className={css.detail}>{toast.detail}</p> : null}
      </div>
      {toast.undo ? (
        <button
          type="button"
          className={css.undo}
          onClick={() => {
            // The button is about to vanish; the page takes the focus, not the body.
            document.getElementById('content')?.focus();
            dismissToast(toast.id);
            toast.undo?.();
          }}
        >
          {toast.act ?? ru.common.undo}
        </button>
      ) : null}
      <button
        type="button"
        className={css.close}
        aria-label={ru.common.close}
        onClick={() => dismissToast(toast.id)}
      >
        <IconX size={14} stroke={1.75} />
      </button>
    </div>
  );
}

/** Toasts and the live region; once in the application. */
export function Toaster() {
  const toasts = useSyncExternalStore(subscribeToasts, shownToasts);
  const [spoken, setSpoken] = useState('');
  useEffect(() => onAnnounce(setSpoken), []);
  return (
    <>
      <div className={css.spoken} aria-live="polite">{spoken}</div>
      <div className={css.stack} role="status" aria-live="polite">
        {toasts.map((each) => <ToastLine key={each.id} toast={each} />)}
      </div>
    </>
  );
}

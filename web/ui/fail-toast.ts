import { ApiProblem } from '../api/client.ts';
import { ru } from '../texts/ru.ts';
import { toast } from './toast-store.ts';

/** The toast of an action that failed: what did not happen, why, and what to do. */
export function failToast(what: string, error: unknown): void {
  if (!(error instanceof ApiProblem)) {
    toast(what, { meaning: 'bad', detail: ru.errors.unknown });
    return;
  }
  const reason = error.detail || error.title;
  const number = error.status >= 500 && error.requestId
    ? `${reason} ${ru.errors.request}: ${error.requestId}`
    : reason;
  toast(what, { meaning: 'bad', detail: number });
}

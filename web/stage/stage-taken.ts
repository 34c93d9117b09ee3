// Somebody has moved the record meanwhile: the toast says who and where, and offers to move it all
// the same, with whatever was typed for the move.
import { ApiProblem } from '../api/client.ts';
import { ruDeals } from '../texts/ru-deals.ts';
import { toast } from '../ui/toast-store.ts';

/** True when the refusal was one of these. */
export function tellTaken(error: unknown, what: string, again: () => void): boolean {
  if (!(error instanceof ApiProblem) || error.code !== 'record.changed') return false;
  toast(what, { meaning: 'bad', detail: error.detail, undo: again, act: ruDeals.moveAnyway });
  return true;
}

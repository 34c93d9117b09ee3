// A stage has refused a record for empty fields: the request lives outside of React, so that a drag
// on the board, a key and a click on the stage bar all ask in the same way.
import type { ApiProblem } from '../api/client.ts';

export type StageRequest = {
  record: { entity: 'deal' | 'lead'; id: number };
  stageName: string;
  /** Names of the fields that the stage asks for: `companyId`, `custom.CODE`. */
  fields: string[];
  /** The same move once more. */
  retry: () => void;
};

let request: StageRequest | null = null;
const listeners = new Set<() => void>();

export function askForStage(next: StageRequest | null): void {
  request = next;
  for (const listener of listeners) listener();
}

/** True when the refusal is one that the dialog of the stage can mend. */
export function asksForFields(
  error: ApiProblem, move: Omit<StageRequest, 'fields'>,
): boolean {
  if (error.code !== 'stage.needsFields' || error.fields.length === 0) return false;
  askForStage({ ...move, fields: error.fields.map(({ field }) => field) });
  return true;
}

export function subscribeStageRequest(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const stageRequest = (): StageRequest | null => request;

// History of a deal as 1C writes it: one event per document and deal, one per change of sums.
import type { MoneyChange } from '#modules/deals';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { writeEvents, type NewEvent } from '#platform/events';
import type { DocumentState } from './document-states.ts';
import type { DocumentChange } from './documents.ts';
import type { Touch } from './references.ts';

export type DocumentHistory = {
  documents: DocumentChange[];
  touches: Touch[];
  statesBefore: Map<string, DocumentState>;
  statesAfter: Map<string, DocumentState>;
  changed: MoneyChange[];
};

type Described = Omit<DocumentState, 'uid'> | null;

function describe(state: DocumentState | undefined): Described {
  if (!state) return null;
  const { uid: _uid, ...rest } = state;
  return rest;
}

/** Writes the events of a batch; a deal touched twice by one document gets one event. */
export async function writeDocumentEvents(
  tx: Tx, ctx: Context, history: DocumentHistory,
): Promise<void> {
  const { documents, touches, statesBefore, statesAfter, changed } = history;
  const dealsByDocument = new Map<string, Set<number>>();
  for (const { uid, dealId } of touches) {
    dealsByDocument.set(uid, (dealsByDocument.get(uid) ?? new Set()).add(dealId));
  }
  const events: NewEvent[] = [];
  for (const change of documents) {
    const document = describe(statesAfter.get(change.uid));
    const previous = describe(statesBefore.get(change.uid));
    for (const dealId of dealsByDocument.get(change.uid) ?? []) {
      events.push({
        kind: `${change.type}.applied`, entity: 'deal', entityId: dealId,
        data: { uid: change.uid, document, ...(previous ? { previous } : {}) },
      });
    }
  }
  for (const { dealId, changes } of changed) {
    events.push({
      kind: 'deal.moneyChanged', entity: 'deal', entityId: dealId, data: { changes },
    });
  }
  await writeEvents(tx, ctx, events);
}

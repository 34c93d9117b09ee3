// Packets of the exchange plan → the inbox, until 1C has no more.
import type { AtomEntry } from './atom-entries.ts';
import { nodePort, readReceivedNo } from './exchange-node.ts';
import { saveProgress } from './link.ts';
import { guardRestored } from './restored.ts';
import { receiveFound } from './receive-found.ts';
import { takeChanges, type ChangesStore } from './take-changes.ts';
import type { Found, Work } from './work.ts';

/** So that a base that changes faster than it is read does not starve the rest of the poll. */
const PACKETS_MAX = 20;
/** As long as a web server lets a request of 1C run. */
export const DOUBT_MS = 10 * 60_000;

export async function takePackets(work: Work, doubtMs = DOUBT_MS): Promise<number> {
  const { link, inbox, reader } = work;
  if (!link.plan || !link.nodeUid) return 0;
  const node = { plan: link.plan, uid: link.nodeUid };
  const port = nodePort(reader.connection, node);
  await guardRestored(work, await readReceivedNo(reader.connection, node));
  const store = storeOf(work, doubtMs);
  let objects = 0;
  for (let packet = 0; packet < PACKETS_MAX; packet += 1) {
    await work.tell('изменения плана обмена');
    await work.assertHeld();
    const { changes, messageNo, acknowledged } = await takeChanges({
      ...port,
      notify: async (no) => {
        // Another process that has taken the base over may be in the middle of the same packet.
        await work.assertHeld();
        await port.notify(no);
      },
    }, store);
    objects += changes;
    if (changes > 0) {
      await saveProgress(inbox.db, work.base.id, {
        packet_no: messageNo, packet_at: inbox.now(), packet_objects: changes,
      });
    }
    if (!acknowledged) return objects;
  }
  return objects;
}

function storeOf(work: Work, doubtMs: number): ChangesStore<AtomEntry> {
  const { link, inbox, base } = work;
  const state = {
    notifiedNo: link.notifiedNo, doubtUntilMs: link.doubtUntil ? Date.parse(link.doubtUntil) : 0,
  };
  return {
    doubtMs,
    nowMs: () => inbox.now().getTime(),
    read: () => Promise.resolve({ ...state }),
    write: async (patch) => {
      Object.assign(state, patch);
      await saveProgress(inbox.db, base.id, {
        ...(patch.notifiedNo === undefined ? {} : { notified_no: patch.notifiedNo }),
        ...(patch.doubtUntilMs === undefined ? {} : {
          doubt_until: patch.doubtUntilMs > 0 ? new Date(patch.doubtUntilMs) : null,
        }),
      });
    },
    apply: async (batch) => {
      await receiveFound(work, batch.flatMap((entry) => foundOf(work, entry)));
    },
  };
}

/** Objects of sets that the exchange does not want come too when the plan holds them. */
function foundOf({ sources }: Work, entry: AtomEntry): Found[] {
  const source = sources.find(({ set }) => set === entry.set);
  if (!source) return [];
  return [entry.kind === 'gone' ? { source, gone: entry.uid } : { source, entity: entry.entity }];
}

// SelectChanges without losing a registration. What is known of live bases: an old number returns
// everything since and its acknowledgement then drops registrations nobody has read; so does the
// acknowledgement of an empty packet; and 1C goes on with a request that we have given up.
//
// Hence: the number is the node's ReceivedNo + 1 each time, and above every number that was ever
// acknowledged, for that acknowledgement may still be on its way; an empty packet is left alone;
// a packet is acknowledged after the commit of all of it; and after a request without an answer
// nothing is acknowledged until it cannot run any more. Data flows meanwhile: the same
// packet again changes nothing.

export type ChangesPort<Change> = {
  /** ReceivedNo of the node as it is now. */
  receivedNo: () => Promise<number>;
  /** Batches of a packet; throws when it does not end as a whole one ends. */
  select: (messageNo: number) => AsyncIterable<Change[]>;
  notify: (messageNo: number) => Promise<void>;
};

export type ChangesState = { notifiedNo: number; doubtUntilMs: number };

export type ChangesStore<Change> = {
  read: () => Promise<ChangesState>;
  /** Durable when it returns. */
  write: (state: Partial<ChangesState>) => Promise<void>;
  /** Applies a batch; committed when it returns. */
  apply: (batch: Change[]) => Promise<void>;
  nowMs: () => number;
  /** How long a request may run in 1C after we have stopped to listen. */
  doubtMs: number;
};

export type Packet = {
  messageNo: number;
  changes: number;
  acknowledged: boolean;
};

export async function takeChanges<Change>(
  port: ChangesPort<Change>, store: ChangesStore<Change>,
): Promise<Packet> {
  const before = await store.read();
  const messageNo = Math.max(await port.receivedNo(), before.notifiedNo) + 1;
  // Written first: whoever comes after a kill -9 must know that a request may be running.
  await store.write({ doubtUntilMs: store.nowMs() + store.doubtMs });
  let changes = 0;
  for await (const batch of port.select(messageNo)) {
    await store.apply(batch);
    changes += batch.length;
  }
  await store.write({ doubtUntilMs: before.doubtUntilMs });
  const doubtful = store.nowMs() < before.doubtUntilMs;
  if (changes === 0 || doubtful) return { messageNo, changes, acknowledged: false };
  // An acknowledgement that comes late, after a newer one, would be one under an old number.
  await store.write({ notifiedNo: messageNo, doubtUntilMs: store.nowMs() + store.doubtMs });
  await port.notify(messageNo);
  await store.write({ doubtUntilMs: before.doubtUntilMs });
  return { messageNo, changes, acknowledged: true };
}

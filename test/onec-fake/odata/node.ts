// The node of an exchange plan as live bases keep it, its traps included: a change that is
// registered after SelectChanges has no number yet; an acknowledgement drops every registration up
// to its number; one under an old number, or of an empty packet, drops what nobody has read.

export type FakeNode = {
  receivedNo: number;
  register: (uid: string) => void;
  /** Guids of a packet; what is chosen gets its number. */
  select: (messageNo: number) => string[];
  notify: (messageNo: number) => void;
  /** Everything that is registered and not acknowledged. */
  waiting: () => string[];
};

export function createNode(): FakeNode {
  /** Guid → number of the last packet that held it; null: changed since. */
  const registered = new Map<string, number | null>();
  const empty = new Set<number>();
  const node: FakeNode = {
    receivedNo: 0,
    register: (uid) => { registered.set(uid, null); },
    select: (messageNo) => {
      for (const uid of registered.keys()) registered.set(uid, messageNo);
      if (registered.size === 0) empty.add(messageNo);
      else empty.delete(messageNo);
      return [...registered.keys()];
    },
    notify: (messageNo) => {
      const dropsAll = messageNo <= node.receivedNo || empty.has(messageNo);
      for (const [uid, number] of registered) {
        if (dropsAll || (number !== null && number <= messageNo)) registered.delete(uid);
      }
      node.receivedNo = Math.max(node.receivedNo, messageNo);
    },
    waiting: () => [...registered.keys()],
  };
  return node;
}

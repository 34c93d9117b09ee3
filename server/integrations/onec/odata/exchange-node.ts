// The exchange plan's node over HTTP: its number, its packets, their acknowledgement.
import { entityPath } from './address.ts';
import { atomEntries, goneOf, type AtomEntry } from './atom-entries.ts';
import { jsonEntries } from './json-entries.ts';
import { OdataProblem } from './problem.ts';
import { send, textOfChunks, type Connection } from './request.ts';
import type { ChangesPort } from './take-changes.ts';
import { setOfType, textOf } from './values.ts';

export type Node = { plan: string; uid: string };

const PREFIX = 'ExchangePlan_';

/** «ОбменВерстак» and «ExchangePlan_ОбменВерстак» are the same plan. */
export const planSet = (plan: string): string =>
  (plan.startsWith(PREFIX) ? plan : `${PREFIX}${plan}`);

const BATCH_CHANGES = 200;
/** Text of objects that is held at a time; one object alone may weigh 5.8 MB. */
const BATCH_CHARS = 4 * 1024 * 1024;

export function nodePort(connection: Connection, node: Node): ChangesPort<AtomEntry> {
  const path = entityPath(planSet(node.plan), node.uid);
  const query = (messageNo: number) => ({
    DataExchangePoint: `'${connection.root}/${path}'`, MessageNo: messageNo,
  });
  return {
    receivedNo: () => readReceivedNo(connection, node),
    select: (messageNo) => batches(connection, query(messageNo)),
    notify: async (messageNo) => {
      const { chunks } = await send(connection, {
        method: 'POST', path: 'NotifyChangesReceived', query: query(messageNo),
      });
      await textOfChunks(chunks);
    },
  };
}

export async function readReceivedNo(connection: Connection, node: Node): Promise<number> {
  const { chunks } = await send(connection, {
    path: planSet(node.plan),
    query: { $format: 'json', $filter: `Ref_Key eq guid'${node.uid}'` },
  });
  for await (const entity of jsonEntries(chunks)) {
    // Int64 comes as text.
    const received = Number(textOf(entity['ReceivedNo']) ?? Number.NaN);
    if (Number.isSafeInteger(received) && received >= 0) return received;
    throw new OdataProblem('configuration', 'Узел плана обмена не назвал номер принятого');
  }
  throw new OdataProblem('configuration',
    `В плане обмена «${node.plan}» нет узла ${node.uid}: выберите другой`);
}

export type NodeChoice = { uid: string; name: string };

/** Nodes that may be named; the one that stands for the base itself has no changes. */
export async function readNodes(connection: Connection, plan: string): Promise<NodeChoice[]> {
  const { chunks } = await send(connection, { path: planSet(plan), query: { $format: 'json' } });
  const nodes: NodeChoice[] = [];
  for await (const entity of jsonEntries(chunks)) {
    const uid = textOf(entity['Ref_Key']);
    if (!uid || entity['ThisNode'] === true) continue;
    nodes.push({ uid, name: textOf(entity['Description']) ?? textOf(entity['Code']) ?? uid });
  }
  return nodes;
}

async function* batches(
  connection: Connection, query: Record<string, string | number>,
): AsyncGenerator<AtomEntry[], void> {
  const { chunks, type } = await send(connection, { method: 'POST', path: 'SelectChanges', query });
  const entries = /json/i.test(type) ? fromJson(chunks) : atomEntries(chunks);
  let batch: AtomEntry[] = [];
  let chars = 0;
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length > 1 || entry.kind === 'gone') chars += 500;
    if (entry.kind === 'entity') chars += JSON.stringify(entry.entity).length;
    if (batch.length < BATCH_CHANGES && chars < BATCH_CHARS) continue;
    yield batch;
    batch = [];
    chars = 0;
  }
  if (batch.length > 0) yield batch;
}

async function* fromJson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<AtomEntry, void> {
  for await (const entity of jsonEntries(chunks)) {
    const set = setOfType(entity['odata.type']);
    if (set === 'ObjectDeletion') {
      const gone = goneOf(textOf(entity['Ref']) ?? textOf(entity['ref']) ?? '');
      if (gone) yield gone;
      continue;
    }
    yield { kind: 'entity', set, entity };
  }
}

// Counterparties, people and goods that documents name and nobody has seen yet are read at once:
// without an exchange plan the walk over reference books would bring them only the next day.
import { TYPE_CODES } from '../object-types.ts';
import type { OnecType } from '#contract/onec-rows';
import type { Mapped } from './map-entity.ts';
import { readByKeys } from './read-objects.ts';
import { mapFound, type Found, type Work } from './work.ts';

/** More than the goods of a base: then the memory is begun anew. */
const KNOWN_MAX = 200_000;

/** Objects of reference books that the documents name and the exchange does not know. */
export async function completeReferences(work: Work, documents: Mapped[]): Promise<Mapped[]> {
  const { knownRefs } = work;
  if (knownRefs.size > KNOWN_MAX) knownRefs.clear();
  for (const { type, uid } of documents) knownRefs.add(keyOf(type, uid));
  const found: Found[] = [];
  for (const [type, uids] of namedIn(documents)) {
    const source = work.sources.find((one) => one.type === type);
    if (!source) continue;
    const unknown = await unknownOf(work, type, [...uids]);
    for await (const entity of readByKeys(work.reader, source.set, unknown)) {
      found.push({ source, entity });
    }
    for (const uid of unknown) knownRefs.add(keyOf(type, uid));
  }
  return mapFound(work.view, found);
}

const keyOf = (type: OnecType, uid: string) => `${type}:${uid}`;

function namedIn(documents: Mapped[]): Map<OnecType, Set<string>> {
  const named = new Map<OnecType, Set<string>>([
    ['employee', new Set()], ['company', new Set()], ['product', new Set()]]);
  const add = (type: OnecType, uid: unknown) => {
    if (typeof uid === 'string') named.get(type)!.add(uid);
  };
  for (const { body } of documents) {
    add('employee', body?.['managerUid']);
    add('company', body?.['companyUid']);
    for (const line of (body?.['lines'] ?? []) as Record<string, unknown>[]) {
      add('product', line['productUid']);
    }
  }
  return named;
}

async function unknownOf(
  { inbox, base, knownRefs }: Work, type: OnecType, uids: string[],
): Promise<string[]> {
  const asked = uids.filter((uid) => !knownRefs.has(keyOf(type, uid)));
  if (asked.length === 0) return [];
  const { rows } = await inbox.db.query<{ uid: string }>({
    name: 'odata-known-refs',
    text: `select uid from onec.object
           where base_id = $1 and type = $2 and uid = any($3::uuid[])`,
    values: [base.id, TYPE_CODES[type], asked],
  });
  for (const { uid } of rows) knownRefs.add(keyOf(type, uid));
  return asked.filter((uid) => !knownRefs.has(keyOf(type, uid)));
}

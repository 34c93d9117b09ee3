// Names behind guids: documents of OData say Организация_Key, the exchange wants «ООО Ромашка».
// What a batch lacks is noted while it is mapped, asked for in a few requests, and mapped again.
import type { NameRole, NameSource, Profile } from './profiles/profile.ts';
import { flagOf, guidOf, textOf, type Entity } from './values.ts';

/** One remembered object of a reference book, only the selected properties. */
export type NameCard = Readonly<Record<string, unknown>>;

/** Reads objects of a set by guids; those that 1C does not show are simply absent. */
export type ReadByKeys = (source: NameSource, uids: string[]) => AsyncIterable<Entity>;

/** A base of 100,000 goods; beyond it the book is begun anew. */
const CARDS_MAX = 100_000;

export type Names = {
  /** Undefined: not known yet, noted; null: 1C does not show it. */
  card: (role: NameRole, uid: string | null) => NameCard | null | undefined;
  /** `Description` of the card. */
  title: (role: NameRole, uid: string | null) => string | null;
  /** Asks for what was noted since the last call; false when there was nothing. */
  load: () => Promise<boolean>;
  /** The object has changed in 1C: its card is read anew when it is needed. */
  forget: (set: string, uid: string) => void;
};

export function openNames(
  profile: Profile, published: ReadonlySet<string>, read: ReadByKeys,
): Names {
  const books = new Map<NameRole, Map<string, NameCard | null>>();
  const wanted = new Map<NameRole, Set<string>>();
  const bookOf = (role: NameRole) => {
    const book = books.get(role) ?? new Map<string, NameCard | null>();
    books.set(role, book);
    return book;
  };
  const card = (role: NameRole, uid: string | null) => {
    if (uid === null || !profile.names[role] || !published.has(role)) return null;
    const found = bookOf(role).get(uid);
    if (found !== undefined) return found;
    wanted.set(role, (wanted.get(role) ?? new Set()).add(uid));
    return undefined;
  };
  const loadRole = async (role: NameRole, uids: Set<string>) => {
    const book = bookOf(role);
    if (book.size > CARDS_MAX) book.clear();
    const source = profile.names[role]!;
    for await (const entity of read(source, [...uids])) {
      const uid = guidOf(entity[source.by ?? 'Ref_Key']);
      if (uid && isBetter(entity, book.get(uid))) book.set(uid, entity);
    }
    for (const uid of uids) if (!book.has(uid)) book.set(uid, null);
  };
  return {
    card,
    title: (role, uid) => textOf(card(role, uid)?.['Description']),
    load: async () => {
      const now = [...wanted];
      wanted.clear();
      for (const [role, uids] of now) await loadRole(role, uids);
      return now.length > 0;
    },
    forget: (set, uid) => {
      for (const [role, source] of Object.entries(profile.names)) {
        if (source.set !== set) continue;
        // Under which foreign key it stood is not known any more.
        if (source.by) books.get(role as NameRole)?.clear();
        else books.get(role as NameRole)?.delete(uid);
      }
    },
  };
}

/** Several under one foreign key: one that is not marked for deletion, always the same one. */
function isBetter(one: NameCard, other: NameCard | null | undefined): boolean {
  if (!other) return true;
  const rank = (card: NameCard) =>
    `${flagOf(card['DeletionMark']) ? 1 : 0} ${String(card['Ref_Key'])}`;
  return rank(one) < rank(other);
}

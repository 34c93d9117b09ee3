// What one poll of a base stands on, and the mapping of what it found.
import type { Inbox } from '../apply-items.ts';
import type { Base } from '../bases.ts';
import type { Link } from './link.ts';
import { mapEntity, type Mapped } from './map-entity.ts';
import type { View } from './map-parts.ts';
import type { ObjectSource } from './profiles/profile.ts';
import type { Reaches } from './reach-register.ts';
import type { Reader } from './read-objects.ts';
import type { Entity } from './values.ts';

/** Everything one poll of a base stands on. */
export type Work = {
  inbox: Inbox;
  base: Base;
  link: Link;
  view: View;
  reader: Reader;
  /** Sources of the profile that are published, in the order of polling. */
  sources: readonly ObjectSource[];
  /** Objects of reference books that are certainly here. */
  knownRefs: Set<string>;
  /** Says on the screen what is being read. */
  tell: (busy: string) => Promise<void>;
  /** Throws when another process may have taken the base over. */
  assertHeld: () => Promise<void>;
};

export type Found =
  | { source: ObjectSource; entity: Entity }
  /** Deleted physically. */
  | { source: ObjectSource; gone: string };

/** Names behind names: a product, then its group. */
const NAME_ROUNDS = 4;

export async function mapFound(view: View, given: Found[]): Promise<Mapped[]> {
  const found = view.reaches ? await withReaches(view.reaches, given) : given;
  for (let round = 0; ; round += 1) {
    const mapped = found.flatMap((one) => ('gone' in one
      ? goneOf(one.source, one.gone) : mapEntity(view, one.source, one.entity) ?? []));
    if (round === NAME_ROUNDS || !await view.names.load()) return mapped;
  }
}

async function withReaches(reaches: Reaches, given: Found[]): Promise<Found[]> {
  const whole = given.filter((one) => 'entity' in one);
  const attached = await Promise.all([...Map.groupBy(whole, ({ source }) => source)].map(
    async ([source, ones]) =>
      (await reaches.attach(source, ones.map(({ entity }) => entity)))
        .map((entity): Found => ({ source, entity }))));
  return [...given.filter((one) => 'gone' in one), ...attached.flat()];
}

const goneOf = (source: ObjectSource, uid: string): Mapped => ({
  source, type: source.type, uid, body: null, dataVersion: '', on: null,
});


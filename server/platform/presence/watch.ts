// Tells open screens that somebody came to their record or left it. Every server process reads the
// small table of its own accord, so it does not matter which of them a beat reached.
import { PRESENCE_SIGNAL, type PresenceSignal } from '#contract/presence';
import type { Db } from '#platform/database';
import type { StreamHub } from '#platform/stream-hub';

// A colleague's face within a second; a table of a hundred rows read once a second costs 0.1 % of
// a core (docs/decisions).
const LOOK_MS = 1_000;

type Seen = { entity: string; entityId: number; people: number[]; sign: string };

const keyOf = ({ entity, entityId }: PresenceSignal) => `${entity}:${entityId}`;

async function look(db: Db, now: Date): Promise<Map<string, Seen>> {
  const { rows } = await db.query<Seen>({
    name: 'presence-look',
    text: `
      select entity, entity_id as "entityId", json_agg(distinct employee_id) as people,
        string_agg(employee_id || coalesce(field, ''), ',' order by tab) as sign
      from platform.presence where expires_at > $1 group by entity, entity_id`,
    values: [now],
  });
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** Records whose people changed, with everybody who must hear of it. Nobody is told of himself. */
export function changedRecords(
  before: ReadonlyMap<string, Seen>, after: ReadonlyMap<string, Seen>,
): { signal: PresenceSignal; people: Set<number> }[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((key) => {
    const [was, is] = [before.get(key), after.get(key)];
    if (was?.sign === is?.sign) return [];
    const people = new Set(is?.people ?? []);
    const all = new Set([...people, ...was?.people ?? []]);
    if (all.size < 2) return [];
    const { entity, entityId } = (is ?? was)!;
    return [{ signal: { entity, entityId }, people }];
  });
}

export type PresenceWatch = { stop: () => Promise<void> };

export function watchPresence(
  db: Db, hub: StreamHub, { now, onError }: { now: () => Date; onError: (error: unknown) => void },
): PresenceWatch {
  let known: ReadonlyMap<string, Seen> = new Map();
  let stopped = false;
  let wake = () => undefined as void;
  const run = async () => {
    while (!stopped) {
      try {
        const seen = hub.size === 0 ? new Map<string, Seen>() : await look(db, now());
        for (const { signal, people } of changedRecords(known, seen)) {
          hub.signal(people, PRESENCE_SIGNAL, signal);
        }
        known = seen;
      } catch (error) {
        onError(error);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_MS);
        wake = () => { clearTimeout(timer); resolve(); };
      });
    }
  };
  const running = run();
  return { stop: async () => { stopped = true; wake(); await running; } };
}

/** What died without leaving. */
export async function sweepPresence(db: Db, now: Date): Promise<void> {
  await db.query('delete from platform.presence where expires_at < $1', [now]);
}

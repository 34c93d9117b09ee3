// Whoever acts for a person who is away says so: the event names whose record it was. Modules say
// whose their records are; nobody else is asked anything.
import type { Context } from './context.ts';
import type { Tx } from './database.ts';

const owners = new Map<string, string>();

/**
 * `id` and `owners` (ids of employees) of the records `$1::bigint[]`. The same for `task`, by which
 * events of a task on another record are told too.
 */
export function describeOwners(entity: string, sql: string): void {
  owners.set(entity, sql);
}

type About = { entity: string; entityId: number; data?: object };
type Data = { taskId?: number; changes?: Record<string, { old?: unknown }> };

/** A task hangs on a deal, and yet it is its own assignee's. */
function recordOf({ entity, entityId, data }: About): { entity: string; id: number } {
  const { taskId } = (data ?? {}) as Data;
  return taskId ? { entity: 'task', id: taskId } : { entity, id: entityId };
}

const bare = (value: unknown) => Number((value as { id?: number } | null)?.id ?? value);

/** Who had the record before this very change of its owner. */
const before = ({ data }: About): number[] => {
  const { changes = {} } = (data ?? {}) as Data;
  return ['responsibleId', 'assigneeId'].flatMap((name) =>
    (changes[name] ? [bare(changes[name].old)] : []));
};

async function readOwners(tx: Tx, events: readonly About[]): Promise<Map<string, number[]>> {
  const found = new Map<string, number[]>();
  const records = Map.groupBy(events.map(recordOf), ({ entity }) => entity);
  for (const [entity, of] of records) {
    const sql = owners.get(entity);
    if (!sql) continue;
    const { rows } = await tx.query<{ id: number; owners: (number | null)[] }>({
      name: `owners-${entity}`, text: sql, values: [[...new Set(of.map(({ id }) => id))]],
    });
    for (const row of rows) {
      found.set(`${entity} ${row.id}`, row.owners.filter((id) => id !== null));
    }
  }
  return found;
}

/**
 * For each event the person on whose behalf the actor does it, or null: nothing is asked while the
 * actor stands in for nobody, and what is their own they do themselves.
 */
export async function onBehalfOf(
  tx: Tx, { actor }: Context, events: readonly About[],
): Promise<(number | null)[]> {
  if (actor.actsFor.length === 0) return events.map(() => null);
  const known = await readOwners(tx, events);
  return events.map((event) => {
    const { entity, id } = recordOf(event);
    const theirs = [...before(event), ...known.get(`${entity} ${id}`) ?? []];
    const first = theirs.find((each) =>
      each === actor.employeeId || actor.actsFor.includes(each));
    return first === undefined || first === actor.employeeId ? null : first;
  });
}

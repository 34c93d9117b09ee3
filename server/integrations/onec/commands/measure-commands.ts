// Depth and age of the queue of each base for Prometheus.
import { countCommands } from '#modules/commands';
import type { Db } from '#platform/database';
import { onecCommandsAge, onecCommandsWaiting } from '#platform/metrics';

export async function measureCommands(db: Db, now: Date): Promise<void> {
  for (const { baseId, waiting, oldestAt } of await countCommands(db)) {
    const labels = { base: String(baseId) };
    const ageMs = oldestAt === null ? 0 : now.getTime() - Date.parse(oldestAt);
    onecCommandsWaiting.set(labels, waiting);
    onecCommandsAge.set(labels, Math.max(0, Math.round(ageMs / 1000)));
  }
}

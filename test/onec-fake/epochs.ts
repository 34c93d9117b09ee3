// What administrators do to bases: restore a backup (same base, other epoch, older revisions) or
// copy one for tests (other base id, same guids).
import { createBase, put, type FakeBase, type FakeObject } from './base.ts';
import { createRandom } from './random.ts';

export type Backup = { objects: FakeObject[]; counters: { [type: string]: number } };

export function backUp(base: FakeBase): Backup {
  return { objects: [...base.objects.values()], counters: { ...base.counters } };
}

/** The base as it was, under a new epoch; what was written since is forgotten. */
export function restoreBase(base: FakeBase, backup: Backup, epoch: string): void {
  base.objects.clear();
  base.links.clear();
  for (const uids of Object.values(base.uids)) uids.length = 0;
  base.counters = { ...backup.counters };
  base.epoch = epoch;
  for (const object of backup.objects) put(base, object);
}

/** A test copy: the same guids and revisions under another base id. */
export function copyBase(base: FakeBase, ib: string, seed = 1): FakeBase {
  const copy = createBase(createRandom(seed), { ib, epoch: `${base.epoch}-copy`, now: base.now });
  for (const object of base.objects.values()) put(copy, object);
  copy.goods = [...base.goods];
  copy.counters = { ...base.counters };
  return copy;
}

// Commands go to a base that a person has let in and that is still the one it was: never to a copy.
import type { Db } from '#platform/database';
import { refuse } from '#platform/refuse';
import { findBase, judgeBase, type Base } from '../bases.ts';

/** The base, or 'base.unknown' / 'epoch.changed'; both stop commands until somebody acts. */
export async function requireBase(
  db: Db, ib: string, epoch: string | number | undefined,
): Promise<Base> {
  const base = await findBase(db, ib);
  const verdict = judgeBase(base, ib, epoch === undefined ? base?.epoch ?? '' : String(epoch));
  if (!verdict.ok || !base) {
    throw verdict.ok ? refuse('base.unknown') : refuse(verdict.code, verdict.text);
  }
  if (base.pendingEpoch !== null) {
    throw refuse('epoch.changed', 'Под этим именем пришла другая эпоха: команды ждут, пока '
      + 'администратор не подтвердит, какая база настоящая.');
  }
  return base;
}

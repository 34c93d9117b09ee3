// Bases that files and sessions feed; a base that 1C itself pushes has revisions of its own.
import type { Inbox } from '../apply-items.ts';
import { findBase, introduceBase, judgeBase, type Base } from '../bases.ts';
import { FileProblem } from './problem.ts';

export const EPOCH = 'commerceml';

/** The base, made when it is new; throws FileProblem when nothing may be taken for it. */
export async function meetBase(inbox: Inbox, ib: string): Promise<Base> {
  const known = await findBase(inbox.db, ib);
  if (known && known.epoch !== EPOCH) {
    throw new FileProblem(`База «${ib}» присылает данные сама: для файлов укажите другое имя`);
  }
  const said = { ib, epoch: EPOCH, configuration: 'CommerceML' };
  const base = await introduceBase(inbox.db, said, inbox.now());
  const verdict = judgeBase(base, ib, EPOCH);
  if (!verdict.ok) throw new FileProblem(verdict.text);
  return base;
}

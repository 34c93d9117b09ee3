import type { Entity } from '#contract/rights';
import type { Session } from '#contract/session';

const scopeOf = (session: Session, entity: Entity, action: string) =>
  session.rights.find((right) => right.entity === entity && right.action === action)?.scope;

/** As the server decides it: whoever reads reports of more than the own work, or has settings. */
export function maySeeShares(session: Session): boolean {
  const reports = scopeOf(session, 'report', 'read');
  return scopeOf(session, 'setting', 'edit') === 'all' || reports === 'subtree'
    || reports === 'all';
}

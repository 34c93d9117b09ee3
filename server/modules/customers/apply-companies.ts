// Snapshots of companies from 1C. Set-based: a batch costs the same few statements however long.
import type { CompanyRow } from '#contract/onec-rows';
import type { Tx } from '#platform/database';
import { type Changes, changesBetween, type NewEvent, writeEvents } from '#platform/events';
import type { ApplyContext } from './apply-text.ts';
import {
  type CompanyState, insertCompanies, lockStates, nextState, updateCompanies,
} from './company-state.ts';
import { healContacts } from './heal-contacts.ts';
import { type CompanyMatch, matchCompanies } from './match-companies.ts';
import { addedReaches, readReaches } from './reach.ts';
import { keepSaid } from './said-by-onec.ts';
import { storeReaches, type StoredReach } from './store-reaches.ts';

export type CompanyOutcome = {
  uid: string;
  /** Null only when ambiguous. */
  companyId: number | null;
  /** ambiguous: several companies have these ИНН and КПП; nothing was stored. */
  outcome: 'applied' | 'ambiguous';
  created: boolean;
};

/**
 * Applies snapshots of one base, each guid at most once in a batch, inside the transaction of the
 * exchange, which has locked the guids. Events only where something differs, none when `quiet`.
 */
export async function applyCompanies(
  tx: Tx, ctx: ApplyContext, baseId: number, rows: CompanyRow[],
): Promise<CompanyOutcome[]> {
  if (rows.length === 0) return [];
  const matches = await matchCompanies(tx, baseId, rows);
  const pairs = rows.map((row, index) => ({ row, match: matches[index]! }));
  await linkIdentities(tx, baseId, matches);
  const created = await createMissing(tx, ctx, baseId, pairs);
  const idOf = ({ uid, companyId }: CompanyMatch) => created.get(uid) ?? companyId;
  const phones = await storeReaches(tx, pairs.flatMap(({ row, match }) => {
    const companyId = idOf(match);
    if (companyId === null) return [];
    return readReaches(row.phones, row.emails)
      .map((reach) => ({ companyId, contactId: null, ...reach }));
  }));
  const changed = await updateKnown(tx, ctx, pairs, phones);
  await keepSaid(tx, ctx, 'company', {
    baseId, rows: pairs.flatMap(({ row, match }) => (match.how === 'known' ? [row] : [])),
  });
  await healContacts(tx, ctx, baseId, matches.flatMap((match) => {
    const companyId = idOf(match);
    return companyId === null ? [] : [{ uid: match.uid, companyId }];
  }));
  if (!ctx.quiet) await writeEvents(tx, ctx, [...createdEvents(pairs, created), ...changed]);
  return matches.map((match) => ({
    uid: match.uid,
    companyId: idOf(match),
    outcome: match.how === 'ambiguous' ? 'ambiguous' : 'applied',
    created: match.how === 'new',
  }));
}

type Pair = { row: CompanyRow; match: CompanyMatch };

async function linkIdentities(tx: Tx, baseId: number, matches: CompanyMatch[]): Promise<void> {
  const linked = matches.filter(({ how }) => how === 'linked');
  if (linked.length === 0) return;
  await tx.query(`
    insert into customers.company_identity (base_id, uid, company_id)
    select $1, r.uid, r.id from unnest($2::uuid[], $3::bigint[]) as r (uid, id)`,
  [baseId, linked.map(({ uid }) => uid), linked.map(({ companyId }) => companyId)]);
}

function createMissing(
  tx: Tx, ctx: ApplyContext, baseId: number, pairs: Pair[],
): Promise<Map<string, number>> {
  const states = pairs
    .filter(({ match }) => match.how === 'new')
    .map(({ row, match }) => ({ ...nextState(row, match, null, 1), uid: row.uid }));
  return insertCompanies(tx, ctx, baseId, states);
}

/** Writes companies that differ from their snapshots; returns the events that tell of it. */
async function updateKnown(
  tx: Tx, ctx: ApplyContext, pairs: Pair[], phones: StoredReach[],
): Promise<NewEvent[]> {
  const known = pairs.flatMap(({ row, match }) =>
    match.how === 'known' || match.how === 'linked' ? [{ row, match, id: match.companyId! }] : []);
  if (known.length === 0) return [];
  const before = await lockStates(tx, known.map(({ id }) => id));
  const next = new Map<number, CompanyState>();
  for (const { row, match, id } of known) {
    const old = before.get(id)!;
    const state = next.get(id) ?? old;
    next.set(id, match.isMain === false ? state
      : nextState(row, match, state, old.identityCount));
  }
  const changed: { id: number; state: CompanyState; changes: Changes }[] = [];
  for (const [id, state] of next) {
    const fresh = phones.filter(({ companyId }) => companyId === id);
    const changes: Changes = {
      ...changesBetween(before.get(id)!, state), ...addedReaches(fresh),
    };
    if (Object.keys(changes).length > 0) changed.push({ id, state, changes });
  }
  await updateCompanies(tx, ctx, changed.map(({ id, state }) => ({ id, ...state })));
  return changed.map(({ id, changes }) => ({
    kind: changes['deleted']?.new === true ? 'company.deleted' : 'company.edited',
    entity: 'company', entityId: id, data: { changes },
  }));
}

function createdEvents(pairs: Pair[], created: Map<string, number>): NewEvent[] {
  return pairs.flatMap(({ row }) => {
    const entityId = created.get(row.uid);
    if (entityId === undefined) return [];
    const { name, inn, kpp } = row;
    return [{ kind: 'company.created', entity: 'company', entityId, data: { name, inn, kpp } }];
  });
}

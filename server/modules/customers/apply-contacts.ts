// Snapshots of contacts from 1C. Contacts are a union of both sides: a person's edit holds until
// 1C itself says something else, phones are only ever added.
import type { ContactRow } from '#contract/onec-rows';
import type { Tx } from '#platform/database';
import { type Changes, changesBetween, type NewEvent, writeEvents } from '#platform/events';
import { type ApplyContext, lockUids } from './apply-text.ts';
import { companiesByIdentity } from './company-identity.ts';
import {
  insertContacts, lockContacts, nextContact, type StoredContact, updateContacts,
} from './contact-state.ts';
import { addedReaches, readReaches } from './reach.ts';
import { keepSaid } from './said-by-onec.ts';
import { storeReaches, type StoredReach } from './store-reaches.ts';

export type ContactOutcome = {
  uid: string;
  contactId: number;
  outcome: 'applied';
  created: boolean;
  /** Its company has not come yet; the link heals when it does. */
  waiting: boolean;
};

/** Applies snapshots of one base, each guid at most once in a batch; see applyCompanies. */
export async function applyContacts(
  tx: Tx, ctx: ApplyContext, baseId: number, rows: ContactRow[],
): Promise<ContactOutcome[]> {
  if (rows.length === 0) return [];
  const companies = await findCompanies(tx, baseId, rows);
  const before = await lockContacts(tx, baseId, rows.map(({ uid }) => uid));
  const companyOf = ({ companyUid }: ContactRow) =>
    (companyUid === null ? null : companies.get(companyUid) ?? null);
  const states = rows.map((row) => ({
    uid: row.uid, ...nextContact(row, before.get(row.uid) ?? null, companyOf(row)),
  }));
  const created = await insertContacts(
    tx, ctx, baseId, states.filter(({ uid }) => !before.has(uid)));
  const idOf = (uid: string) => (created.get(uid) ?? before.get(uid)?.id)!;
  await storeWaiting(tx, baseId, rows.map((row) => ({
    uid: row.uid, companyUid: companyOf(row) === null ? row.companyUid : null,
  })));
  const phones = await storeReaches(tx, rows.flatMap((row) =>
    readReaches(row.phones, row.emails)
      .map((reach) => ({ companyId: null, contactId: idOf(row.uid), ...reach }))));
  const changed = await updateKnown(tx, ctx, states, { before, phones });
  await keepSaid(tx, ctx, 'contact', {
    baseId, rows: rows.filter(({ uid }) => before.has(uid)),
  });
  if (!ctx.quiet) await writeEvents(tx, ctx, [...createdEvents(states, created), ...changed]);
  return rows.map((row) => ({
    uid: row.uid,
    contactId: idOf(row.uid),
    outcome: 'applied',
    created: created.has(row.uid),
    waiting: row.companyUid !== null && companyOf(row) === null,
  }));
}

/** Companies by guid. Before a contact is left waiting, a company that is arriving is let pass. */
async function findCompanies(
  tx: Tx, baseId: number, rows: ContactRow[],
): Promise<Map<string, number>> {
  const uids = [...new Set(rows.flatMap(({ companyUid }) => companyUid ?? []))];
  const found = await companiesByIdentity(tx, baseId, uids);
  const missing = uids.filter((uid) => !found.has(uid));
  if (missing.length === 0) return found;
  await lockUids(tx, missing);
  const late = await companiesByIdentity(tx, baseId, missing);
  return new Map([...found, ...late]);
}

type Waiting = { uid: string; companyUid: string | null };

async function storeWaiting(tx: Tx, baseId: number, rows: Waiting[]): Promise<void> {
  await tx.query({
    name: 'contact-waiting',
    text: `
      update customers.contact_identity i set company_uid = r."companyUid"
      from jsonb_to_recordset($2::jsonb) as r (uid uuid, "companyUid" uuid)
      where i.base_id = $1 and i.uid = r.uid and i.company_uid is distinct from r."companyUid"`,
    values: [baseId, JSON.stringify(rows)],
  });
}

type UidState = ReturnType<typeof nextContact> & { uid: string };

async function updateKnown(
  tx: Tx, ctx: ApplyContext, states: UidState[],
  { before, phones }: { before: Map<string, StoredContact>; phones: StoredReach[] },
): Promise<NewEvent[]> {
  const changed = states.flatMap(({ uid, ...state }) => {
    const old = before.get(uid);
    if (!old) return [];
    const fresh = phones.filter(({ contactId }) => contactId === old.id);
    const changes: Changes = { ...changesBetween(old, state), ...addedReaches(fresh) };
    return Object.keys(changes).length > 0 ? [{ id: old.id, state, changes }] : [];
  });
  await updateContacts(tx, ctx, changed.map(({ id, state }) => ({ id, ...state })));
  return changed.flatMap(({ id, changes: { extra: _unshown, ...changes } }) =>
    Object.keys(changes).length === 0 ? [] : [{
      kind: changes['deleted']?.new === true ? 'contact.deleted' : 'contact.edited',
      entity: 'contact', entityId: id, data: { changes },
    }]);
}

function createdEvents(states: UidState[], created: Map<string, number>): NewEvent[] {
  return states.flatMap(({ uid, name, companyId }) => {
    const entityId = created.get(uid);
    if (entityId === undefined) return [];
    return [{ kind: 'contact.created', entity: 'contact', entityId, data: { name, companyId } }];
  });
}

// A contact as 1C changes it: read for update in one statement, written back in one statement.
import type { ContactRow, Extra } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { fitName, unlessSame } from './apply-text.ts';

export const CONTACT_NAME_MAX = 300;

/** What the last snapshot of 1C said. A person's edit holds until 1C says something else. */
export type SaidByOnec = { name: string; position: string | null; companyUid: string | null };

export type ContactState = {
  name: string;
  position: string | null;
  companyId: number | null;
  deleted: boolean;
  extra: Extra & { onec: SaidByOnec };
};

export type StoredContact = Omit<ContactState, 'extra'> & {
  id: number;
  extra: (Extra & { onec?: SaidByOnec }) | null;
  identityCount: number;
  /** False: another guid of the merged contact is heard. */
  isMain: boolean;
};

/** Contacts that 1C has sent before, by guid, locked in the order of ids. */
export async function lockContacts(
  tx: Tx, baseId: number, uids: string[],
): Promise<Map<string, StoredContact>> {
  const { rows } = await tx.query<StoredContact & { uid: string }>({
    name: 'contact-lock',
    text: `
      select i.uid, k.id, k.name, k.position, k.company_id as "companyId",
        k.deleted_at is not null as deleted, k.extra, i.is_main as "isMain",
        (select count(*) from customers.contact_identity o where o.contact_id = k.id)
          as "identityCount"
      from customers.contact_identity i join customers.contact k on k.id = i.contact_id
      where i.base_id = $1 and i.uid = any($2::uuid[]) order by k.id for update of k`,
    values: [baseId, uids],
  });
  return new Map(rows.map((row) => [row.uid, row]));
}

/** The state after a snapshot; `companyId` is that of the snapshot's company, null when unknown. */
export function nextContact(
  row: ContactRow, before: StoredContact | null, companyId: number | null,
): ContactState {
  const onec = {
    name: fitName(row.name, CONTACT_NAME_MAX), position: row.position, companyUid: row.companyUid,
  };
  const snapshot: ContactState = {
    name: onec.name,
    position: onec.position,
    companyId,
    deleted: row.deleted && (before?.identityCount ?? 1) <= 1,
    extra: unlessSame(before?.extra, { ...row.extra, onec }),
  };
  if (before && !before.isMain) return silent(before);
  return before ? keepEdits(snapshot, before) : snapshot;
}

/** As if 1C had said nothing: the state that stands. */
function silent({ name, position, companyId, deleted, extra }: StoredContact): ContactState {
  return { name, position, companyId, deleted, extra: extra as ContactState['extra'] };
}

/** What 1C repeats word for word is not news: a person's edit of it stays. */
function keepEdits(snapshot: ContactState, before: StoredContact): ContactState {
  const said = before.extra?.onec;
  if (!said) return snapshot;
  const { onec } = snapshot.extra;
  const moved = said.companyUid !== onec.companyUid;
  return {
    ...snapshot,
    name: said.name === onec.name ? before.name : onec.name,
    position: said.position === onec.position ? before.position : onec.position,
    companyId: moved ? snapshot.companyId : before.companyId ?? snapshot.companyId,
  };
}

const FIELDS = `uid uuid, id bigint, name text, position text, "companyId" bigint,
  deleted boolean, extra jsonb`;

/** Creates contacts with their identities; they follow the responsible of their company. */
export async function insertContacts(
  tx: Tx, ctx: Context, baseId: number, states: (ContactState & { uid: string })[],
): Promise<Map<string, number>> {
  if (states.length === 0) return new Map();
  const { rows } = await tx.query<{ uid: string; id: number }>({
    name: 'contact-insert',
    text: `
      with fresh as materialized (
        select r.*, c.responsible_id, c.department_id,
          nextval('customers.contact_id_seq') as new_id
        from jsonb_to_recordset($2::jsonb) as r (${FIELDS})
          left join customers.company c on c.id = r."companyId"
      ), made as (
        insert into customers.contact (id, name, position, company_id, responsible_id,
          department_id, from_onec, deleted_at, extra, created_at, updated_at)
        overriding system value
        select new_id, name, position, "companyId", responsible_id, department_id, true,
          case when deleted then $3::timestamptz end, extra, $3, $3
        from fresh
      ), known as (
        insert into customers.contact_identity (base_id, uid, contact_id)
        select $1, uid, new_id from fresh
      )
      select uid, new_id as id from fresh`,
    values: [baseId, JSON.stringify(states), ctx.now()],
  });
  return new Map(rows.map((row) => [row.uid, row.id]));
}

export async function updateContacts(
  tx: Tx, ctx: Context, states: (ContactState & { id: number })[],
): Promise<void> {
  if (states.length === 0) return;
  await tx.query({
    name: 'contact-update',
    text: `
      update customers.contact k set name = r.name, position = r.position,
        company_id = r."companyId", from_onec = true,
        deleted_at = case when r.deleted then coalesce(k.deleted_at, $2::timestamptz) end,
        extra = r.extra, updated_at = $2, version = k.version + 1
      from jsonb_to_recordset($1::jsonb) as r (${FIELDS})
      where k.id = r.id`,
    values: [JSON.stringify(states), ctx.now()],
  });
}

import type { Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { ApplyContext } from './apply-text.ts';

type Arrived = { uid: string; companyId: number };

/** Contacts that came before their company get it now; a choice made by a person stays. */
export async function healContacts(
  tx: Tx, ctx: ApplyContext, baseId: number, arrived: Arrived[],
): Promise<void> {
  if (arrived.length === 0) return;
  const { rows } = await tx.query<{ contactId: number; companyId: number }>({
    name: 'contact-heal',
    text: `
      with arrived as (
        select r.uid, r."companyId" from jsonb_to_recordset($2::jsonb)
          as r (uid uuid, "companyId" bigint)
      ), waiting as (
        update customers.contact_identity i set company_uid = null
        from arrived a where i.base_id = $1 and i.company_uid = a.uid
        returning i.contact_id, a."companyId" as company_id
      )
      update customers.contact k set company_id = w.company_id,
        responsible_id = coalesce(k.responsible_id, c.responsible_id),
        department_id = coalesce(k.department_id, c.department_id),
        updated_at = $3, version = k.version + 1
      from waiting w join customers.company c on c.id = w.company_id
      where k.id = w.contact_id and k.company_id is null
      returning k.id as "contactId", k.company_id as "companyId"`,
    values: [baseId, JSON.stringify(arrived), ctx.now()],
  });
  if (ctx.quiet) return;
  await writeEvents(tx, ctx, rows.map(({ contactId, companyId }) => ({
    kind: 'contact.edited', entity: 'contact', entityId: contactId,
    data: { changes: { companyId: { old: null, new: companyId } } },
  })));
}

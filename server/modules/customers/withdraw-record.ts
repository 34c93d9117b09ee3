// Takes back a company or a contact that was made by mistake, by an import for one. What others
// have tied to it here stays a reason to refuse; the modules above look for their own.
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';
import { lockCompany } from './company-record.ts';
import { lockContact } from './contact-record.ts';

export async function withdrawCompany(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const company = await lockCompany(tx, ctx, id);
    if (company.fromOnec) throw refuse('record.referenced', 'Компанию уже ведёт 1С.');
    const tied = await one(tx, {
      name: 'company-tied',
      text: `select from customers.contact_company l
          join customers.contact k on k.id = l.contact_id and k.deleted_at is null
        where l.company_id = $1
        union all select from customers.company m where m.merged_into_id = $1 limit 1`,
      values: [id],
    });
    if (tied) throw refuse('record.referenced', 'К компании уже привязали контакты.');
    await tx.query(withdrawal('company', id, ctx.now()));
    await tell(tx, ctx, 'company', id);
  });
}

export async function withdrawContact(ctx: Context, id: number): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    await lockContact(tx, ctx, id);
    const tied = await one(tx, {
      name: 'contact-tied',
      text: `select from customers.contact_identity i where i.contact_id = $1
        union all select from customers.contact m where m.merged_into_id = $1 limit 1`,
      values: [id],
    });
    if (tied) throw refuse('record.referenced', 'Контакт уже связан с 1С или с другой карточкой.');
    await tx.query(withdrawal('contact', id, ctx.now()));
    await tell(tx, ctx, 'contact', id);
  });
}

const withdrawal = (table: 'company' | 'contact', id: number, at: Date) => ({
  name: `${table}-withdraw`,
  text: `update customers.${table} set deleted_at = $2, updated_at = $2,
    version = version + 1 where id = $1`,
  values: [id, at],
});

async function tell(
  tx: Tx, ctx: Context, entity: 'company' | 'contact', entityId: number,
): Promise<void> {
  await writeEvents(tx, ctx, [{
    kind: `${entity}.withdrawn`, entity, entityId,
    data: { changes: { deleted: { old: false, new: true } } },
  }]);
}

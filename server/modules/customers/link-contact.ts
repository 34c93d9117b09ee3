// A contact of several companies: links are made, described and taken away one by one.
import type { ContactCompanyPut } from '#contract/contact-companies';
import type { Context } from '#platform/context';
import { inTransaction, one, type Tx } from '#platform/database';
import { type Changes, changesBetween, writeEvents } from '#platform/events';
import { mergedInto } from '#platform/merged-into';
import { refuse } from '#platform/refuse';
import { touchOwner } from './add-reach.ts';
import { textOrNull } from './company-record.ts';
import { refuseUnseen } from './choose-customers.ts';
import { lockContact } from './contact-record.ts';
import { goneRecord } from './gone-record.ts';

type Link = { id: number; companyId: number };
type LinkRow = { position: string | null; isMain: boolean };

/** Links or changes the link; «основной» is one for a company, so another one gives it up. */
export async function linkContact(
  ctx: Context, input: Link & ContactCompanyPut,
): Promise<{ version: number }> {
  const { id, companyId } = input;
  return inTransaction(ctx.db, async (tx) => {
    const contact = await lockContact(tx, ctx, id);
    await refuseUnseen(tx, ctx, 'company', companyId);
    const before = await readLink(tx, input);
    const old = before ?? { position: null, isMain: false };
    const next: LinkRow = {
      position: input.position === undefined ? old.position : textOrNull(input.position),
      isMain: input.isMain ?? old.isMain,
    };
    const changes = changesBetween(old, next);
    if (before && Object.keys(changes).length === 0) return { version: contact.version };
    await writeLink(tx, input, next);
    if (contact.companyId === null) await setFirst(tx, id, companyId);
    const company = await nameOf(tx, companyId);
    const linked: Changes = before ? {} : { companies: { old: null, new: company } };
    return told(tx, ctx, { ...input, version: contact.version }, { ...linked, ...changes });
  });
}

/** The first company gives its place to the next one. */
export async function unlinkContact(ctx: Context, input: Link): Promise<{ version: number }> {
  const { id, companyId } = input;
  return inTransaction(ctx.db, async (tx) => {
    const contact = await lockContact(tx, ctx, id);
    if (await mergedInto(tx, 'customers.company', companyId) !== null) {
      throw await goneRecord(tx, ctx, 'company', { id: companyId });
    }
    const { rowCount } = await tx.query(
      'delete from customers.contact_company where contact_id = $1 and company_id = $2',
      [id, companyId]);
    if (!rowCount) throw refuse('record.missing');
    if (contact.companyId === companyId) {
      const next = await one<{ companyId: number }>(tx, `
        select company_id as "companyId" from customers.contact_company
        where contact_id = $1 order by created_at, company_id limit 1`, [id]);
      await setFirst(tx, id, next?.companyId ?? null);
    }
    return told(tx, ctx, { ...input, version: contact.version }, {
      companies: { old: await nameOf(tx, companyId), new: null },
    });
  });
}

const readLink = (tx: Tx, { id, companyId }: Link) => one<LinkRow>(tx, `
  select position, is_main as "isMain" from customers.contact_company
  where contact_id = $1 and company_id = $2`, [id, companyId]);

async function writeLink(tx: Tx, { id, companyId }: Link, next: LinkRow): Promise<void> {
  if (next.isMain) {
    await tx.query(`
      update customers.contact_company set is_main = false
      where company_id = $1 and is_main and contact_id <> $2`, [companyId, id]);
  }
  await tx.query(`
    insert into customers.contact_company (contact_id, company_id, position, is_main)
    values ($1, $2, $3, $4)
    on conflict on constraint contact_company_pk do update
      set position = excluded.position, is_main = excluded.is_main`,
  [id, companyId, next.position, next.isMain]);
}

const setFirst = (tx: Tx, id: number, companyId: number | null) =>
  tx.query('update customers.contact set company_id = $2 where id = $1', [id, companyId]);

const nameOf = async (tx: Tx, id: number) => (await one<{ name: string }>(tx,
  'select name from customers.company where id = $1', [id]))!.name;

/** The company's card shows its people, so the company is told too. */
async function told(
  tx: Tx, ctx: Context, { id, companyId, version }: Link & { version: number }, changes: Changes,
): Promise<{ version: number }> {
  await writeEvents(tx, ctx, [
    { kind: 'contact.edited', entity: 'contact', entityId: id,
      data: { version: version + 1, changes } },
    { kind: 'company.contactsChanged', entity: 'company', entityId: companyId,
      data: { contactId: id } },
  ]);
  return { version: await touchOwner(tx, ctx, { entity: 'contact', id }) };
}

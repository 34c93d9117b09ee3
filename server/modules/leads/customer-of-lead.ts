// Company and contact of the deal: those of the lead, others that were chosen, or new ones made on
// the way with the phones that the lead has. Phones that other people have too are no obstacle.
import type { LeadConvert } from '#contract/leads';
import {
  addCompany, addContact, type NewReach, refuseUnseenCustomers, spelledReach,
} from '#modules/customers';
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { LeadRow } from './lead-row.ts';
import { reachesOf } from './reaches.ts';
import type { Receiver } from './receiver.ts';

type Wanted = Pick<LeadConvert, 'companyId' | 'newCompany' | 'contactId' | 'newContact'> & {
  receiver: Receiver;
};

export async function settleCustomer(
  tx: Tx, ctx: Context, lead: LeadRow, wanted: Wanted,
): Promise<{ companyId: number | null; contactId: number | null }> {
  const { newCompany, newContact, receiver } = wanted;
  // Whoever gets the deal answers for the customer as well.
  const responsibleId = receiver.employee.id;
  // What the lead has already went in by somebody who saw it.
  await refuseUnseenCustomers(tx, ctx, {
    companyId: wanted.companyId === lead.companyId ? null : wanted.companyId,
    contactId: wanted.contactId === lead.contactId ? null : wanted.contactId,
  });
  let companyId = wanted.companyId === undefined ? lead.companyId : wanted.companyId;
  let contactId = wanted.contactId === undefined ? lead.contactId : wanted.contactId;
  const reaches = newCompany || newContact ? await typedOf(tx, lead.id) : {};
  if (newCompany) {
    requireRight(ctx.actor, 'company', 'create');
    const made = await addCompany(tx, ctx,
      { ...newCompany, responsibleId, ...(newContact ? {} : reaches) });
    companyId = made.id;
  }
  if (newContact) {
    requireRight(ctx.actor, 'contact', 'create');
    contactId = (await addContact(tx, ctx,
      { ...newContact, companyId, responsibleId, ...reaches })).id;
  }
  return { companyId, contactId };
}

async function typedOf(tx: Tx, leadId: number): Promise<{ phones: string[]; emails: string[] }> {
  const rows = await reachesOf(tx, leadId);
  const shown = (kind: NewReach['kind']) =>
    rows.filter((reach) => reach.kind === kind).map(spelledReach);
  return { phones: shown('phone'), emails: shown('email') };
}

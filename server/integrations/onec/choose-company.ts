// A company of 1C whose ИНН and КПП fit several of ours waits for a person's choice.
import { linkCompany } from '#modules/customers';
import type { Context } from '#platform/context';
import { inTransaction } from '#platform/database';
import { refuse } from '#platform/refuse';
import type { Inbox } from './apply-items.ts';
import { readHeld } from './held-items.ts';
import { retryWaiting } from './retry-waiting.ts';

type Waiting = { baseId: number; uid: string; raw: string };

async function readWaiting(ctx: Context, id: number): Promise<Waiting> {
  const { waitsFor, baseId, raw } = await readHeld(ctx, id);
  const uid = waitsFor?.startsWith('company:') ? waitsFor.slice(8) : null;
  if (!uid || baseId === null) throw refuse('field.invalid', 'Этот объект ждёт не компанию.');
  return { baseId, uid, raw };
}

/** Links the guid to the company and applies whatever waited for it. */
export async function chooseCompany(
  ctx: Context, inbox: Inbox, id: number, companyId: number,
): Promise<{ healed: number }> {
  const { baseId, uid } = await readWaiting(ctx, id);
  await inTransaction(ctx.db, (tx) => linkCompany(tx, ctx, { baseId, uid, companyId }));
  return { healed: await retryWaiting(inbox, [`company:${uid}`]) };
}

const CANDIDATES_MAX = 50;

/** Our companies of the same ИНН and КПП that no guid of this base stands for yet. */
export async function readCandidates(
  ctx: Context, id: number,
): Promise<{ id: number; name: string }[]> {
  const { baseId, raw } = await readWaiting(ctx, id);
  const { body } = JSON.parse(raw) as { body?: { inn?: string | null; kpp?: string | null } };
  const { rows } = await ctx.db.query<{ id: number; name: string }>(
    `select c.id, c.name from customers.company c
     where c.inn = $1 and c.kpp is not distinct from $2 and c.deleted_at is null
       and not exists (select from customers.company_identity i
         where i.company_id = c.id and i.base_id = $3)
     order by c.name, c.id limit ${CANDIDATES_MAX}`,
    [body?.inn?.trim() ?? null, body?.kpp?.trim() || null, baseId]);
  return rows;
}

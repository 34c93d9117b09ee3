// Companies and 1C in the other direction: a new company is sent to the base that lacks it, and an
// edit of what 1C owns is asked of it. Nothing changes here until its snapshot comes.
import { randomUUID } from 'node:crypto';
import { dealReceiver, receiverIds, writeCommand } from '#modules/commands';
import { ONEC_COMPANY_FIELDS } from '#contract/customers';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import type { Changes } from '#platform/events';

type Known = { baseId: number; uid: string };

/** The guid under which a base that takes commands knows the company. */
export async function receiverOf(on: Queryable, companyId: number): Promise<Known | undefined> {
  const bases = await receiverIds(on);
  if (bases.length === 0) return undefined;
  return one<Known>(on, {
    name: 'company-receiver',
    text: `
      select i.base_id as "baseId", i.uid from customers.company_identity i
      where i.company_id = $1 and i.base_id = any($2::smallint[]) and i.gone_at is null
      order by i.is_main desc, i.base_id, i.uid limit 1`,
    values: [companyId, bases],
  });
}

/** Of the changes those that only 1C may make. */
export function onecOwned(record: { fromOnec: boolean }, changes: Changes): Changes {
  if (!record.fromOnec) return {};
  return Object.fromEntries(Object.entries(changes).filter(([field]) =>
    (ONEC_COMPANY_FIELDS as readonly string[]).includes(field)));
}

/** Asks 1C for the changes; returns the fields asked for. */
export async function askOnec(
  tx: Tx, ctx: Context, company: Known & { id: number }, changes: Changes,
): Promise<string[]> {
  const fields = Object.keys(changes);
  if (fields.length === 0) return [];
  const { baseId, uid } = company;
  await writeCommand(tx, ctx, {
    baseId, uid, type: 'company.change', objectKey: `company:${company.id}`, entity: 'company',
    entityId: company.id, asked: changes, told: changes,
  });
  return fields;
}

/** Sends a company to the base that takes our deals, once, unless that base knows it already. */
export async function tellCompany(
  tx: Tx, ctx: Context, { companyId, dealId }: { companyId: number; dealId: number | null },
): Promise<void> {
  const baseId = await dealReceiver(tx);
  if (baseId === undefined) return;
  const objectKey = `company:${companyId}`;
  const known = await one(tx, {
    name: 'company-told',
    text: `
      select from customers.company_identity where company_id = $2 and base_id = $1
      union all
      select from commands.command where object_key = $3 and base_id = $1
        and type = 'company.create' and state in ('waiting', 'done', 'refused')
      limit 1`,
    values: [baseId, companyId, objectKey],
  });
  if (known) return;
  await writeCommand(tx, ctx, {
    baseId, type: 'company.create', objectKey, uid: randomUUID(), entity: 'company',
    entityId: companyId, dealId,
  });
}

// Snapshots that answer our commands: by the cause that they name, else by the guid that we chose.
// An order finds its deal so, a company the one it was made from; neither is ever found by name.
import { commandsByCause } from '#modules/commands';
import { linkCompany } from '#modules/customers';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import type { ReceivedItem } from '../received.ts';

type Caused = Awaited<ReturnType<typeof commandsByCause>>[number];

export type Causes = {
  /** Id of the command that an item answers, by guid of the item. */
  commandOf: ReadonlyMap<string, string>;
};

const NOTHING: Causes = { commandOf: new Map() };
const ANSWERING = new Set(['order', 'company']);

/** Ties what answers a command to its deal or company before anything is matched otherwise. */
export async function resolveCauses(
  tx: Tx, ctx: Context, baseId: number, { items, fresh }: {
    items: ReceivedItem[]; fresh: ReceivedItem[];
  },
): Promise<Causes> {
  const answering = items.filter(({ envelope }) =>
    envelope.cause !== null || ANSWERING.has(envelope.type));
  if (answering.length === 0) return NOTHING;
  const commands = await commandsByCause(tx, baseId, {
    causes: answering.flatMap(({ envelope }) => envelope.cause?.toLowerCase() ?? []),
    uids: answering.map(({ envelope }) => envelope.uid),
  });
  if (commands.length === 0) return NOTHING;
  const found = new Map(answering.flatMap((item) => {
    const command = commandFor(commands, item);
    return command ? [[item, command] as const] : [];
  }));
  const answers = fresh.flatMap((item) => {
    const command = found.get(item);
    return command && item.snapshot ? [{ item, command }] : [];
  });
  await nameDeals(tx, answers);
  await linkCompanies(tx, ctx, baseId, answers);
  return { commandOf: new Map([...found].map(([{ envelope }, { id }]) => [envelope.uid, id])) };
}

function commandFor(commands: Caused[], { envelope }: ReceivedItem): Caused | undefined {
  const cause = envelope.cause?.toLowerCase();
  return commands.find(({ id }) => id === cause)
    ?? commands.find(({ uid }) => uid === envelope.uid);
}

type Answer = { item: ReceivedItem; command: Caused };

/** An order that answers a deal belongs to it, whatever else it says or leaves out. */
async function nameDeals(tx: Tx, answers: Answer[]): Promise<void> {
  const orders = answers.flatMap(({ item: { snapshot }, command }) =>
    (snapshot?.type === 'order' && command.type.startsWith('deal.') && command.dealId !== null
      ? [{ row: snapshot.row, dealId: command.dealId }] : []));
  if (orders.length === 0) return;
  const { rows } = await tx.query<{ id: number }>(
    'select id from deals.deal where id = any($1::bigint[])',
    [orders.map(({ dealId }) => dealId)]);
  const alive = new Set(rows.map(({ id }) => id));
  for (const { row, dealId } of orders) if (alive.has(dealId)) row.crmDealId = dealId;
}

/** A guid that nobody knows yet stands for the company that the command was made from. */
async function linkCompanies(
  tx: Tx, ctx: Context, baseId: number, answers: Answer[],
): Promise<void> {
  const made = answers.filter(({ item, command }) =>
    item.snapshot?.type === 'company' && command.type === 'company.create');
  if (made.length === 0) return;
  const { rows } = await tx.query<{ uid: string; companyId: number }>(`
    select r.uid, c.id as "companyId"
    from unnest($2::uuid[], $3::bigint[]) as r (uid, id)
      join customers.company c on c.id = r.id and c.deleted_at is null
    where not exists (select from customers.company_identity i
      where i.base_id = $1 and i.uid = r.uid)
    order by r.uid`,
  [baseId, made.map(({ item }) => item.envelope.uid),
    made.map(({ command }) => command.entityId)]);
  for (const { uid, companyId } of rows) await linkCompany(tx, ctx, { baseId, uid, companyId });
}

// A name of 1C has got its legal entity: deals of the orders that came before are given it.
import { fillEmptyFields, type DealFill } from '#modules/deals';
import { systemContext } from '#platform/context';
import { inTransaction, type Db, type Tx } from '#platform/database';
import { NOTHING_MORE } from './link-orders.ts';

// 2,000 deals are half a second of locks.
const BATCH = 2_000;

type Named = { dealId: number; ownEntityId: number };

async function dealsAfter(tx: Tx, name: string, last: number): Promise<Named[]> {
  const { rows } = await tx.query<Named>({
    name: 'own-names-deals',
    text: `
      select o.deal_id as "dealId", a.own_entity_id as "ownEntityId"
      from payments.sales_order o
        join customers.own_entity_alias a on a.name = o.organization
        join deals.deal d on d.id = o.deal_id
      where o.organization = $1 and o.deal_id > $2 and d.own_entity_id is null
        and a.own_entity_id is not null
      order by o.deal_id limit ${BATCH}`,
    values: [name, last],
  });
  return rows;
}

/** A deal that has an entity keeps it, so a cut run goes on where it stopped. */
export async function followOwnName(db: Db, now: () => Date, name: string): Promise<void> {
  const ctx = systemContext(db, 'system', now);
  for (let last = 0; ;) {
    const from = last;
    const deals = await inTransaction(db, async (tx) => {
      const found = await dealsAfter(tx, name, from);
      const fills: DealFill[] = found.map((each) =>
        ({ ...NOTHING_MORE, companyId: null, ...each }));
      await fillEmptyFields(tx, ctx, fills, { quiet: true });
      return found;
    });
    if (deals.length < BATCH) return;
    last = deals.at(-1)!.dealId;
  }
}

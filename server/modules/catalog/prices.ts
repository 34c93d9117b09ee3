// Prices of products by types and days. Today's prices of the main and the cost type stand on the
// product itself, so that lists sort by them; a day that comes is noticed by the reconciler.
import type { PriceType, ProductPrice } from '#contract/prices';
import { maySee } from '#platform/actor';
import { companyToday } from '#platform/company-time';
import type { Context } from '#platform/context';
import { type Db, inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import { lockProduct } from './product-record.ts';

const TYPE = `t.id, t.name, t.currency, t.is_cost as "isCost", t.is_main as "isMain",
  t.from_onec as "fromOnec"`;

export async function listPriceTypes(ctx: Context): Promise<PriceType[]> {
  const { rows } = await ctx.db.query<PriceType>(`
    select ${TYPE} from catalog.price_type t
    where t.archived_at is null and ($1 or not t.is_cost)
    order by t.is_main desc, t.is_cost, t.name, t.id`, [maySee(ctx.actor, 'line.cost')]);
  return rows;
}

export type NewPriceType = {
  name: string; currency?: string | undefined; isCost?: boolean | undefined;
  isMain?: boolean | undefined;
};

/** The main type is one: a new one takes the place of the old. */
export async function createPriceType(ctx: Context, input: NewPriceType): Promise<{ id: number }> {
  const { currency = 'RUB', isCost = false, isMain = false } = input;
  if (isCost && isMain) throw refuseField('isMain', 'Закупочная цена не может быть основной.');
  const name = input.name.trim();
  return inTransaction(ctx.db, async (tx) => {
    if (isMain) await tx.query('update catalog.price_type set is_main = false where is_main');
    const row = await one<{ id: number }>(tx, `
      insert into catalog.price_type (name, currency, is_cost, is_main) values ($1, $2, $3, $4)
      returning id`, [name, currency, isCost, isMain]);
    await writeEvents(tx, ctx, [{
      kind: 'setting.priceTypeCreated', entity: 'setting', entityId: row!.id, data: { name },
    }]);
    return { id: row!.id };
  });
}

export async function readPrices(ctx: Context, productId: number): Promise<ProductPrice[]> {
  const { rows } = await ctx.db.query<ProductPrice>(`
    select json_build_object('id', t.id, 'name', t.name, 'currency', t.currency,
        'isCost', t.is_cost, 'isMain', t.is_main, 'fromOnec', t.from_onec) as "priceType",
      r.starts_on as "startsOn", r.price::text as price, r.currency, r.from_onec as "fromOnec",
      r.starts_on <= $2 and r.starts_on = max(r.starts_on) filter (where r.starts_on <= $2)
        over (partition by r.price_type_id) as "isCurrent"
    from catalog.product_price r join catalog.price_type t on t.id = r.price_type_id
    where r.product_id = $1 and ($3 or not t.is_cost)
    order by t.is_main desc, t.is_cost, t.name, t.id, r.starts_on desc`,
  [productId, companyToday(ctx.now()), maySee(ctx.actor, 'line.cost')]);
  return rows;
}

export type SetPrice = { id: number; priceTypeId: number; startsOn: string; price: string };

/** A price from a day on; those of 1C are corrected in 1C. */
export async function setPrice(ctx: Context, input: SetPrice): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const product = await lockProduct(tx, ctx, input.id);
    const type = await one<PriceType>(tx,
      `select ${TYPE} from catalog.price_type t where t.id = $1 and t.archived_at is null`,
      [input.priceTypeId]);
    const isSeen = type && (!type.isCost || maySee(ctx.actor, 'line.cost'));
    if (!type || !isSeen) throw refuseField('priceTypeId', 'Такого вида цен нет.');
    if (type.fromOnec) {
      const reason = 'Эти цены ведёт 1С: исправьте их там.';
      throw refuse('field.readOnly', undefined, [{ field: 'price', reason }]);
    }
    const before = await one<{ price: string }>(tx, `
      select price::text as price from catalog.product_price
      where product_id = $1 and price_type_id = $2 and starts_on = $3`,
    [product.id, type.id, input.startsOn]);
    await tx.query(`
      insert into catalog.product_price (product_id, price_type_id, starts_on, price, currency)
      values ($1, $2, $3, $4, $5)
      on conflict (product_id, price_type_id, starts_on) do update set price = excluded.price`,
    [product.id, type.id, input.startsOn, input.price, type.currency]);
    await refreshListPrices(tx, [product.id], companyToday(ctx.now()));
    // Named by the right that hides it: a cost is told to few.
    const field = type.isCost ? 'cost' : 'price';
    await writeEvents(tx, ctx, [{
      kind: 'product.edited', entity: 'product', entityId: product.id,
      data: { changes: { [field]: {
        old: before ? `${type.name}: ${before.price}` : null,
        new: `${type.name}: ${input.price}`,
      } } },
    }]);
  });
}

/** Today's prices onto the products; nothing is written where nothing differs. */
export async function refreshListPrices(
  on: Queryable, productIds: number[], today: string,
): Promise<void> {
  await on.query({
    name: 'product-list-prices',
    text: `
      with current as (
        select distinct on (r.product_id, t.is_cost) r.product_id, t.is_cost,
          round(r.price * 100)::bigint as kopecks
        from catalog.product_price r join catalog.price_type t on t.id = r.price_type_id
        where r.product_id = any($1::bigint[]) and r.starts_on <= $2 and r.currency = 'RUB'
          and (t.is_main or t.is_cost) and t.archived_at is null
        order by r.product_id, t.is_cost, r.starts_on desc, t.id
      ), told as (
        select product_id, max(kopecks) filter (where not is_cost) as price,
          max(kopecks) filter (where is_cost) as cost
        from current group by product_id
      )
      update catalog.product p set price_kopecks = coalesce(told.price, p.price_kopecks),
        cost_kopecks = coalesce(told.cost, p.cost_kopecks), version = p.version + 1
      from told where told.product_id = p.id
        and (coalesce(told.price, p.price_kopecks), coalesce(told.cost, p.cost_kopecks))
          is distinct from (p.price_kopecks, p.cost_kopecks)`,
    values: [productIds, today],
  });
}

const BATCH = 1000;
/** A server that was down over a week-end still finds the prices of those days. */
const DAYS_BACK = 10;

/** Prices whose day has come; by the clock, once a night. */
export async function refreshPricesDue(db: Db, now: () => Date): Promise<void> {
  const today = companyToday(now());
  let after = 0;
  for (;;) {
    const { rows } = await db.query<{ id: number }>(`
      select distinct product_id as id from catalog.product_price
      where starts_on between $1::date - ${DAYS_BACK} and $1::date and product_id > $2
      order by product_id limit ${BATCH}`, [today, after]);
    if (rows.length === 0) return;
    await inTransaction(db, (tx: Tx) => refreshListPrices(tx, rows.map(({ id }) => id), today));
    after = rows.at(-1)!.id;
  }
}

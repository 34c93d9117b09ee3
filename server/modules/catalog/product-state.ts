// A product as 1C changes it: read for update in one statement, written back in one statement.
import { isDeepStrictEqual } from 'node:util';
import type { Extra, ProductRow } from '#contract/onec-rows';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { noteAttributes } from './attributes.ts';

const NAME_MAX = 1000;

export type ProductState = {
  article: string | null;
  name: string;
  unit: string | null;
  vatRate: string | null;
  groupId: number | null;
  attributes: Extra;
  extra: Extra | null;
  fromOnec: boolean;
  deleted: boolean;
};

export type StoredProduct = ProductState & {
  id: number;
  /** Objects of 1C that are this product, and roads by which they come. */
  identityCount: number;
  roads: number;
};

/** Products that 1C has sent before, by guid, locked in the order of ids. */
export async function lockProducts(
  tx: Tx, baseId: number, uids: string[],
): Promise<Map<string, StoredProduct>> {
  const { rows } = await tx.query<StoredProduct & { uid: string }>({
    name: 'product-lock',
    text: `
      select i.uid, p.id, p.article, p.name, p.unit, p.vat_rate as "vatRate",
        p.group_id as "groupId", p.attributes, p.extra, p.from_onec as "fromOnec",
        p.deleted_at is not null as deleted,
        o.objects as "identityCount", o.roads
      from catalog.product_identity i join catalog.product p on p.id = i.product_id
        cross join lateral (
          select count(distinct o.uid)::int as objects, count(*)::int as roads
          from catalog.product_identity o where o.product_id = p.id) o
      where i.base_id = $1 and i.uid = any($2::uuid[]) order by p.id for update of p`,
    values: [baseId, uids],
  });
  return new Map(rows.map((row) => [row.uid, row]));
}

/** Guids that have a card by another road: of the same good, or of another one. */
export type Roads = { joined: string[]; taken: ReadonlySet<string> };

/**
 * Gives these goods of a base the cards that another road of the same 1C has made of them. A guid
 * is the good's own in whatever form 1C sends it, and yet two bases that grew from one copy may
 * call different goods by it: name or article has to be the same.
 */
export async function joinRoads(
  tx: Tx, baseId: number, rows: readonly ProductRow[],
): Promise<Roads> {
  if (rows.length === 0) return { joined: [], taken: new Set() };
  const { rows: known } = await tx.query<{ uid: string; isJoined: boolean }>({
    name: 'product-join-roads',
    text: `
      with known as materialized (
        select r.uid, p.id as product_id, (lower(btrim(p.name)) = lower(btrim(r.name))
          or lower(btrim(p.article)) = lower(btrim(r.article))) is true as is_same
        from jsonb_to_recordset($2::jsonb) as r (uid uuid, article text, name text)
          join catalog.product_identity h on h.uid = r.uid and h.is_home
          join catalog.product p on p.id = h.product_id
      ), joined as (
        insert into catalog.product_identity (base_id, uid, product_id)
        select $1, uid, product_id from known where is_same
      )
      select uid, is_same as "isJoined" from known`,
    values: [baseId, JSON.stringify(rows.map(({ uid, article, name }) =>
      ({ uid, article, name })))],
  });
  const uidsOf = (isJoined: boolean) =>
    known.filter((one) => one.isJoined === isJoined).map(({ uid }) => uid);
  return { joined: uidsOf(true), taken: new Set(uidsOf(false)) };
}

/** The state after a snapshot. Without a group in it the product stays where people put it. */
export function nextProduct(
  row: ProductRow, before: StoredProduct | null, groups: Map<string, number>,
): ProductState {
  const said = saidOf(row);
  // What one road does not carry says nothing of what another has told.
  const told = before && before.roads > before.identityCount ? filledFrom(said, before) : said;
  return {
    ...told,
    name: nameOf(row),
    groupId: groupOf(row, before, groups),
    attributes: unlessSame(before?.attributes, told.attributes ?? {}),
    extra: unlessSame(before?.extra, told.extra),
    fromOnec: true,
    deleted: row.deleted && (before?.identityCount ?? 1) <= 1,
  };
}

type Said = Pick<ProductState, 'article' | 'unit' | 'vatRate' | 'extra'>
  & { attributes: Extra | null };

/** Null where a snapshot says nothing. */
const saidOf = ({ article, unit, vatRate, attributes, extra }: ProductRow): Said => ({
  article: article?.trim() || null, unit, vatRate,
  attributes: isEmpty(attributes) ? null : attributes, extra: isEmpty(extra) ? null : extra,
});

const filledFrom = (said: Said, before: StoredProduct): Said => ({
  article: said.article ?? before.article, unit: said.unit ?? before.unit,
  vatRate: said.vatRate ?? before.vatRate, attributes: said.attributes ?? before.attributes,
  extra: said.extra ?? before.extra,
});

const isEmpty = (values: object) => Object.keys(values).length === 0;

function groupOf(
  { groupUid }: ProductRow, before: StoredProduct | null, groups: Map<string, number>,
): number | null {
  const groupId = groupUid === null ? before?.groupId : groups.get(groupUid);
  return groupId ?? null;
}

/** One snapshot may not fail its batch by the length of a name: the rest of it is cut off. */
function nameOf({ name, article }: ProductRow): string {
  const clean = name.trim() || article?.trim() || 'Без названия';
  return clean.length <= NAME_MAX ? clean : [...clean].slice(0, NAME_MAX).join('');
}

/** The old value when the fresh one differs only in the order of keys, which history would show. */
function unlessSame<T>(old: unknown, fresh: T): T {
  return isDeepStrictEqual(old, fresh) ? old as T : fresh;
}

const FIELDS = `uid uuid, id bigint, article text, name text, unit text, "vatRate" text,
  "groupId" bigint, attributes jsonb, extra jsonb, deleted boolean`;

export type NewProduct = ProductState & {
  uid: string;
  /** Judged by what was read before: a home that came since then breaks the index, not the rule. */
  isHome: boolean;
};

/** Creates products with their identities; returns ids by guid. */
export async function insertProducts(
  tx: Tx, ctx: Context, baseId: number, states: NewProduct[],
): Promise<Map<string, number>> {
  if (states.length === 0) return new Map();
  await noteAttributes(tx, states.map(({ attributes }) => attributes));
  const { rows } = await tx.query<{ uid: string; id: number }>({
    name: 'product-insert',
    text: `
      with fresh as materialized (
        select r.*, nextval('catalog.product_id_seq') as new_id
        from jsonb_to_recordset($2::jsonb) as r (${FIELDS}, "isHome" boolean)
      ), made as (
        insert into catalog.product (id, article, name, unit, vat_rate, group_id, attributes,
          from_onec, deleted_at, extra, created_at, updated_at)
        overriding system value
        select new_id, article, name, unit, "vatRate", "groupId", attributes, true,
          case when deleted then $3::timestamptz end, extra, $3, $3
        from fresh
      ), known as (
        insert into catalog.product_identity (base_id, uid, product_id, is_home)
        select $1, uid, new_id, "isHome" from fresh
      )
      select uid, new_id as id from fresh`,
    values: [baseId, JSON.stringify(states), ctx.now()],
  });
  return new Map(rows.map((row) => [row.uid, row.id]));
}

export async function updateProducts(
  tx: Tx, ctx: Context, states: (ProductState & { id: number })[],
): Promise<void> {
  if (states.length === 0) return;
  await noteAttributes(tx, states.map(({ attributes }) => attributes));
  await tx.query({
    name: 'product-update',
    text: `
      update catalog.product p set article = r.article, name = r.name, unit = r.unit,
        vat_rate = r."vatRate", group_id = r."groupId", attributes = r.attributes,
        extra = r.extra, from_onec = true,
        deleted_at = case when r.deleted then coalesce(p.deleted_at, $2::timestamptz) end,
        updated_at = $2, version = p.version + 1
      from jsonb_to_recordset($1::jsonb) as r (${FIELDS})
      where p.id = r.id`,
    values: [JSON.stringify(states), ctx.now()],
  });
}

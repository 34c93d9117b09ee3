// Groups that products of 1C name: found by guid, else by name, else made.
import type { ProductRow } from '#contract/onec-rows';
import type { Tx } from '#platform/database';

const LOCK_SPACE = 7_263_102;
const LOCK_BUCKETS = 64;
const NAME_MAX = 300;

type Named = { uid: string; name: string };
type Known = { uid: string; id: number; name: string };

/** Ids of groups by guid. Two batches that bring one new group make one. */
export async function settleGroups(
  tx: Tx, baseId: number, rows: ProductRow[],
): Promise<Map<string, number>> {
  return settleNamed(tx, baseId, namedGroups(rows));
}

export async function settleNamed(
  tx: Tx, baseId: number, named: Named[],
): Promise<Map<string, number>> {
  if (named.length === 0) return new Map();
  let known = await readKnown(tx, baseId, named);
  const missing = named.filter(({ uid }) => !known.has(uid));
  if (missing.length > 0) {
    // By name, not by guid: groups of one name in two bases are one group.
    await tx.query(`
      select pg_advisory_xact_lock(${LOCK_SPACE}, bucket) from (
        select distinct abs(hashtext(lower(name)) % ${LOCK_BUCKETS}) as bucket
        from unnest($1::text[]) as name order by bucket) as buckets`,
    [missing.map(({ name }) => name)]);
    await joinByName(tx, baseId, missing);
    await createGroups(tx, baseId, missing);
    known = await readKnown(tx, baseId, named);
  }
  await renameGroups(tx, named.filter(({ uid, name }) => known.get(uid)?.name !== name)
    .map(({ uid, name }) => ({ id: known.get(uid)!.id, name })));
  return new Map([...known].map(([uid, { id }]) => [uid, id]));
}

function namedGroups(rows: ProductRow[]): Named[] {
  const names = new Map<string, string>();
  for (const { groupUid, groupName } of rows) {
    const name = groupName?.trim().slice(0, NAME_MAX);
    if (groupUid !== null) names.set(groupUid, name || names.get(groupUid) || 'Без названия');
  }
  return [...names].map(([uid, name]) => ({ uid, name }));
}

async function readKnown(tx: Tx, baseId: number, named: Named[]): Promise<Map<string, Known>> {
  const { rows } = await tx.query<Known>({
    name: 'product-group-known',
    text: `select i.uid, g.id, g.name from catalog.product_group_identity i
      join catalog.product_group g on g.id = i.group_id
      where i.base_id = $1 and i.uid = any($2::uuid[])`,
    values: [baseId, named.map(({ uid }) => uid)],
  });
  return new Map(rows.map((row) => [row.uid, row]));
}

/** A group that people made, or another base, when it alone has the name. */
async function joinByName(tx: Tx, baseId: number, missing: Named[]): Promise<void> {
  await tx.query(`
    insert into catalog.product_group_identity (base_id, uid, group_id)
    select distinct on (found.id) $1, found.uid, found.id from (
      select r.uid, min(g.id) as id
      from jsonb_to_recordset($2::jsonb) as r (uid uuid, name text)
        join catalog.product_group g on lower(g.name) = lower(r.name)
      where not exists (select from catalog.product_group_identity i
        where i.group_id = g.id and i.base_id = $1)
      group by r.uid having count(*) = 1) as found
    order by found.id, found.uid
    on conflict do nothing`, [baseId, JSON.stringify(missing)]);
}

async function createGroups(tx: Tx, baseId: number, missing: Named[]): Promise<void> {
  await tx.query(`
    with fresh as materialized (
      select r.uid, r.name, nextval('catalog.product_group_id_seq') as id
      from jsonb_to_recordset($2::jsonb) as r (uid uuid, name text)
      where not exists (select from catalog.product_group_identity i
        where i.base_id = $1 and i.uid = r.uid)
    ), made as (
      insert into catalog.product_group (id, name) overriding system value
      select id, name from fresh
    )
    insert into catalog.product_group_identity (base_id, uid, group_id)
    select $1, uid, id from fresh`, [baseId, JSON.stringify(missing)]);
}

async function renameGroups(tx: Tx, renamed: { id: number; name: string }[]): Promise<void> {
  const real = renamed.filter(({ name }) => name !== 'Без названия');
  if (real.length === 0) return;
  await tx.query(`
    update catalog.product_group g set name = r.name
    from jsonb_to_recordset($1::jsonb) as r (id bigint, name text)
    where g.id = r.id and g.name <> r.name`, [JSON.stringify(real)]);
}

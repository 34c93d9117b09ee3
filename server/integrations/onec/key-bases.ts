// A key of 1C and the base it serves. A copy of a base carries its key, and whoever has a key could
// write the money of any other base with it: bound, it speaks for one.
import type { Bound, KeyBases } from '#modules/staff';
import { one, type Db, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';
import type { BaseVerdict } from './bases.ts';
import type { Origin } from './received.ts';
import { countRefusal } from './refusals.ts';

type Row = { ib: string; settled: boolean };

const ROW = `select ib, settled from onec.key_base where key_id = $1`;

/** Bases that a person has let in and that have called under a key which nobody remembers. */
const OTHERS = `
  select from onec.base b where b.ib <> $2 and b.accepted and b.live_at is not null
    and b.epoch not like 'odata-%' and b.epoch <> 'commerceml'
    and not exists (select from onec.key_base k where k.ib = b.ib and k.key_id <> $1)`;

/**
 * The base of this key, or null while it may call for any: nobody has called with it yet, or it is
 * from before keys were bound and serves several.
 */
export async function baseOfKey(db: Db, keyId: string, ib: string): Promise<string | null> {
  const known = await one<Row>(db, { name: 'onec-key-base', text: ROW, values: [keyId] });
  if (known?.settled) return known.ib;
  if (known) return known.ib === ib && await settleOldKey(db, keyId, ib) ? ib : null;
  // A base that has yet to introduce itself binds the key by its hello.
  await db.query(
    `insert into onec.key_base (key_id, ib)
     select $1, b.ib from onec.base b where b.ib = $2 and b.accepted
     on conflict (key_id) do nothing`, [keyId, ib]);
  return (await one<Row>(db, ROW, [keyId]))?.ib ?? null;
}

async function settleOldKey(db: Db, keyId: string, ib: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `update onec.key_base set settled = true
     where key_id = $1 and ib = $2 and not exists (${OTHERS})`, [keyId, ib]);
  return rowCount === 1;
}

export const foreignText = (ib: string, owner: string): string =>
  `Ключ принадлежит базе «${owner}», а вызов от базы «${ib}». Создайте для неё свой ключ или `
  + 'поменяйте базу этого: «Настройки», «Сеансы и ключи»';

/** The refusal of an item in the name of another base than its key's, or null. */
export function judgeKey(origin: Origin, ib: string): BaseVerdict & { ok: false } | null {
  const owner = origin.kind === 'push' ? origin.ownIb ?? ib : ib;
  return owner === ib ? null
    : { ok: false, code: 'key.otherBase', text: foreignText(ib, owner) };
}

export type Caller = { db: Db; now: () => Date };

/** Throws 'key.otherBase', counted in the monitor. Answers the base of the key, if it has one. */
export async function requireOwnBase(
  caller: Caller, keyId: string, ib: string,
): Promise<string | null> {
  const owner = await baseOfKey(caller.db, keyId, ib);
  if (owner === null || owner === ib) return owner;
  await countRefusal(caller, keyId, 'key.otherBase');
  throw refuse('key.otherBase', foreignText(ib, owner));
}

/** The same of a batch: a batch of its own base may hold a strange item, which is judged alone. */
export async function requireOwnItems(
  caller: Caller, keyId: string, items: readonly unknown[],
): Promise<string | null> {
  const said = items.flatMap((item) => {
    const { ib } = (item ?? {}) as { ib?: unknown };
    return typeof ib === 'string' ? [ib] : [];
  });
  if (said.length === 0) return null;
  const owner = await baseOfKey(caller.db, keyId, said[0]!);
  if (owner === null || said.includes(owner)) return owner;
  return requireOwnBase(caller, keyId, said[0]!);
}

/** What the settings of keys ask of the exchange. */
export const KEY_BASES: KeyBases = {
  read: async (on: Queryable) => {
    const { rows } = await on.query<Row & { keyId: string }>(
      'select key_id as "keyId", ib, settled from onec.key_base');
    return new Map(rows.map(({ keyId, ib, settled }): [string, Bound] =>
      [keyId, { state: settled ? 'bound' : 'open', ib }]));
  },
  known: async (on) => {
    const { rows } = await on.query<{ ib: string }>('select ib from onec.base order by id');
    return rows.map(({ ib }) => ib);
  },
  bind: async (tx, keyId, ib) => {
    const before = await one<Row>(tx, ROW, [keyId]);
    await tx.query(ib === null ? 'delete from onec.key_base where key_id = $1'
      : `insert into onec.key_base (key_id, ib) values ($1, $2)
         on conflict (key_id) do update set ib = $2, settled = true`,
    ib === null ? [keyId] : [keyId, ib]);
    return before?.ib ?? null;
  },
};

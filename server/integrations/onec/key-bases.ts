// A key of 1C and the base it serves. Whoever has a key could write the money of any base that is
// let in; an administrator may bind the key to one. The contract of the exchange knows no such
// tie, so a key that nobody has bound serves every base.
import type { KeyBases } from '#modules/staff';
import { one, type Db, type Queryable } from '#platform/database';
import { refuse } from '#platform/refuse';
import type { BaseVerdict } from './bases.ts';
import type { Origin } from './received.ts';
import { countRefusal } from './refusals.ts';

type Row = { ib: string };

const BOUND = 'select ib from onec.key_base where key_id = $1 and is_bound';

/** The base that this key is bound to; null where it may call for any. */
export async function baseOfKey(on: Queryable, keyId: string): Promise<string | null> {
  const row = await one<Row>(on, { name: 'onec-key-base', text: BOUND, values: [keyId] });
  return row?.ib ?? null;
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

async function refuseStranger(
  caller: Caller, keyId: string, { ib, owner }: { ib: string; owner: string },
): Promise<never> {
  await countRefusal(caller, keyId, 'key.otherBase');
  throw refuse('key.otherBase', foreignText(ib, owner));
}

/** Throws 'key.otherBase', counted in the monitor, where the key is bound to another base. */
export async function requireOwnBase(caller: Caller, keyId: string, ib: string): Promise<void> {
  const owner = await baseOfKey(caller.db, keyId);
  if (owner !== null && owner !== ib) await refuseStranger(caller, keyId, { ib, owner });
}

/**
 * The same of a batch: among items of the own base a strange one is judged alone. Answers the base
 * that the key is bound to, or null.
 */
export async function requireOwnItems(
  caller: Caller, keyId: string, items: readonly unknown[],
): Promise<string | null> {
  const owner = await baseOfKey(caller.db, keyId);
  if (owner === null) return null;
  const said = items.flatMap((item) => {
    const { ib } = (item ?? {}) as { ib?: unknown };
    return typeof ib === 'string' ? [ib] : [];
  });
  if (said.length > 0 && !said.includes(owner)) {
    await refuseStranger(caller, keyId, { ib: said[0]!, owner });
  }
  return owner;
}

/** What the settings of keys ask of the exchange. */
export const KEY_BASES: KeyBases = {
  read: async (on) => {
    const { rows } = await on.query<Row & { keyId: string }>(
      'select key_id as "keyId", ib from onec.key_base where is_bound');
    return new Map(rows.map(({ keyId, ib }): [string, string] => [keyId, ib]));
  },
  known: async (on) => {
    const { rows } = await on.query<Row>('select ib from onec.base order by id');
    return rows.map(({ ib }) => ib);
  },
  bind: async (tx, keyId, ib) => {
    const before = await baseOfKey(tx, keyId);
    if (ib === null) {
      await tx.query('update onec.key_base set is_bound = false where key_id = $1', [keyId]);
    } else {
      await tx.query(
        `insert into onec.key_base (key_id, ib, is_bound) values ($1, $2, true)
         on conflict (key_id) do update set ib = $2, is_bound = true`, [keyId, ib]);
    }
    return before;
  },
};

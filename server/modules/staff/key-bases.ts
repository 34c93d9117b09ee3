// Which base of 1C a key serves is known to the exchange above; the settings of keys show it and
// change it by this door.
import { requireRight } from '#platform/actor';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';

export type KeyBases = {
  /** Bases by key; a key that is not there serves any. */
  read: (on: Queryable) => Promise<ReadonlyMap<string, string>>;
  known: (on: Queryable) => Promise<string[]>;
  /** Null lets the key call for any base. Answers whose it was. */
  bind: (tx: Tx, keyId: string, ib: string | null) => Promise<string | null>;
};

export async function requireKnownBase(
  on: Queryable, bases: KeyBases, ib: string,
): Promise<void> {
  if ((await bases.known(on)).includes(ib)) return;
  throw refuseField('ib', 'Такой базы Верстак не знает: выберите из списка или оставьте любую.');
}

/** Event setting.keyBound. */
export async function changeKeyBase(
  ctx: Context, bases: KeyBases, { id, ib }: { id: string; ib: string | null },
): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  if (ib !== null) await requireKnownBase(ctx.db, bases, ib);
  await inTransaction(ctx.db, async (tx) => {
    const key = await one<{ name: string }>(tx,
      `select name from platform.api_key
       where id = $1 and kind = 'onec' and revoked_at is null for update`, [id]);
    if (!key) throw refuse('record.missing');
    const before = await bases.bind(tx, id, ib);
    await writeEvents(tx, ctx, [{
      kind: 'setting.keyBound', entity: 'setting', entityId: 0,
      data: { keyId: id, name: key.name, changes: { base: { old: before, new: ib } } },
    }]);
  });
}

// Records above that name a company and a contact (deals, leads) follow a merge, each with a line
// in its history. Their module writes its table; the rest is one thing.
import type { MergeEntity } from '#contract/merges';
import type { Context } from '#platform/context';
import { one, type Queryable, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';
import type { MergeFollower, Move } from './merge-followers.ts';

const COLUMN = { company: 'company_id', contact: 'contact_id' } as const;
const FIELD = { company: 'companyId', contact: 'contactId' } as const;
const NAME: Record<MergeEntity, string> = {
  company: 'select id, name from customers.company where id = $1',
  contact: 'select id, name from customers.contact where id = $1',
};

type Column = (typeof COLUMN)[MergeEntity];
type Passed = { id: number; version: number };

export type LinkedRecords = {
  /** Names the part in the preview of a merge: 'deals'. */
  noun: string;
  /** Of history: 'deal'. */
  entity: string;
  /** Records of one become records of the other; `ids` narrows them. Their place on the board
   * stays: nobody has worked on them. */
  pass: (
    tx: Tx, column: Column, move: { fromId: number; toId: number }, ids: number[] | null,
  ) => Promise<Passed[]>;
  count: (on: Queryable, column: Column, id: number) => Promise<number>;
};

export async function passRecords(
  tx: Tx, ctx: Context, { entity: noun, pass }: Pick<LinkedRecords, 'entity' | 'pass'>,
  { entity, fromId, toId, ids }: Move & { ids: number[] | null },
): Promise<number[]> {
  const passed = await pass(tx, COLUMN[entity], { fromId, toId }, ids);
  if (passed.length === 0) return [];
  const named = (id: number) => one<{ id: number; name: string }>(tx, NAME[entity], [id]);
  const change = { old: await named(fromId), new: await named(toId) };
  await writeEvents(tx, ctx, passed.map(({ id, version }) => ({
    kind: `${noun}.edited`, entity: noun, entityId: id,
    data: { version, changes: { [FIELD[entity]]: change } },
  })));
  return passed.map(({ id }) => id);
}

export const recordsFollower = (linked: LinkedRecords): MergeFollower => ({
  noun: linked.noun,
  count: (on, { entity, id }) => linked.count(on, COLUMN[entity], id),
  follow: (tx, ctx, move) => passRecords(tx, ctx, linked, { ...move, ids: null }),
  giveBack: async (tx, ctx, { entity, fromId, toId, ids }) => {
    await passRecords(tx, ctx, linked, { entity, fromId, toId, ids });
  },
});

// A merge moves what stands above customers too. The modules there bring their part; composition
// hands the parts over, so that one transaction moves everything and customers knows nobody above.
import type { MergeEntity } from '#contract/merges';
import type { Context } from '#platform/context';
import type { Queryable, Tx } from '#platform/database';

/** A guid of 1C under which a record is known. */
export type Identity = { baseId: number; uid: string };

export type Move = { entity: MergeEntity; fromId: number; toId: number };
export type GiveBack = Move & {
  /** What went over in the merge and is asked back. */
  ids: number[];
  mergedAt: string;
  /** Guids that return with the record: what 1C sent under them meanwhile belongs to it. */
  identities: Identity[];
};

export type MergeFollower = {
  /** Names the part in the preview and in the memory of the merge: 'deals', 'tasks'. */
  noun: string;
  /** Keeps the exchange away from these guids until the transaction ends; asked before all else. */
  lock?: (tx: Tx, identities: Identity[]) => Promise<void>;
  count?: (on: Queryable, of: { entity: MergeEntity; id: number }) => Promise<number>;
  /** Moves everything of one record to the other; returns what it moved. */
  follow?: (tx: Tx, ctx: Context, move: Move) => Promise<number[]>;
  /** Moves back what still stands where the merge has put it. */
  giveBack?: (tx: Tx, ctx: Context, back: GiveBack) => Promise<void>;
  /** Recomputes what hangs on guids, after everything has its place. */
  settle?: (tx: Tx, ctx: Context, identities: Identity[]) => Promise<void>;
};

export type MergeDeps = { followers: readonly MergeFollower[] };

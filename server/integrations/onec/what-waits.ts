// Whether objects that come now were waited for: mostly nothing is, and one look at three small
// indexes is cheaper than asking for each object by its name.
import { one, type Tx } from '#platform/database';

export type Waits = {
  /** The reconciliation or a person has asked for objects of the base. */
  found: boolean;
  /** The quarantine holds something of it. */
  held: boolean;
};

export async function whatWaits(tx: Tx, baseId: number): Promise<Waits> {
  const row = await one<Waits>(tx, {
    name: 'onec-what-waits',
    text: `
      select exists (select from onec.quarantine where base_id = $1 and state <> 'settled') as held,
        exists (select from onec.resend where base_id = $1)
          or exists (select from onec.reconcile_object
            where base_id = $1 and settled_at is null) as found`,
    values: [baseId],
  });
  return row!;
}

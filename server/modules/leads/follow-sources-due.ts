// Leads of a merged source follow it, as its deals do; repeats harmlessly.
import { type Context, systemContext } from '#platform/context';
import { type Db, inTransaction, type Tx } from '#platform/database';
import { writeEvents } from '#platform/events';

const BATCH_LEADS = 500;

export async function followMergedSources(db: Db, now: () => Date): Promise<void> {
  const ctx = systemContext(db, 'rule', now);
  for (let moved = BATCH_LEADS; moved === BATCH_LEADS;) {
    moved = await inTransaction(db, (tx) => followBatch(tx, ctx));
  }
}

type Followed = { id: number; version: number; old: object; new: object };

/** Nothing was done to the customer: the moment of the last change and the response stay. */
async function followBatch(tx: Tx, ctx: Context): Promise<number> {
  const { rows } = await tx.query<Followed>(
    `with due as (
       select l.id, s.id as from_id, s.name as from_name, t.id as to_id, t.name as to_name
       from deals.source s join deals.source t on t.id = s.merged_into_id
         cross join lateral (
           select id from leads.lead where source_id = s.id order by source_id, id
           limit ${BATCH_LEADS} for update skip locked) l
       limit ${BATCH_LEADS}
     )
     update leads.lead l set source_id = due.to_id, version = l.version + 1
     from due where l.id = due.id
     returning l.id, l.version, json_build_object('id', due.from_id, 'name', due.from_name) as old,
       json_build_object('id', due.to_id, 'name', due.to_name) as new`);
  await writeEvents(tx, ctx, rows.map((row) => ({
    kind: 'lead.edited', entity: 'lead', entityId: row.id,
    data: {
      version: row.version, by: 'setting',
      changes: { sourceId: { old: row.old, new: row.new } },
    },
  })));
  return rows.length;
}

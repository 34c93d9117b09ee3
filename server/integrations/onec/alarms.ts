// Things an administrator must look at: one open alarm per base and kind.
import type { Queryable } from '#platform/database';

export type AlarmKind = 'epoch.changed' | 'rev.conflict' | 'base.waits' | 'digest.differs'
  | 'contact.lost' | 'money.late' | 'money.rejected'
  | 'odata.vanished';

/** Without a moment it is the database's own. */
type NewAlarm = { kind: AlarmKind; detail: string; now?: Date };
type Cleared = { by?: number | null; now?: Date };

export async function raiseAlarm(
  on: Queryable, baseId: number, { kind, detail, now }: NewAlarm,
): Promise<void> {
  await on.query(
    `insert into onec.alarm (base_id, kind, detail, raised_at)
     select $1, $2, $3, coalesce($4, now()) where not exists (
       select 1 from onec.alarm where base_id = $1 and kind = $2 and cleared_at is null)`,
    [baseId, kind, detail, now ?? null]);
}

export async function clearAlarms(
  on: Queryable, baseId: number, kind: AlarmKind, { by = null, now }: Cleared = {},
): Promise<void> {
  await on.query(
    `update onec.alarm set cleared_at = coalesce($4, now()), cleared_by = $3
     where base_id = $1 and kind = $2 and cleared_at is null`, [baseId, kind, by, now ?? null]);
}

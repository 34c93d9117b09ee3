// Things an administrator must look at: one open alarm per base and kind.
import type { Queryable } from '#platform/database';

export type AlarmKind = 'epoch.changed' | 'rev.conflict' | 'base.waits' | 'digest.differs'
  | 'contact.lost' | 'money.late' | 'money.rejected'
  | 'odata.vanished';

export async function raiseAlarm(
  on: Queryable, baseId: number, kind: AlarmKind, detail: string,
): Promise<void> {
  await on.query(
    `insert into onec.alarm (base_id, kind, detail)
     select $1, $2, $3 where not exists (
       select 1 from onec.alarm where base_id = $1 and kind = $2 and cleared_at is null)`,
    [baseId, kind, detail]);
}

export async function clearAlarms(
  on: Queryable, baseId: number, kind: AlarmKind, employeeId: number | null,
): Promise<void> {
  await on.query(
    `update onec.alarm set cleared_at = now(), cleared_by = $3
     where base_id = $1 and kind = $2 and cleared_at is null`, [baseId, kind, employeeId]);
}

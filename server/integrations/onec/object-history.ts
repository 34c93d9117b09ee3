// Every snapshot of one object that is still kept: who wants to know what 1C said, and when.
import type { Db } from '#platform/database';

export type ObjectSnapshot = {
  rev: number; receivedAt: string; status: string; lane: string; cause: string | null; raw: string;
};

const SNAPSHOTS_MAX = 200;

export async function readObjectHistory(db: Db, uid: string): Promise<ObjectSnapshot[]> {
  const { rows } = await db.query<ObjectSnapshot>(
    `select rev, received_at as "receivedAt", status, lane, cause, raw
     from onec.message where uid = $1 order by id desc limit ${SNAPSHOTS_MAX}`,
    [uid.toLowerCase()]);
  return rows;
}

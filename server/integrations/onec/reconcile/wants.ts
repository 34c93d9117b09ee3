// What the server would like of a base, said in the answer of every hello and push: 1C opens all
// connections, so this is the only way to ask.
import type { OnecWants } from '#contract/onec';
import type { Queryable } from '#platform/database';
import { typeOfCode } from '../object-types.ts';
import type { Run } from './runs.ts';

const RESEND_MAX = 200;
/** What was asked for and has not come is asked for again, but not with every push. */
const AGAIN_AFTER = '2 minutes';

type Wanted = { scope: Run['scope']; type: number | null; uid: string | null };

export async function wantsOf(on: Queryable, baseId: number, now: Date): Promise<OnecWants> {
  const { rows } = await on.query<Wanted>({
    name: 'onec-wants',
    text: `
      with digest as (
        update onec.reconcile set told_at = $2
        where base_id = $1 and state = 'waiting'
          and (told_at is null or told_at < $2::timestamptz - interval '${AGAIN_AFTER}')
        returning scope
      ), again as (
        update onec.resend s set told_at = $2
        from (select type, uid from onec.resend where base_id = $1
            and (told_at is null or told_at < $2::timestamptz - interval '${AGAIN_AFTER}')
          order by asked_at, uid limit ${RESEND_MAX} for update skip locked) w
        where s.base_id = $1 and s.type = w.type and s.uid = w.uid
        returning s.type, s.uid
      )
      select scope, null::smallint as type, null::uuid as uid from digest
      union all select null, type, uid from again`,
    values: [baseId, now],
  });
  const digest = rows.find(({ uid }) => uid === null);
  const resend = rows.flatMap(({ type, uid }) => {
    const name = type === null ? undefined : typeOfCode(type);
    return name && uid ? [{ type: name, uid }] : [];
  });
  return {
    ...(digest ? { wantDigest: digest.scope ?? 'all' as const } : {}),
    ...(resend.length > 0 ? { wantResend: resend } : {}),
  };
}

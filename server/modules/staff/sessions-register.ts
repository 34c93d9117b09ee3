// Sessions of everybody, for administrators: who is signed in from where, and an end to it.
import type { AnySession } from '#contract/session';
import { requireRight } from '#platform/actor';
import { closeAnySession } from '#platform/auth/own-sessions';
import type { Context } from '#platform/context';
import { inTransaction, one } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse } from '#platform/refuse';

const SESSIONS_MAX = 1000;

export async function listSessions(ctx: Context): Promise<AnySession[]> {
  requireRight(ctx.actor, 'setting', 'edit');
  const { rows } = await ctx.db.query<AnySession>(
    `select s.id, a.login, s.created_at as "createdAt", s.seen_at as "seenAt", s.address,
       s.user_agent as "userAgent",
       case when e.id is not null then json_build_object('id', e.id, 'name', e.name) end
         as employee,
       case when v.id is not null then json_build_object('id', v.id, 'name', v.name) end
         as viewing
     from platform.session s join platform.account a on a.id = s.account_id
       left join staff.employee e on e.account_id = a.id
       left join staff.employee v on v.id = s.viewing_as
     where s.expires_at > $1 order by s.seen_at desc, s.id desc limit ${SESSIONS_MAX}`,
    [ctx.now()]);
  return rows;
}

export async function endAnySession(ctx: Context, id: number): Promise<void> {
  requireRight(ctx.actor, 'setting', 'edit');
  await inTransaction(ctx.db, async (tx) => {
    const accountId = await closeAnySession(tx, id);
    if (accountId === undefined) throw refuse('record.missing');
    const employee = await one<{ id: number }>(
      tx, 'select id from staff.employee where account_id = $1', [accountId]);
    if (!employee) return;
    await writeEvents(tx, ctx, [{
      kind: 'session.ended', entity: 'employee', entityId: employee.id,
      data: { recipients: [ctx.actor.employeeId] },
    }]);
  });
}

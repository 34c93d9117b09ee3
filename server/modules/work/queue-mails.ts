// The outbox: a letter of a person gathers what they are told until it may go out.
import { NOTICE_TYPES } from '#contract/notices';
import type { Context } from '#platform/context';
import type { Tx } from '#platform/database';
import { allowedAt, type Wishes } from './notice-settings.ts';

/** One notification that has been written. */
export type Told = { id: number; employeeId: number; kind: string };

/** News that come together go out together. */
const GATHER_MS = 60_000;

/** In the transaction of the news: the letter exists if and only if they do. */
export async function queueMails(
  tx: Tx, ctx: Context, told: readonly Told[], wishes: Wishes,
): Promise<void> {
  if (!wishes.mailReady) return;
  const wanted = told.filter(({ employeeId, kind }) => wishes.channels(employeeId, kind).email);
  for (const urgent of [false, true]) {
    const items = wanted.filter(({ kind }) => (NOTICE_TYPES[kind]?.urgent ?? false) === urgent);
    const people = [...new Set(items.map((item) => item.employeeId))].sort((a, b) => a - b);
    if (people.length === 0) continue;
    const gathered = new Date(ctx.now().getTime() + GATHER_MS);
    await tx.query({
      name: 'work-queue-mails',
      text: `
        with mine as (
          insert into work.mail as m (employee_id, urgent, send_after, created_at)
          select e.id, $1, w.send_after, $2
          from unnest($3::bigint[], $4::timestamptz[]) as w (employee_id, send_after)
            join staff.employee e on e.id = w.employee_id and e.email is not null
          order by e.id
          on conflict (employee_id, urgent) where state = 'waiting' and digest_on is null
          do update set send_after = least(m.send_after, excluded.send_after)
          returning m.id, m.employee_id
        )
        insert into work.mail_item (mail_id, notification_id)
        select mine.id, i.notification_id
        from unnest($5::bigint[], $6::bigint[]) as i (employee_id, notification_id)
          join mine on mine.employee_id = i.employee_id
        on conflict do nothing`,
      values: [
        urgent, ctx.now(), people,
        people.map((id) => urgent ? ctx.now() : allowedAt(wishes.hours(id), gathered)),
        items.map((item) => item.employeeId), items.map((item) => item.id),
      ],
    });
  }
}

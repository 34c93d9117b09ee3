// Guessing passwords gets slower with every failure, per login and per address.
import { one, type Db } from '#platform/database';
import { refuse } from '#platform/refuse';

const FREE_FAILURES = { login: 5, address: 30 } as const;
const FIRST_PAUSE_SECONDS = 2;
const PAUSE_MAX_SECONDS = 900;
const FORGET_MINUTES = 60;

type Subject = { kind: keyof typeof FREE_FAILURES; value: string };

const keyOf = (subject: Subject) => `${subject.kind}:${subject.value}`;

/** Refuses with 429 while the login or the address is paused. */
export async function requireUnthrottled(db: Db, subjects: Subject[], now: Date): Promise<void> {
  const row = await one<{ until: string }>(db,
    `select max(blocked_until) as until from platform.login_throttle
     where subject = any($1) and blocked_until > $2`, [subjects.map(keyOf), now]);
  if (!row?.until) return;
  const seconds = Math.ceil((Date.parse(row.until) - now.getTime()) / 1000);
  throw refuse('login.throttled', `Следующая попытка возможна через ${seconds} с.`);
}

export async function countFailure(db: Db, subjects: Subject[], now: Date): Promise<void> {
  for (const subject of subjects) {
    await db.query(
      `insert into platform.login_throttle as t (subject, failures, last_at)
       values ($1, 1, $2)
       on conflict (subject) do update set
         failures = case when t.last_at < $2::timestamptz - make_interval(mins => $3)
           then 1 else t.failures + 1 end,
         last_at = $2,
         blocked_until = case when t.failures >= $4 then $2::timestamptz + make_interval(
           secs => least($6::float8, $5::float8 * power(2, least(t.failures - $4, 20)))) end`,
      [keyOf(subject), now, FORGET_MINUTES, FREE_FAILURES[subject.kind],
        FIRST_PAUSE_SECONDS, PAUSE_MAX_SECONDS]);
  }
}

export async function forgetFailures(db: Db, subjects: Subject[]): Promise<void> {
  await db.query('delete from platform.login_throttle where subject = any($1)',
    [subjects.map(keyOf)]);
}

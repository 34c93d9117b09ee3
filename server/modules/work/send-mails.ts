// Letters of the outbox go out. The row is claimed before and settled after, each in a transaction
// of its own, and the letter carries the number of its row: if the program dies between the
// server's «accepted» and our note of it, the same letter with the same Message-ID goes once more,
// and mail programs show it once. Nothing is ever lost or made twice on our side.
import type { Secrets } from '#platform/secrets';
import type { Actor } from '#platform/actor';
import { systemContext } from '#platform/context';
import { one, type Db } from '#platform/database';
import { readDay, type DaySource } from './day.ts';
import { digestParts, pathOf, writeLetter, type Letter, type LetterPart } from './letter.ts';
import { mailServer, transportOf, type MailServerRow } from './mail-server.ts';

const BATCH_MAILS = 20;
const CLAIM_MS = 5 * 60_000;
const TRIES_MAX = 8;
const MINUTE_MS = 60_000;

export type MailDeps = {
  secrets: Secrets;
  daySources: readonly DaySource[];
  actorOf: (employeeId: number, now: Date) => Promise<Actor | null>;
};

type Claimed = {
  id: number; employeeId: number; email: string | null; digestOn: string | null; tries: number;
};

/** Returns how many letters went out. Two workers never take the same letter. */
export async function sendMails(db: Db, now: () => Date, deps: MailDeps): Promise<number> {
  const server = await mailServer(db);
  if (!server) return 0;
  const transport = transportOf(server, deps.secrets);
  let sent = 0;
  try {
    for (const mail of await claim(db, now())) {
      if (await sendOne(db, now, deps, { server, transport, mail })) sent += 1;
    }
  } finally {
    transport.close();
  }
  return sent;
}

async function claim(db: Db, now: Date): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>({
    name: 'work-claim-mails',
    text: `
      update work.mail m set state = 'sending', claimed_at = $1, tries = m.tries + 1
      from staff.employee e
      where e.id = m.employee_id and m.id in (
        select d.id from work.mail d
        where (d.state in ('waiting', 'retry') and d.send_after <= $1)
          or (d.state = 'sending' and d.claimed_at < $2)
        order by d.send_after limit ${BATCH_MAILS} for update skip locked)
      returning m.id, m.employee_id as "employeeId", e.email, m.digest_on as "digestOn", m.tries`,
    values: [now, new Date(now.getTime() - CLAIM_MS)],
  });
  return rows;
}

type Sending = {
  server: MailServerRow; transport: ReturnType<typeof transportOf>; mail: Claimed;
};

async function sendOne(
  db: Db, now: () => Date, deps: MailDeps, { server, transport, mail }: Sending,
): Promise<boolean> {
  const letter = mail.email === null ? null : await letterOf(db, now, deps, { server, mail });
  if (!letter) {
    await settle(db, mail, { state: 'skipped' });
    return false;
  }
  try {
    await transport.sendMail({
      ...letter, from: { name: 'Верстак', address: server.sender }, to: mail.email!,
      messageId: `<mail-${mail.id}@${server.sender.split('@')[1] ?? 'verstak'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    await settle(db, mail, { state: 'sent', sentAt: now() });
    return true;
  } catch (error) {
    await settle(db, mail, failureOf(error, mail, now()));
    return false;
  }
}

type Outcome = { state: string; sentAt?: Date; error?: string; sendAfter?: Date };

/** Refused for good is told to the administrator; anything else is tried again, ever later. */
function failureOf(error: unknown, { tries }: Claimed, now: Date): Outcome {
  const { message = '', responseCode = 0 } = error as { message?: string; responseCode?: number };
  const text = message.slice(0, 500);
  if (responseCode >= 500 || tries >= TRIES_MAX) return { state: 'failed', error: text };
  const sendAfter = new Date(now.getTime() + MINUTE_MS * 2 ** tries);
  return { state: 'retry', error: text, sendAfter };
}

async function settle(db: Db, { id }: Claimed, outcome: Outcome): Promise<void> {
  await db.query({
    name: 'work-settle-mail',
    text: `
      update work.mail set state = $2, sent_at = $3, error = $4,
        send_after = coalesce($5, send_after)
      where id = $1 and state = 'sending'`,
    values: [id, outcome.state, outcome.sentAt ?? null, outcome.error ?? null,
      outcome.sendAfter ?? null],
  });
}

async function letterOf(
  db: Db, now: () => Date, deps: MailDeps, { server, mail }: Pick<Sending, 'server' | 'mail'>,
): Promise<Letter | null> {
  const { address } = server;
  if (mail.digestOn === null) {
    const lines = await newsOf(db, mail.id);
    const [first] = lines;
    if (!first) return null;
    const subject = lines.length === 1 ? first.title : `Верстак: новостей ${lines.length}`;
    return writeLetter({ subject, parts: [{ heading: null, lines }], address });
  }
  const actor = await deps.actorOf(mail.employeeId, now());
  if (!actor) return null;
  const ctx = { ...systemContext(db, 'system', now), actor };
  const parts = digestParts(await readDay(ctx, deps.daySources, {}));
  return parts && writeLetter({ subject: 'Ваш день в Верстаке', parts, address });
}

/** What was read in the program meanwhile needs no letter. */
async function newsOf(db: Db, mailId: number): Promise<LetterPart['lines']> {
  const { rows } = await db.query<{
    title: string; body: string | null; entity: string | null; entityId: number | null;
    instead: string | null; count: number;
  }>(
    `select n.title, n.body, n.entity, n.entity_id as "entityId", fe.name as instead,
       n.news_count as count
     from work.mail_item i join work.mail m on m.id = i.mail_id
       join work.notification n on n.id = i.notification_id and n.employee_id = m.employee_id
       left join staff.employee fe on fe.id = n.for_employee_id
     where i.mail_id = $1 and (n.read_at is null or not n.in_app) order by n.id`, [mailId]);
  return rows.map(({ title, body, entity, entityId, instead, count }) => ({
    title: count > 1 ? `${title} · ${count}` : title, path: pathOf(entity, entityId),
    note: [body, instead ? `За ${instead}` : null].filter(Boolean).join('. ') || null,
  }));
}

/** How many were refused for good: an administrator has to look. */
export async function failedMails(db: Db): Promise<number> {
  const row = await one<{ count: number }>(db,
    `select count(*) from work.mail where state = 'failed'`);
  return row?.count ?? 0;
}

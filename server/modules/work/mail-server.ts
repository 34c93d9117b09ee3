// The mail server of notifications: how administrators set it, try it and see what did not go out.
import nodemailer from 'nodemailer';
import type { MailServerState, MailServerWrite } from '#contract/notices';
import type { Context } from '#platform/context';
import { inTransaction, one, type Queryable } from '#platform/database';
import { writeEvents } from '#platform/events';
import { refuse, refuseField } from '#platform/refuse';
import type { Secrets } from '#platform/secrets';
import { writeLetter } from './letter.ts';

export type MailServerRow = {
  host: string; port: number; secure: boolean; login: string | null; sealed: Buffer | null;
  sender: string; address: string;
};

const CONNECT_MS = 10_000;
const FAILED_SHOWN = 50;

export async function mailServer(on: Queryable): Promise<MailServerRow | undefined> {
  return one<MailServerRow>(on,
    `select host, port, secure, login, password_sealed as sealed, sender, address
     from work.mail_server`);
}

export function transportOf(server: MailServerRow, secrets: Secrets) {
  const { host, port, secure, login, sealed } = server;
  return nodemailer.createTransport({
    host, port, secure, connectionTimeout: CONNECT_MS, greetingTimeout: CONNECT_MS,
    socketTimeout: 2 * CONNECT_MS, disableFileAccess: true, disableUrlAccess: true,
    ...(login ? { auth: { user: login, pass: sealed ? secrets.open(sealed) : '' } } : {}),
  });
}

export async function readMailServer(ctx: Context): Promise<MailServerState> {
  const server = await mailServer(ctx.db);
  const waiting = await one<{ count: number }>(ctx.db,
    `select count(*) from work.mail where state in ('waiting', 'sending', 'retry')`);
  const { rows } = await ctx.db.query<MailServerState['failed'][number]>(
    `select m.id, e.name, e.email, coalesce(m.error, '') as error, m.created_at as "createdAt"
     from work.mail m join staff.employee e on e.id = m.employee_id
     where m.state = 'failed' order by m.id desc limit ${FAILED_SHOWN}`);
  if (!server) return { server: null, waiting: waiting?.count ?? 0, failed: rows };
  const { sealed, ...shown } = server;
  return {
    server: { ...shown, hasPassword: sealed !== null }, waiting: waiting?.count ?? 0, failed: rows,
  };
}

/** A kept password would go to whatever server somebody names who does not know it. */
function sealedFor(
  secrets: Secrets, before: MailServerRow | undefined,
  { host, secure, password }: Pick<MailServerWrite, 'host' | 'secure'> & { password?: unknown },
): Buffer | null {
  if (typeof password === 'string') return password ? secrets.seal(password) : null;
  if (!before?.sealed) return null;
  if (host !== before.host || (before.secure && !secure)) {
    throw refuseField('password', 'Сервер другой: введите пароль заново');
  }
  return before.sealed;
}

/** The password is sealed and never goes into the history. */
export async function writeMailServer(
  ctx: Context, secrets: Secrets, { password, ...server }: MailServerWrite,
): Promise<MailServerState> {
  await inTransaction(ctx.db, async (tx) => {
    const before = await mailServer(tx);
    const sealed = sealedFor(secrets, before, { ...server, password });
    await tx.query(
      `insert into work.mail_server (host, port, secure, login, password_sealed, sender, address,
         updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (single) do update set host = excluded.host, port = excluded.port,
         secure = excluded.secure, login = excluded.login,
         password_sealed = excluded.password_sealed, sender = excluded.sender,
         address = excluded.address, updated_at = excluded.updated_at`,
      [server.host, server.port, server.secure, server.login, sealed, server.sender,
        server.address, ctx.now()]);
    const { sealed: _old, ...known } = before ?? { sealed: null };
    await writeEvents(tx, ctx, [{
      kind: 'setting.changed', entity: 'setting', entityId: 0,
      data: { changes: { mailServer: { old: before ? known : null, new: server } } },
    }]);
  });
  return readMailServer(ctx);
}

export async function tryMailServer(
  ctx: Context, secrets: Secrets, to: string,
): Promise<{ sent: boolean; reason: string | null }> {
  const server = await mailServer(ctx.db);
  if (!server) throw refuse('request.invalid', 'Сначала сохраните адрес почтового сервера.');
  const letter = writeLetter({
    subject: 'Пробное письмо Верстака', address: server.address,
    parts: [{ heading: null, lines: [{ title: 'Почта уведомлений работает', note: null,
      path: '/' }] }],
  });
  const transport = transportOf(server, secrets);
  try {
    await transport.sendMail({
      ...letter, from: { name: 'Верстак', address: server.sender }, to,
    });
    return { sent: true, reason: null };
  } catch (error) {
    return { sent: false, reason: error instanceof Error ? error.message.slice(0, 300) : '' };
  } finally {
    transport.close();
  }
}

export async function retryMails(ctx: Context): Promise<MailServerState> {
  await ctx.db.query(
    `update work.mail set state = 'retry', tries = 0, send_after = $1, error = null
     where state = 'failed'`, [ctx.now()]);
  return readMailServer(ctx);
}

import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Day } from '#contract/day';
import type { MailServerWrite } from '#contract/notices';
import { inTransaction, one, type Db } from '#platform/database';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets, type Person } from '#test/factory';
import { startSmtp, type Smtp } from '#test/smtp';
import { createTask } from './create-tasks.ts';
import { planDigests } from './digests-due.ts';
import { digestParts } from './letter.ts';
import { readMailServer, tryMailServer, writeMailServer } from './mail-server.ts';
import { allowedAt, chooseChannels, chooseHours } from './notice-settings.ts';
import { notify } from './notify.ts';
import { sendMails, type MailDeps } from './send-mails.ts';

const secrets = openSecrets(mkdtempSync(join(tmpdir(), 'verstak-mail-')));
/** Monday, noon in Moscow, and two minutes later. */
const LATER = () => new Date('2026-11-23T09:02:00Z');

let db: Db;
let smtp: Smtp;
let manager: Person;
let admin: Person;
let deps: MailDeps;

before(async () => {
  ({ db } = await createTestDatabase());
  smtp = await startSmtp();
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  manager = await addPerson(db, { departmentId, name: 'Петров Иван' });
  admin = await addPerson(db, { departmentId, role: 'administrator' });
  await db.query(`update staff.employee set email = 'petrov@firma.ru' where id = $1`, [manager.id]);
  deps = {
    secrets, actorOf: async () => manager.actor,
    daySources: [{
      code: 'overdue', title: 'Просрочено', hint: '', tone: 'bad',
      read: async () => ({
        total: 1, sumKopecks: null, items: [{
          key: 'task:1', title: 'Позвонить <Иванову>', why: 'Просрочено на 2 дня', late: true,
          entity: 'deal', entityId: 100_001, about: null, company: 'ООО «Завод»',
          amountKopecks: 123_456_700, person: null, insteadOf: null, task: null,
        }],
      }),
    }],
  };
  await writeMailServer(admin.ctx, secrets, serverOf({}));
});

after(() => smtp.stop());

const serverOf = (more: Partial<MailServerWrite>): MailServerWrite => ({
  host: '127.0.0.1', port: smtp.port, secure: false, login: 'verstak', password: 'тайна',
  sender: 'verstak@firma.ru', address: 'http://crm.firma.ru', ...more,
});

const tell = (title: string, kind = 'task.assigned') => inTransaction(db, (tx) =>
  notify(tx, admin.ctx, [{
    employeeId: manager.id, kind, title, body: 'Поставил(а) Ершов', entity: 'deal',
    entityId: 100_001,
  }]));

test('news gather in one letter with links, and go out once', async () => {
  await tell('Новое дело: сверка');
  await tell('Новое дело: отчёт');
  assert.equal(await sendMails(db, () => new Date('2026-11-23T09:00:30Z'), deps), 0, 'gathering');
  assert.equal(await sendMails(db, LATER, deps), 1);
  assert.equal(await sendMails(db, LATER, deps), 0);
  const [letter] = smtp.letters;
  assert.equal(letter!.subject, 'Верстак: новостей 2');
  assert.equal(letter!.to, 'petrov@firma.ru');
  assert.match(letter!.text, /сверка\n {2}Поставил\(а\) Ершов\n/);
  assert.match(letter!.text, /http:\/\/crm\.firma\.ru\/deals\/100001/);
  assert.match(letter!.html, /<a href="http:\/\/crm\.firma\.ru\/deals\/100001"/);
});

test('a letter whose fate is unknown after a kill goes again under the same id', async () => {
  smtp.letters.length = 0;
  await tell('Новое дело: после обрыва');
  await sendMails(db, LATER, deps);
  await db.query(`update work.mail set state = 'sending', sent_at = null where state = 'sent'
    and id = (select max(id) from work.mail)`);
  assert.equal(await sendMails(db, LATER, deps), 0, 'somebody may still be sending it');
  assert.equal(await sendMails(db, () => new Date('2026-11-23T09:10:00Z'), deps), 1);
  assert.equal(smtp.letters.length, 2);
  assert.equal(new Set(smtp.letters.map((each) => each.messageId)).size, 1);
});

test('what was read meanwhile needs no letter, and a kind can be switched off', async () => {
  smtp.letters.length = 0;
  await tell('Прочитано сразу');
  await db.query('update work.notification set read_at = now()');
  assert.equal(await sendMails(db, LATER, deps), 0);
  await chooseChannels(manager.ctx, { kind: 'task.assigned', inApp: true, email: false });
  await tell('Без письма');
  assert.equal(await sendMails(db, LATER, deps), 0);
  await chooseChannels(manager.ctx, { kind: 'task.assigned', inApp: false, email: true });
  await tell('Только письмом');
  assert.equal(await sendMails(db, LATER, deps), 1);
  const row = await one<{ inApp: boolean }>(db,
    'select in_app as "inApp" from work.notification order by id desc limit 1');
  assert.equal(row?.inApp, false);
});

test('a refusal is kept for the administrator, a broken line is tried again later', async () => {
  smtp.letters.length = 0;
  smtp.refuse(550);
  await tell('Отказ');
  await sendMails(db, LATER, deps);
  const { failed } = await readMailServer(admin.ctx);
  assert.equal(failed.length, 1);
  assert.match(failed[0]!.error, /550/);
  smtp.refuse(451);
  await tell('Позже');
  await sendMails(db, LATER, deps);
  const row = await one<{ state: string; after: string }>(db,
    'select state, send_after as after from work.mail order by id desc limit 1');
  assert.deepEqual(row, { state: 'retry', after: '2026-11-23T09:04:00Z' });
  smtp.refuse(null);
  assert.equal(await sendMails(db, () => new Date('2026-11-23T09:05:00Z'), deps), 1);
});

test('quiet hours and days off put a letter off, the urgent one passes', async () => {
  const hours = { quietFrom: '20:00', quietUntil: '08:00', workingOnly: true, digestAt: null };
  const at = (text: string) => allowedAt(hours, new Date(text)).toISOString();
  assert.equal(at('2026-11-23T09:00:00Z'), '2026-11-23T09:00:00.000Z');
  assert.equal(at('2026-11-23T18:00:00Z'), '2026-11-24T05:00:00.000Z');
  assert.equal(at('2026-11-24T01:00:00Z'), '2026-11-24T05:00:00.000Z');
  assert.equal(at('2026-11-28T09:00:00Z'), '2026-11-30T05:00:00.000Z');
  smtp.letters.length = 0;
  await chooseHours(manager.ctx, { ...hours, quietFrom: '11:00', quietUntil: '14:00' });
  await tell('Напоминание: срочно', 'task.reminder');
  assert.equal(await sendMails(db, LATER, deps), 1);
});

test('a digest is one a day, with what waits and how to get there', async () => {
  smtp.letters.length = 0;
  await chooseHours(manager.ctx,
    { quietFrom: null, quietUntil: null, workingOnly: true, digestAt: '08:30' });
  assert.equal(await planDigests(db, () => new Date('2026-11-24T05:00:00Z')), 0, 'too early');
  const morning = () => new Date('2026-11-24T05:31:00Z');
  assert.deepEqual([await planDigests(db, morning), await planDigests(db, morning)], [1, 0]);
  assert.equal(await sendMails(db, morning, deps), 1);
  const [letter] = smtp.letters;
  assert.equal(letter!.subject, 'Ваш день в Верстаке');
  assert.match(letter!.text, /ПРОСРОЧЕНО: 1/);
  assert.match(letter!.text, /1.234.567.₽/);
  assert.match(letter!.html, /Позвонить &lt;Иванову&gt;/);
});

test('a trial letter tells what is wrong', async () => {
  assert.deepEqual(await tryMailServer(admin.ctx, secrets, 'admin@firma.ru'),
    { sent: true, reason: null });
  await writeMailServer(admin.ctx, secrets, serverOf({ password: 'не та' }));
  const { sent, reason } = await tryMailServer(admin.ctx, secrets, 'admin@firma.ru');
  assert.equal(sent, false);
  assert.match(reason!, /535/);
});

test('a kept password goes to no other server, nor in the open', async () => {
  const { password, ...kept } = serverOf({});
  await writeMailServer(admin.ctx, secrets, serverOf({ password, secure: true }));
  for (const moved of [{ host: 'mail.other.example', secure: true }, { secure: false }]) {
    await assert.rejects(writeMailServer(admin.ctx, secrets, { ...kept, ...moved }),
      { code: 'field.invalid', fields: [
        { field: 'password', reason: 'Сервер другой: введите пароль заново' }] });
  }
  const same = await writeMailServer(admin.ctx, secrets,
    { ...kept, secure: true, sender: 'crm@firma.ru' });
  assert.equal(same.server?.hasPassword, true);
  await writeMailServer(admin.ctx, secrets, serverOf({}));
});

test('a task of the day has one reminder', async () => {
  await inTransaction(db, (tx) => createTask(tx, admin.ctx, {
    title: 'Напомнить', assigneeId: manager.id, dueAt: '2026-11-23T15:00:00Z', reminders: [60, 0],
  }));
  const row = await one<{ at: string[] }>(db,
    'select json_agg(remind_at order by remind_at) as at from work.reminder');
  assert.equal(row!.at.length, 2);
});

test('a digest names the first rows of a long section and says how many it does not', () => {
  const row = {
    title: 'Позвонить', why: 'Срок был вчера', late: true, entity: 'deal',
    about: 'С-100888 · Насос консольный',
    company: null, amountKopecks: null, person: null, insteadOf: null, task: null,
  };
  const items = Array.from({ length: 10 },
    (_, at) => ({ ...row, key: `k${at}`, entityId: at + 1 }));
  const section = {
    code: 'overdue', title: 'Просрочено', hint: '', tone: 'bad' as const, sumKopecks: null,
  };
  const dayOf = (total: number) =>
    ({ sections: [{ ...section, total, items: items.slice(0, total) }] }) as unknown as Day;
  const lines = (total: number) => digestParts(dayOf(total))![0]!.lines;
  assert.deepEqual(lines(10).slice(-1), [{ title: 'Ещё 2 в «Моём дне»', note: null, path: '/' }]);
  assert.equal(lines(10).length, 9);
  assert.equal(lines(8).length, 8, 'nothing is left unsaid');
  assert.equal(lines(8)[0]!.note, 'Срок был вчера · С-100888 · Насос консольный');
});

// Letters to their end: quiet hours, the digest of real work, grouping, and workers that are killed
// on the wire. The server at the other end is a real one.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { planAbsence } from '#modules/staff';
import { createTask, notify, planDigests, sendMails, type MailDeps } from '#modules/work';
import { inTransaction } from '#platform/database';
import { openSecrets } from '#platform/secrets';
import { createTestDatabase, type TestDatabase } from '#test/database';
import {
  addDeal, addDepartment, addPerson, contextOf, seedPresets, type Person,
} from '#test/factory';
import { startSmtp, type Smtp } from '#test/smtp';
import { mailDeps } from './mail.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'verstak-mails-'));
let database: TestDatabase;
let smtp: Smtp;
let deps: MailDeps;
let manager: Person;
let colleague: Person;
let dealId: number;

/** Moscow clocks of November 2026, the 27th is a Friday. */
const at = (day: number, clock: string) => {
  const moment = new Date(`2026-11-${day}T${clock}:00+03:00`);
  return () => moment;
};

before(async () => {
  database = await createTestDatabase();
  const { db } = database;
  smtp = await startSmtp();
  await seedPresets(db);
  const departmentId = await addDepartment(db);
  manager = await addPerson(db, { departmentId, name: 'Петров Иван' });
  colleague = await addPerson(db, { departmentId, name: 'Орлова Мария' });
  await db.query(`update staff.employee set email = 'mail' || id || '@firma.ru'`);
  await db.query(
    `insert into work.mail_server (host, port, secure, login, password_sealed, sender, address,
       updated_at)
     values ('127.0.0.1', $1, false, 'verstak', $2, 'verstak@firma.ru', 'http://crm', now())`,
    [smtp.port, openSecrets(dataDir).seal('тайна')]);
  deps = mailDeps(db, { dataDir });
  dealId = await addDeal(manager, { title: 'Насос ЦНС' });
});
after(() => smtp.stop());
beforeEach(() => { smtp.letters.length = 0; });

const send = (now: () => Date) => sendMails(database.db, now, deps);

const tell = (now: () => Date, title: string, kind = 'deal.assigned') =>
  inTransaction(database.db, (tx) => notify(tx, contextOf(database.db, colleague.actor, now()), [{
    employeeId: manager.id, kind, title, entity: 'deal', entityId: dealId,
  }]));

/** Nobody chose anything for themselves here: the hours of the company hold. */
async function hours(digestAt: string | null): Promise<void> {
  await database.db.query(
    `insert into work.notice_hours values ($1, '20:00', '08:00', true, $2)
     on conflict (employee_id) do update set digest_at = excluded.digest_at`,
    [manager.id, digestAt]);
}

test('the news of an evening and a weekend wait for Monday and come in one letter', async () => {
  await hours(null);
  await tell(at(27, '20:30'), 'Вечером');
  assert.equal(await send(at(27, '20:40')), 0);
  await tell(at(28, '12:00'), 'В субботу');
  assert.equal(await send(at(28, '13:00')), 0);
  assert.equal(await send(at(30, '07:59')), 0);
  await Promise.all([send(at(30, '08:00')), send(at(30, '08:00'))]);
  assert.equal(await send(at(30, '08:05')), 0);
  assert.equal(smtp.letters.length, 1, 'exactly one, whoever sends');
  assert.match(smtp.letters[0]!.text, /Вечером[\s\S]*В субботу/);
  assert.match(smtp.letters[0]!.text, new RegExp(`http://crm/deals/${dealId}`));
});

test('a reminder passes the night, other news of the same night do not', async () => {
  await tell(at(24, '22:00'), 'Сверить остаток', 'task.reminder');
  await tell(at(24, '22:00'), 'Подождёт');
  assert.equal(await send(at(24, '22:05')), 1);
  assert.doesNotMatch(smtp.letters[0]!.text, /Подождёт/);
  assert.equal(await send(at(25, '08:01')), 1);
});

test('news of one record are one line with their count', async () => {
  await database.db.query(
    `insert into work.notice_choice values ($1, 'task.done', true, true)`, [manager.id]);
  for (const title of ['Сделано: паспорт', 'Сделано: счёт', 'Сделано: замер']) {
    await tell(at(25, '12:00'), title, 'task.done');
  }
  await send(at(25, '12:05'));
  assert.equal(smtp.letters.length, 1);
  assert.equal(smtp.letters[0]!.subject, 'Сделано: замер · 3');
});

async function overdueTask(): Promise<void> {
  await inTransaction(database.db, (tx) => createTask(tx,
    contextOf(database.db, colleague.actor, at(20, '10:00')()), {
      title: 'Перезвонить по насосу', assigneeId: manager.id, entity: 'deal', entityId: dealId,
      dueAt: at(23, '12:00')(),
    }));
}

test('the digest comes at its hour, once a working day, to whoever works', async () => {
  await hours('08:30');
  await overdueTask();
  const round = async (now: () => Date) => {
    await Promise.all([1, 2, 3].map(() => planDigests(database.db, now)));
    await Promise.all([1, 2, 3].map(() => send(now)));
  };
  await round(at(26, '08:29'));
  assert.equal(smtp.letters.length, 0);
  await round(at(26, '08:30'));
  await round(at(26, '08:31'));
  await round(at(26, '17:00'));
  assert.equal(smtp.letters.length, 1);
  assert.equal(smtp.letters[0]!.subject, 'Ваш день в Верстаке');
  assert.match(smtp.letters[0]!.text, /Перезвонить по насосу/);
  await round(at(28, '09:00'));
  assert.equal(smtp.letters.length, 1, 'Saturday is free');
  await planAbsence(contextOf(database.db, manager.actor, at(27, '09:00')()), {
    id: manager.id, fromOn: '2026-11-30', untilOn: '2026-11-30', deputyId: colleague.id,
  });
  await round(at(30, '09:00'));
  assert.equal(smtp.letters.length, 1, 'on vacation there is no digest');
});

/** A worker that dies while the server has not answered yet. */
async function killOnTheWire(when: 'unkept' | 'kept', moment: Date): Promise<void> {
  const hung = smtp.hang(when);
  const worker = spawn(process.execPath,
    ['test/mail-worker.ts', database.url, dataDir, moment.toISOString()], { stdio: 'ignore' });
  const died = once(worker, 'exit');
  await Promise.race([hung, died.then(() => assert.fail('the worker ended by itself'))]);
  worker.kill('SIGKILL');
  await died;
}

test('a worker killed before the letter was taken loses and doubles nothing',
  { timeout: 90_000 }, async () => {
    await killOnTheWire('unkept', at(24, '08:30')());
    assert.equal(smtp.letters.length, 0);
    await planDigests(database.db, at(24, '08:31'));
    assert.equal(await send(at(24, '08:31')), 0, 'the dead one may still be at it');
    await Promise.all([1, 2].map(() => send(at(24, '08:40'))));
    await send(at(24, '08:50'));
    assert.equal(smtp.letters.length, 1);
    assert.match(smtp.letters[0]!.text, /Перезвонить по насосу/);
  });

test('killed after it, the letter goes again under its number, and mail programs show one',
  { timeout: 90_000 }, async () => {
    await killOnTheWire('kept', at(25, '08:30')());
    await planDigests(database.db, at(25, '08:40'));
    await send(at(25, '08:40'));
    await send(at(25, '08:50'));
    assert.equal(smtp.letters.length, 2);
    assert.equal(new Set(smtp.letters.map(({ messageId }) => messageId)).size, 1);
  });

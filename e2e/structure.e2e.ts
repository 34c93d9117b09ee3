// What an administrator and a head settle ahead: a department put elsewhere with its consequences
// seen first, a day off of the company, a rule of a stage, an absence with its deputy.
import assert from 'node:assert/strict';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readApi } from './support/read-api.ts';

const server = await startDemoServer();

const parentOf = async (name: string) => (await server.db.query<{ name: string | null }>(
  `select p.name from staff.department d left join staff.department p on p.id = d.parent_id
   where d.name = $1`, [name])).rows[0]?.name;

story('a department is dragged below another one, seen beforehand, and taken back', async () => {
  const { page } = await signedIn(server.url, 'admin');
  await page.goto('/staff');
  const tree = page.getByRole('navigation', { name: 'Отделы' });
  await tree.getByText('Станки', { exact: true }).dragTo(
    tree.getByText('Компрессоры', { exact: true }));
  const dialog = page.getByRole('dialog', { name: 'Переместить отдел «Станки»' });
  await dialog.getByText('Станут видеть больше: 1 человек').waitFor();
  await dialog.getByText('Щербаков Роман Евгеньевич').waitFor();
  await dialog.getByRole('button', { name: 'Переместить', exact: true }).click();
  await eventually(async () => assert.equal(await parentOf('Станки'), 'Компрессоры'));
  await page.getByRole('button', { name: 'Отменить', exact: true }).first().click();
  await eventually(async () => assert.equal(await parentOf('Станки'), 'Промтехника'));
});

story('a day off and a rule of a stage are set where they are shown', async () => {
  const { page } = await signedIn(server.url, 'admin');
  await page.goto('/settings/calendar');
  const year = new Date().getFullYear();
  const day = page.getByRole('region', { name: 'Июнь' })
    .getByRole('button', { name: /^1[67] июн/ }).first();
  await day.waitFor();
  const before = (await day.getAttribute('data-type'))!;
  await day.click();
  await page.keyboard.press('3');
  await eventually(async () => assert.equal(await day.getAttribute('data-type'), 'dayOff'));
  await page.reload();
  await day.waitFor();
  assert.equal(await day.getAttribute('data-type'), 'dayOff');
  await page.getByRole('button', { name: 'Вернуть к календарю по закону' }).click();
  await page.getByRole('dialog', { name: `Все свои дни ${year} года исчезнут. Вернуть?` })
    .getByRole('button', { name: 'Вернуть', exact: true }).click();
  await eventually(async () => assert.equal(await day.getAttribute('data-type'), before));

  await page.goto('/settings/pipelines');
  await page.getByRole('button', { name: 'Правила стадии Закрыта', exact: true }).click();
  await page.getByRole('switch', { name: 'Только при полной оплате' }).click({ force: true });
  await page.getByText('при полной оплате', { exact: true }).waitFor();
  const { rows } = await server.db.query(
    `select from deals.stage s join deals.pipeline p on p.id = s.pipeline_id
     where p.code = 'quick' and s.name = 'Закрыта' and s.needs_payment`);
  assert.equal(rows.length, 1);
});

story('a head plans an absence of the own salesperson and sees that nobody stands in', async () => {
  const head = await signedIn(server.url, 'head');
  const { page } = head;
  await page.goto('/staff/absences');
  await page.getByRole('button', { name: 'Запланировать отсутствие: Соколов Андрей Викторович' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Отсутствие' });
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByLabel('С какого дня').fill(day);
  await dialog.getByLabel('По какой день').fill(day);
  await dialog.getByRole('button', { name: 'Запланировать', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', {
    name: /^Соколов Андрей Викторович: отпуск, .*без заместителя$/,
  }).waitFor();
  const rows = await readApi<{ name: string; absences: unknown[] }[]>(head,
    `/api/absences?from=${day}&until=${day}`);
  assert.equal(rows.find((row) => row.name.startsWith('Соколов'))?.absences.length, 1);
});

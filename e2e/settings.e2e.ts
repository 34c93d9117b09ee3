// What an administrator changes while people work: stages with deals inside, a look through a
// salesperson's eyes, a value taken back.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';

const server = await startDemoServer();

async function stageRow(page: Page, name: string) {
  const list = page.getByRole('list', { name: 'Стадии' });
  await list.getByRole('button', { name: `Убрать стадию ${name}` }).waitFor();
  return list;
}

story('a stage goes with deals inside: they move, and the open board follows', async () => {
  const admin = await signedIn(server.url, 'admin');
  const director = await signedIn(server.url, 'director');
  await director.page.goto('/deals');
  await director.page.getByRole('heading', { level: 1, name: 'Сделки' }).waitFor();
  const { page } = admin;
  await page.goto('/settings/pipelines');
  const list = await stageRow(page, 'Частично оплачен');
  await list.getByRole('button', { name: 'Убрать стадию Частично оплачен' }).click();
  const dialog = page.getByRole('dialog', { name: 'Убрать стадию «Частично оплачен»' });
  await dialog.getByLabel('Куда перенести сделки').selectOption({
    label: 'Быстрая продажа → Оплачен',
  });
  await dialog.getByRole('button', { name: 'Убрать и перенести' }).click();
  await dialog.waitFor({ state: 'detached' });
  await eventually(async () => {
    const { rows } = await server.db.query<{ left: number }>(
      `select count(*)::int as left from deals.deal d join deals.stage s on s.id = d.stage_id
       where s.code = 'partlyPaid' and s.archived_at is not null`);
    const done = await server.db.query(
      `select from deals.stage_move where finished_at is not null`);
    assert.equal(rows[0]?.left, 0);
    assert.equal(done.rowCount, 1);
  });
  await director.page.locator('section[aria-label^="Частично оплачен"]')
    .waitFor({ state: 'detached' });
  await page.getByText(/перенесено: \d+ сдел/).waitFor();
});

story('an administrator looks through a salesperson’s eyes and comes back by one key', async () => {
  const { page, context } = await signedIn(server.url, 'admin');
  await page.goto('/staff');
  await page.getByRole('button', { name: /^Посмотреть глазами/ }).first().waitFor();
  const { rows } = await server.db.query<{ name: string }>(
    `select e.name from staff.employee e join platform.account a on a.id = e.account_id
     where a.login = 'manager'`);
  await page.getByRole('button', { name: `Посмотреть глазами: ${rows[0]!.name}` }).click();
  await page.getByText(`Вы смотрите глазами: ${rows[0]!.name}`).first().waitFor();
  assert.equal(await page.getByRole('link', { name: 'Настройки' }).count(), 0);
  const refused = await context.request.post('/api/deals', { data: { title: 'Нельзя' } });
  assert.equal(refused.status(), 403);
  await page.keyboard.press('q');
  await page.getByRole('link', { name: 'Настройки' }).waitFor();
});

story('a line of the journal takes a value back', async () => {
  const { page, context } = await signedIn(server.url, 'admin');
  const write = await context.request.put('/api/settings/deals.acceptanceHours',
    { data: { value: 9 } });
  assert.equal(write.status(), 200);
  const filter = encodeURIComponent('{"entity":{"eq":"setting"}}');
  await page.goto(`/settings/journal?filter=${filter}`);
  await page.getByRole('button', { name: 'Вернуть прежнее значение' }).first().click();
  await page.getByRole('button', { name: 'Вернуть', exact: true }).click();
  await page.getByText('Прежнее значение вернулось').first().waitFor();
  const settings = await (await context.request.get('/api/settings')).json() as
    { name: string; value: unknown }[];
  assert.equal(settings.find((each) => each.name === 'deals.acceptanceHours')?.value, 4);
});

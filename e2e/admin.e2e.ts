// What an administrator does to people: departments, logins, dismissal, the matrix of rights.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openVisitor, signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readDeals } from './support/read-api.ts';

const server = await startDemoServer();
const PASSWORD = 'длинный-пароль-7';

async function openStaff(page: Page): Promise<void> {
  await page.goto('/staff');
  await page.getByRole('heading', { level: 1, name: 'Сотрудники' }).waitFor();
  await page.getByRole('navigation', { name: 'Отделы' }).getByText('Сварка').first().waitFor();
}

async function createDepartment(page: Page, name: string): Promise<void> {
  const tree = page.getByRole('navigation', { name: 'Отделы' });
  await tree.getByRole('button', { name: 'Действия с отделом Промтехника' }).click();
  await page.getByRole('menuitem', { name: 'Добавить отдел внутрь' }).click();
  const form = page.getByRole('dialog', { name: 'Новый отдел' });
  await form.getByLabel('Название').fill(name);
  await form.getByRole('button', { name: 'Сохранить' }).click();
  await form.waitFor({ state: 'detached' });
  await tree.getByText(name).waitFor();
}

async function hire(page: Page, person: { name: string; department: string; login: string }) {
  await page.getByRole('button', { name: 'Сотрудник', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Новый сотрудник' });
  await form.getByLabel('Имя', { exact: true }).fill(person.name);
  await form.getByLabel('Отдел', { exact: true }).fill(person.department);
  await page.getByRole('option', { name: person.department }).click();
  await form.getByRole('button', { name: 'Менеджер', exact: true }).click();
  await form.getByLabel('Логин', { exact: true }).fill(person.login);
  await form.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
  await form.getByRole('button', { name: 'Создать сотрудника' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('table', { name: 'Сотрудники' })
    .getByRole('button', { name: person.name, exact: true }).waitFor();
}

story('a new department gets a new employee, who signs in and is dismissed out of the session',
  async () => {
    const admin = await signedIn(server.url, 'admin');
    const person = { name: 'Новиков Лев Ильич', department: 'Вентиляция', login: 'novikov' };
    await openStaff(admin.page);
    await createDepartment(admin.page, person.department);
    await hire(admin.page, person);

    const newcomer = await openVisitor(server.url, person.login);
    const { page } = newcomer;
    await page.goto('/');
    await page.getByLabel('Логин').fill(person.login);
    await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('heading', { level: 1, name: 'Мой день' }).waitFor();
    await page.getByRole('link', { name: /^Сделки/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Сделки' }).waitFor();
    await page.getByText('Вентиляция').first().waitFor();

    await admin.page.getByRole('table', { name: 'Сотрудники' })
      .getByRole('button', { name: person.name, exact: true }).click();
    // The question asked above it names the employee too.
    const form = admin.page.getByRole('dialog', { name: 'Сотрудник', exact: true });
    await form.getByRole('button', { name: 'Уволить' }).click();
    await admin.page.getByRole('dialog', { name: /Уволить\?$/ })
      .getByRole('button', { name: 'Уволить' }).click();
    await form.waitFor({ state: 'detached' });
    const refused = await newcomer.context.request.get('/api/deals');
    assert.equal(refused.status(), 401, 'the session ended with the dismissal');
    await page.getByRole('link', { name: 'Список' }).click();
    await page.waitForURL('**/login**');
    await page.getByLabel('Логин').fill(person.login);
    await page.getByLabel('Пароль', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('alert').waitFor();
  });

story('a cell of the matrix changes what the salespeople see', async () => {
  const admin = await signedIn(server.url, 'admin');
  const manager = await signedIn(server.url, 'manager');
  const { page } = admin;
  await page.goto('/staff/roles');
  await page.getByRole('navigation', { name: 'Роли' }).getByRole('button', { name: /^Менеджер/ })
    .click();
  const cell = page.getByRole('region', { name: 'Права роли «Менеджер»' })
    .getByRole('combobox', { name: 'Сделки: видеть', exact: true });
  await cell.waitFor();
  const own = (await readDeals(manager, {})).total;

  await cell.selectOption({ label: 'отдел' });
  const seen = await eventually(async () => {
    const { total } = await readDeals(manager, {});
    assert.ok(total > own, `${total} deals of the department, ${own} own ones`);
    return total;
  });
  await manager.page.goto('/deals/list');
  const grid = manager.page.getByRole('grid', { name: 'Сделки' });
  await eventually(async () =>
    assert.equal(await grid.getAttribute('aria-rowcount'), String(seen.value)));

  await cell.selectOption({ label: 'нет' });
  await eventually(async () => {
    const answer = await manager.context.request.get('/api/deals');
    assert.equal(answer.status(), 403);
  });
  await manager.page.goto('/');
  await manager.page.getByRole('navigation', { name: 'Разделы' }).waitFor();
  assert.equal(await manager.page.getByRole('link', { name: /^Сделки/ }).count(), 0);

  await cell.selectOption({ label: 'свои' });
  await eventually(async () => assert.equal((await readDeals(manager, {})).total, own));
});

story('a salesperson sees colleagues and neither logins nor the matrix', async () => {
  const { page } = await signedIn(server.url, 'manager');
  await openStaff(page);
  assert.equal(await page.getByRole('button', { name: 'Сотрудник', exact: true }).count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Роли и права' }).count(), 0);
  assert.ok(!(await page.getByRole('table', { name: 'Сотрудники' }).innerText()).includes('admin'));
  await page.goto('/staff/roles');
  await page.getByText('Роли и права вам не видны').first().waitFor();
});

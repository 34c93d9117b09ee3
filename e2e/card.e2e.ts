// Work on the card of a deal: edit in place, history, conflict, comment, task, stage, transfer.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import type { DealCard, Pipeline } from '#contract/deals';
import type { Session } from '#contract/session';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { plain, readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

/** Own open deals of this person at that stage of «Быстрая продажа»; each story takes another. */
async function ownDeals(visitor: Visitor, minStageSteps = 2): Promise<DealCard[]> {
  const { employee } = await readApi<Session>(visitor, '/api/session');
  const { items } = await readDeals(visitor, {
    responsible: { eq: employee.id }, isOpen: { eq: true },
  });
  assert.ok(items.length >= minStageSteps, `the demo has open deals of ${visitor.name}`);
  return items as DealCard[];
}

async function openCard({ page }: Visitor, deal: { id: number }, tab = ''): Promise<void> {
  await page.goto(`/deals/${deal.id}${tab ? `?tab=${tab}` : ''}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('tab', { name: /^История/ }).waitFor();
}

const nameOf = async (visitor: Visitor) =>
  (await readApi<Session>(visitor, '/api/session')).employee.name;

const property = (page: Page, label: string) =>
  page.getByRole('complementary', { name: 'О сделке' })
    .getByRole('button', { name: new RegExp(`^${label}: `) });

/** Opens the editor of a property; what is typed waits for Enter. */
async function startEdit(page: Page, label: string, text: string): Promise<Locator> {
  await property(page, label).click();
  const editor = page.getByRole('textbox', { name: label, exact: true });
  await editor.fill(text);
  return editor;
}

const historyOf = (page: Page) => page.getByRole('tabpanel');

story('an edit in place lands in the history with old, new and who', async () => {
  const manager = await signedIn(server.url, 'manager');
  const [deal] = await ownDeals(manager);
  const { page } = manager;
  await openCard(manager, deal!, 'history');
  await (await startEdit(page, 'Заказчик', 'Северный рудник')).press('Enter');
  await page.getByRole('button', { name: 'Заказчик: Северный рудник' }).waitFor();
  const first = page.getByRole('tabpanel').getByRole('listitem')
    .filter({ hasText: /заказчик/i }).filter({ hasText: 'Северный рудник' }).first();
  await first.waitFor();
  assert.match(plain(await first.innerText()), /(пусто|\S+) → Северный рудник/);
  assert.match(plain(await first.innerText()), /Петрова/);

  await (await startEdit(page, 'Заказчик', 'Южный рудник')).press('Enter');
  await page.getByRole('tabpanel').getByText('Северный рудник → Южный рудник').first().waitFor();
  await (await startEdit(page, 'Заказчик', 'Ничей рудник')).press('Escape');
  await page.getByRole('button', { name: 'Заказчик: Южный рудник' }).waitFor();
});

story('two people edit one field: the later one is told and nothing is lost silently', async () => {
  const manager = await signedIn(server.url, 'manager');
  const head = await signedIn(server.url, 'head');
  const deal = (await ownDeals(manager))[1]!;
  await openCard(manager, deal);
  await openCard(head, deal);
  await manager.page.getByRole('list', { name: 'Сейчас смотрят' })
    .getByText('Соколов').first().waitFor();
  const late = await startEdit(head.page, 'Проект', 'Проект РОПа');
  await manager.page.getByText(/^правит Соколов/).waitFor();
  await (await startEdit(manager.page, 'Проект', 'Проект менеджера')).press('Enter');
  await manager.page.getByRole('button', { name: 'Проект: Проект менеджера' }).waitFor();
  // The head's page has heard of it (the newest event says so) and still holds the open editor.
  await head.page.getByRole('region', { name: 'Последние события' })
    .getByText(/Проект менеджера/).waitFor();
  await late.press('Enter');
  // Mine and theirs stand side by side; what was typed is one click away.
  const notice = head.page.getByRole('alert').filter({ hasText: 'поле изменили' });
  await notice.getByText(/«Проект менеджера»/).waitFor();
  assert.match(await notice.innerText(), /Ваше: «Проект РОПа»/);
  await notice.getByRole('button', { name: 'Оставить моё' }).click();
  await manager.page.getByRole('button', { name: 'Проект: Проект РОПа' }).waitFor();
  const saved = await readApi<DealCard>(head, `/api/deals/${deal.id}`);
  assert.equal(saved.projectName, 'Проект РОПа');

  // Different fields do not quarrel.
  const other = await startEdit(head.page, 'Заказчик', 'Карьер «Южный»');
  await (await startEdit(manager.page, 'Проект', 'Проект на 2027 год')).press('Enter');
  await manager.page.getByRole('button', { name: 'Проект: Проект на 2027 год' }).waitFor();
  await other.press('Enter');
  await head.page.getByRole('button', { name: 'Проект: Проект на 2027 год' }).waitFor();
  await manager.page.getByRole('button', { name: 'Заказчик: Карьер «Южный»' }).waitFor();
});

story('a comment is written, seen by the head at once and mended by its author', async () => {
  const manager = await signedIn(server.url, 'manager');
  const head = await signedIn(server.url, 'head');
  const deal = (await ownDeals(manager))[2]!;
  await openCard(manager, deal, 'history');
  await openCard(head, deal, 'history');
  const { page } = manager;
  await page.getByRole('textbox', { name: 'Комментарий', exact: true })
    .fill('Ждём договор до пятницы');
  await page.keyboard.press('Control+Enter');
  await historyOf(page).getByText('Ждём договор до пятницы').first().waitFor();
  await historyOf(head.page).getByText('Ждём договор до пятницы').first().waitFor();
  assert.equal(await head.page.getByRole('button', { name: 'Исправить', exact: true })
    .filter({ visible: true }).count(), await ownComments(head.page));
  await page.getByRole('button', { name: 'Исправить', exact: true }).first().click();
  await page.getByRole('textbox', { name: 'Исправить', exact: true }).fill('Договор подписан');
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await historyOf(page).getByText('Договор подписан').first().waitFor();
  await historyOf(head.page).getByText('Договор подписан').first().waitFor();
});

/** How many comments of this history were written by the head himself. */
const ownComments = (page: Page) =>
  historyOf(page).getByRole('listitem').filter({ hasText: 'Соколов' })
    .filter({ hasText: 'Комментарий' }).count();

story('a task is set on the card and done on the card', async () => {
  const manager = await signedIn(server.url, 'manager');
  const deal = (await ownDeals(manager))[3]!;
  const { page } = manager;
  await openCard(manager, deal, 'history');
  const next = page.getByRole('region', { name: 'Следующее дело' });
  await next.getByRole('button', { name: 'Новое дело' }).click();
  const form = page.getByRole('dialog', { name: 'Новое дело' });
  await form.getByLabel('Что сделать').fill('Позвонить технологу');
  await form.getByRole('button', { name: 'Поставить дело' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /^Дела/ }).click();
  const box = page.getByRole('checkbox', { name: 'Сделано: Позвонить технологу' });
  await box.click();
  await box.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: /^История/ }).click();
  await page.getByRole('tabpanel')
    .getByText('Дело сделано: «Позвонить технологу»').first().waitFor();
});

story('money of 1C has no editor and the server refuses it by name, to administrators too',
  async () => {
    const admin = await signedIn(server.url, 'admin');
    const { items } = await readDeals(admin, { paidKopecks: { gt: 0 }, isOpen: { eq: true } });
    const deal = items[0]!;
    const { page } = admin;
    await openCard(admin, deal, 'payments');
    const strip = page.locator('dl').filter({ hasText: 'Сумма сделки' }).first();
    assert.match(plain(await strip.innerText()), /из 1С/);
    for (const role of ['button', 'textbox', 'spinbutton', 'combobox'] as const) {
      assert.equal(await strip.getByRole(role).count(), 0, `${role} in the money strip`);
      const inTable = page.getByRole('tabpanel').getByRole(role);
      assert.equal(await inTable.count(), 0, `${role} in the payments`);
    }
    const answer = await admin.context.request.patch(`/api/deals/${deal.id}`, {
      data: { version: deal.version, paidKopecks: 1 },
    });
    const problem = await answer.json() as {
      code: string; title: string; detail: string; fields: { field: string }[];
    };
    assert.equal(answer.status(), 422);
    assert.equal(problem.code, 'field.readOnly');
    assert.match(`${problem.title} ${problem.detail}`, /1С/);
    assert.deepEqual(problem.fields.map(({ field }) => field), ['paidKopecks']);
    const after = await readApi<DealCard>(admin, `/api/deals/${deal.id}`);
    assert.equal(after.paidKopecks, deal.paidKopecks);
  });

story('a stage is moved by ] and by the bar; a loss asks for its reason', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  const deal = (await ownDeals(manager))[4]!;
  await openCard(manager, deal);
  const current = page.getByRole('list', { name: 'Стадии сделки' }).locator('[aria-current=step]');
  const before = await current.innerText();
  await page.locator('main').first().focus();
  await page.keyboard.press(']');
  await page.waitForFunction((old) =>
    document.querySelector('[aria-current=step]')?.textContent !== old, before);
  // The sheet of lines has an undo of its own.
  await page.getByRole('status').getByRole('button', { name: 'Отменить', exact: true }).click();
  await current.filter({ hasText: before }).waitFor();

  // The head is quicker: the manager hears who moved it where, and decides.
  const head = await signedIn(server.url, 'head');
  const { stageId } = await readApi<DealCard>(manager, `/api/deals/${deal.id}`);
  const stages = (await readApi<Pipeline[]>(manager, '/api/pipelines'))
    .map((pipeline) => pipeline.stages).find((all) => all.some(({ id }) => id === stageId))!;
  const next = stages[stages.findIndex(({ id }) => id === stageId) + 1]!;
  const other = stages.find(({ id, semantics }) =>
    semantics === 'open' && id !== stageId && id !== next.id)!;
  await page.route('**/stage-moves', async (route) => {
    await head.context.request.post(
      `/api/deals/${deal.id}/stage-moves`, { data: { stageId: other.id } });
    await route.continue();
  }, { times: 1 });
  await page.locator('main').first().focus();
  await page.keyboard.press(']');
  await page.getByText(`теперь «${other.name}» — Соколов`).first().waitFor();
  await page.getByRole('button', { name: 'Перевести всё равно', exact: true }).click();
  await current.filter({ hasText: next.name }).waitFor();

  await page.getByRole('button', { name: 'Отказ', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /отказом/ });
  await dialog.getByRole('button', { name: 'Закрыть сделку отказом' }).click();
  await dialog.getByText('Укажите причину').first().waitFor();
  await dialog.getByRole('button', { name: 'Дорого' }).click();
  await dialog.getByRole('button', { name: 'Закрыть сделку отказом' }).click();
  await page.getByText('Причина отказа: Дорого').first().waitFor();
});

story('a transferred deal is accepted by its receiver and still read by the giver', async () => {
  const manager = await signedIn(server.url, 'manager');
  const head = await signedIn(server.url, 'head');
  const deal = (await ownDeals(manager))[5]!;
  const { page } = head;
  await openCard(head, deal);
  await page.getByRole('button', { name: 'Передать', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Передать сделку другому отделу' });
  // By keyboard: the first field has the focus, and Enter takes what was typed, not what is above.
  const department = dialog.getByLabel('Отдел', { exact: true });
  await page.waitForFunction(() => document.activeElement?.tagName === 'INPUT');
  await page.getByRole('option', { name: 'Компрессоры' }).waitFor();
  await page.keyboard.type('Компресс');
  await page.keyboard.press('Enter');
  await eventually(async () => assert.equal(await department.inputValue(), 'Компрессоры'));
  await dialog.getByLabel('Почему передаёте').fill('Нужна компрессорная станция');
  await dialog.getByRole('button', { name: 'Передать сделку' }).click();
  await dialog.waitFor({ state: 'detached' });

  const receiver = await signedIn(server.url, 'shcherbakov');
  await receiver.page.goto('/tasks');
  const task = receiver.page.getByText(`Принять сделку ${deal.number}`).first();
  await task.waitFor();
  await openCard(receiver, deal, 'history');
  await receiver.page.getByRole('tabpanel')
    .getByText('Нужна компрессорная станция').first().waitFor();
  assert.ok(await property(receiver.page, 'Проект').isVisible(), 'the receiver may edit');
  const notice = receiver.page.getByRole('region', { name: 'Приёмка сделки' });
  await notice.getByText('Нужна компрессорная станция').first().waitFor();
  // Named is whom to ask, and whom the clients of the deal knew until now.
  const words = await notice.innerText();
  assert.match(words, new RegExp(`^${await nameOf(head)} передаёт сделку отдела «.+», `
    + `прежний ответственный — ${await nameOf(manager)}`));
  await openCard(head, deal);
  assert.equal(await page.getByRole('button', { name: 'Принять', exact: true }).count(), 0);
  await notice.getByRole('button', { name: 'Принять', exact: true }).click();
  await page.getByText('принята', { exact: true }).waitFor();

  for (const giver of [head, manager]) {
    await openCard(giver, deal);
    assert.equal(await property(giver.page, 'Проект').count(), 0, `${giver.name} only reads`);
    const moved = await giver.context.request.post(`/api/deals/${deal.id}/stage-moves`, {
      data: { stageId: deal.stageId + 1 },
    });
    assert.ok([403, 404].includes(moved.status()), `${giver.name} moves: ${moved.status()}`);
  }
});

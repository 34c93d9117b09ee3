// CRM → 1C as a person sees it: an edit of what 1C owns waits for 1C, its answer changes the value
// on the open card, and a refusal stands there in the words of 1C. Orders of 1C in human hands.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { DealCard } from '#contract/deals';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { anyItem, connectOnec, emptyBase, newUid, order, payment } from './support/onec.ts';
import { plain, readApi } from './support/read-api.ts';
import { put } from '#test/onec-fake/base';
import type { CompanyBody } from '#test/onec-fake/bodies';

const server = await startDemoServer();
const onec = connectOnec(server);

const NAME = 'Гидросервис Командный';
const BODY: CompanyBody = {
  name: NAME, fullName: `ООО «${NAME}»`, inn: '7707083893', kpp: '770701001', ogrn: null,
  kind: 'legal', address: 'Москва', phones: [], emails: [], managerUid: newUid(), deleted: false,
};

story('an edit of requisites waits for 1C, is confirmed live, and a refusal is told in words',
  async () => {
    const uid = newUid();
    await onec.apply(anyItem('company', uid, { ...BODY, managerUid: null }));
    const base = emptyBase();
    const at = new Date().toISOString();
    put(base, { type: 'company', uid, rev: 1, body: BODY, gone: false, at });
    put(base, {
      type: 'order', uid: newUid(), rev: 1, gone: false, at,
      body: { companyUid: uid, lines: [], number: 'УТ-1', posted: true, deleted: false } as never,
    });

    const admin = await signedIn(server.url, 'admin');
    const { page } = admin;
    const [company] = (await readApi<{ items: { id: number }[] }>(
      admin, `/api/companies?q=${encodeURIComponent(NAME)}`)).items;
    await page.goto(`/companies/${company!.id}`);
    await page.getByRole('button', { name: 'КПП: 770701001', exact: true }).click();
    await page.getByRole('textbox', { name: 'КПП', exact: true }).fill('770801001');
    await page.keyboard.press('Enter');
    await page.getByText('ждёт 1С: 770801001', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'КПП: 770701001', exact: true }).waitFor();
    await page.getByRole('list', { name: 'Ответ 1С' })
      .getByText('Правка реквизитов: ждёт 1С', { exact: true }).waitFor();

    await onec.obey(base);
    await page.getByRole('button', { name: 'КПП: 770801001', exact: true }).waitFor();
    await page.getByRole('list', { name: 'Ответ 1С' }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'ИНН: 7707083893', exact: true }).click();
    await page.getByRole('textbox', { name: 'ИНН', exact: true }).fill('7728168971');
    await page.keyboard.press('Enter');
    await page.getByText('ждёт 1С: 7728168971', { exact: true }).waitFor();
    await onec.obey(base);
    const answer = page.getByRole('list', { name: 'Ответ 1С' });
    await answer.getByText(/По контрагенту уже есть документы/).waitFor();
    await answer.getByRole('button', { name: 'Повторить', exact: true }).waitFor();
    // The same refusal as the administrator sees it, with what exactly 1C got.
    const desk = await admin.context.newPage();
    await desk.goto('/exchange/commands?state=refused');
    const row = desk.getByRole('table', { name: 'Команды для 1С' }).getByRole('row')
      .filter({ hasText: NAME });
    await row.getByText(/По контрагенту уже есть документы/).waitFor();
    await row.getByRole('button', { name: 'Правка реквизитов', exact: true }).click();
    const panel = desk.getByRole('complementary', { name: 'Команда для 1С' });
    await panel.getByText('7728168971', { exact: false }).waitFor();
    await panel.getByRole('button', { name: 'Убрать', exact: true }).click();
    await desk.getByRole('dialog').getByRole('button', { name: 'Убрать', exact: true }).click();
    await row.waitFor({ state: 'detached' });
    await desk.close();
    await answer.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'ИНН: 7707083893', exact: true }).waitFor();
  });

const sumOf = async (page: Page): Promise<string> => plain(await page.locator('dl')
  .filter({ hasText: 'Сумма сделки' }).first().textContent());

story('an order is split off into a deal of its own and brought back by hand, its money with it',
  async () => {
    const manager = await signedIn(server.url, 'manager');
    const { page } = manager;
    const made = await manager.context.request.post(`${server.url}/api/deals`, {
      data: { title: 'Два заказа' }, headers: { origin: server.url } });
    const { id } = await made.json() as { id: number };
    const [kept, other] = [newUid(), newUid()];
    const of = (number: string) => ({ number, crmDealId: String(id) });
    await onec.apply(
      order(kept, 1, '100000.00', of('УТ-900001')), order(other, 1, '50000.00', of('УТ-900002')),
      payment(newUid(), 1, { orderUid: other, sum: '50000.00' }));
    await page.goto(`/deals/${id}`);
    await eventually(async () => assert.match(await sumOf(page), /150 000/));

    await page.getByRole('button', { name: 'Действия с заказом УТ-900002', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Выделить в новую сделку', exact: true }).click();
    const split = page.getByRole('dialog', { name: 'Выделить заказ УТ-900002 в новую сделку' });
    await split.getByLabel('Название новой сделки').fill('Только второй');
    await split.getByRole('button', { name: 'Выделить', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Только второй' }).waitFor();
    await eventually(async () => assert.match(await sumOf(page), /50 000/));
    await page.getByRole('progressbar', { name: 'Оплачено' }).first().waitFor();
    const born = Number(/\d+$/.exec(page.url())?.[0]);
    const sumsOf = async (deal: number) => {
      const card = await readApi<DealCard>(manager, `/api/deals/${deal}`);
      return [card.amountKopecks, card.paidKopecks];
    };
    assert.deepEqual(await sumsOf(id), [10_000_000, 0]);
    assert.deepEqual(await sumsOf(born), [5_000_000, 5_000_000]);

    await page.goto(`/deals/${id}`);
    await page.getByRole('button', { name: 'Привязать заказ 1С', exact: true }).click();
    await page.getByLabel('Номер заказа, ИНН или название клиента').fill('УТ-900002');
    await page.getByRole('button', { name: 'Привязать заказ УТ-900002', exact: true }).click();
    await eventually(async () => assert.match(await sumOf(page), /150 000/));
    assert.deepEqual(await sumsOf(id), [15_000_000, 5_000_000]);
    // Nothing was left in the deal that was made for it.
    const gone = await manager.context.request.get(`${server.url}/api/deals/${born}`);
    assert.equal(gone.status(), 404);
  });

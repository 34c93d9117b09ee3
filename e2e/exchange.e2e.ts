// The monitor of the exchange: what could not be applied is shown with its reason and mended there.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { exchangeCatalogue } from '#test/onec-fake/site-client';
import { catalogueXml, encodeCml, offersXml } from '#test/onec-fake/site-files';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { anyItem, connectOnec, newUid, order, payment } from './support/onec.ts';
import { onecDigest } from './support/onec-digest.ts';
import { plain, readDeals } from './support/read-api.ts';

const server = await startDemoServer();
const onec = connectOnec(server);
const digest = onecDigest(server);

async function openMonitor(page: Page): Promise<void> {
  await page.goto('/exchange');
  await page.getByRole('heading', { level: 1, name: 'Обмен с 1С' }).waitFor();
  await page.getByRole('heading', { name: 'promtehnika-ut11' }).waitFor();
}

const held = (page: Page) => page.getByRole('table', { name: 'Карантин' }).getByRole('row');

story('a rejected item shows its reason, its field and what 1C sent, and can be dismissed',
  async () => {
    const { page } = await signedIn(server.url, 'admin');
    const uid = newUid();
    const [verdict] = await onec.push(anyItem('order', uid, {
      number: 'УТ-999001', date: '2026-03-10T10:00:00', posted: true, deleted: false,
      currency: 'RUB', total: 'сто рублей', lines: [],
    }));
    assert.equal(verdict?.status, 'rejected');
    await openMonitor(page);
    const row = held(page).filter({ hasText: verdict.text ?? '' }).filter({ hasText: 'отклонено' });
    await row.getByRole('button', { name: 'Заказ' }).click();
    const panel = page.getByRole('complementary', { name: /^Запись карантина/ });
    await panel.getByText('Что прислала 1С').first().waitFor();
    const words = plain(await panel.innerText());
    assert.ok(words.includes('сто рублей'), 'the raw body is there');
    assert.ok(words.includes('total'), 'the field is named');
    assert.ok(words.includes(uid), 'the identifier is there');
    assert.match(verdict.text ?? '', /[а-яё]{4}/i, 'the reason is Russian');

    await panel.getByRole('button', { name: 'Повторить' }).click();
    await row.getByRole('cell', { name: '2', exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Отклонить' }).click();
    await page.getByRole('dialog', { name: /Отклонить\?$/ })
      .getByRole('button', { name: 'Отклонить' }).click();
    await page.getByText('Запись отклонена').first().waitFor();
    await row.waitFor({ state: 'detached' });
  });

story('an order of an unknown manager waits and is healed by naming him on the screen',
  async () => {
    const admin = await signedIn(server.url, 'admin');
    const { page } = admin;
    const unknown = { managerUid: newUid(), managerName: 'Сидоров П. П. (УТ)' };
    const orders = [1, 2].map((number) => order(newUid(), 1, `${number}11000.00`, {
      number: `УТ-88800${number}`, ...unknown,
    }));
    const verdicts = await onec.push(...orders);
    assert.deepEqual(verdicts.map(({ status, code }) => `${status} ${code}`),
      ['parked manager.unknown', 'parked manager.unknown']);
    await openMonitor(page);
    const rows = held(page).filter({ hasText: 'Сидоров' });
    await rows.nth(1).waitFor();
    await rows.first().getByRole('button', { name: 'Заказ' }).click();
    const panel = page.getByRole('complementary', { name: /^Запись карантина/ });
    await panel.getByLabel('Сотрудник').fill('Жуков');
    await page.getByRole('option', { name: /Жуков/ }).click();
    await panel.getByRole('button', { name: 'Сопоставить менеджера' }).click();
    await page.getByText(/Менеджер сопоставлен, применены 2 записи/).first().waitFor();
    await rows.first().waitFor({ state: 'detached' });
    for (const number of ['УТ-888001', 'УТ-888002']) {
      const { items } = await readDeals(admin, {}, { q: number });
      assert.equal(items.length, 1, `deal of ${number}`);
      assert.equal(items[0]!.responsible?.name, 'Жуков Никита Романович');
    }

    // An order of a deal that is not there: one deal is made for all that name it.
    const lost = ['УТ-888101', 'УТ-888102'].map((number) =>
      order(newUid(), 1, '5000.00', { number, crmDealId: '99000001' }));
    assert.deepEqual((await onec.push(...lost)).map(({ code }) => code),
      ['deal.unknown', 'deal.unknown']);
    const waiting = held(page).filter({ hasText: 'Сделки 99000001 в Верстаке нет' });
    await waiting.nth(1).waitFor();
    await waiting.first().getByRole('button', { name: 'Заказ' }).click();
    await panel.getByText('Её же ждёт ещё 1 заказ', { exact: false }).waitFor();
    await panel.getByLabel('Ответственный новой сделки').fill('Жуков');
    await page.getByRole('option', { name: /Жуков/ }).click();
    await panel.getByRole('button', { name: 'Создать сделку', exact: true }).click();
    await waiting.first().waitFor({ state: 'detached' });
    const [made] = (await readDeals(admin, {}, { q: 'УТ-888101' })).items;
    assert.deepEqual(made!.orderNumbers.toSorted(), ['УТ-888101', 'УТ-888102']);
  });

story('a card that 1C has made is joined to the employee who it is, with the orders', async () => {
  const admin = await signedIn(server.url, 'admin');
  const { page } = admin;
  const managerUid = newUid();
  await onec.apply(anyItem('employee', managerUid,
    { name: 'Жукова-Незнакомая Н. Р.', departmentName: 'Станки', deleted: false }));
  await onec.apply(order(newUid(), 1, '31000.00', { number: 'УТ-888201', managerUid }));
  await page.goto('/staff');
  await page.getByRole('button', { name: 'Жукова-Незнакомая Н. Р.', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Сотрудник', exact: true });
  // A dialog takes the focus once it has opened, and with it a list that is open already.
  await form.locator(':focus').waitFor();
  await form.getByRole('textbox', { name: 'Это сотрудник', exact: true }).fill('Жуков Ник');
  await page.getByRole('option', { name: /Жуков Никита/ }).click();
  await form.getByRole('button', { name: 'Присоединить', exact: true }).click();
  await page.getByText(/перейдут к «Жуков Никита/).waitFor();
  await page.getByRole('button', { name: 'Присоединить', exact: true }).last().click();
  await form.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Жукова-Незнакомая Н. Р.', exact: true })
    .waitFor({ state: 'detached' });
  const { items } = await readDeals(admin, {}, { q: 'УТ-888201' });
  assert.equal(items[0]!.responsible?.name, 'Жуков Никита Романович');
});

story('money before its order is kept, shown as waiting and linked when the order comes',
  async () => {
    const admin = await signedIn(server.url, 'admin');
    const { page } = admin;
    const orderUid = newUid();
    await onec.apply(payment(newUid(), 1, { orderUid, sum: '70000.00' }));
    await openMonitor(page);
    await page.getByText('1 оплата без заказа').first().waitFor();
    await onec.apply(order(orderUid, 1, '140000.00', { number: 'УТ-888003' }));
    await page.getByText('1 оплата без заказа').waitFor({ state: 'detached' });
    const { items } = await readDeals(admin, {}, { q: 'УТ-888003' });
    assert.equal(items[0]?.paidKopecks, 7_000_000);
  });

story('an administrator lets the site exchange in, sees what came and what was held', async () => {
  const { page } = await signedIn(server.url, 'admin');
  await page.goto('/exchange/site');
  await page.getByRole('heading', { level: 2, name: 'obmen-site', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Добавить пользователя', exact: true }).click();
  const form = page.getByRole('dialog', { name: 'Новый пользователь обмена', exact: true });
  await form.getByRole('textbox', { name: 'Логин', exact: true }).fill('obmen');
  await form.getByRole('textbox', { name: 'Пароль', exact: true }).fill('obmen-parol-2026');
  await form.getByRole('textbox', { name: 'Имя базы 1С', exact: true }).fill('Сайт');
  await form.getByRole('button', { name: 'Добавить', exact: true }).click();
  await page.getByRole('heading', { level: 2, name: 'obmen', exact: true }).waitFor();

  const bad = '<Товар><Ид>bez-imeni</Ид></Товар></Товары></Каталог>';
  const catalogue = catalogueXml({ products: 3 }).replace('</Товары></Каталог>', bad);
  await exchangeCatalogue({
    url: `${server.url}/exchange/1c`, login: 'obmen', password: 'obmen-parol-2026',
  }, [
    { name: 'import0_1.xml', bytes: encodeCml(catalogue, 'windows-1251') },
    { name: 'offers0_1.xml', bytes: encodeCml(offersXml({ products: 3 }), 'utf-8') },
  ], false);
  const sessions = page.getByRole('table', { name: 'Последние сеансы', exact: true });
  await sessions.getByText('import0_1.xml', { exact: true }).first().waitFor();
  await sessions.getByText('в карантине 1', { exact: true }).first().waitFor();

  await page.getByRole('link', { name: 'Монитор', exact: true }).click();
  await held(page).filter({ hasText: '«Наименование»: не заполнено' }).first().waitFor();
  // It comes by the clock of 1C and brings no sums: its silence is no news, nor a reconciliation.
  const site = page.locator('section').filter({
    has: page.getByRole('heading', { level: 2, name: 'Сайт', exact: true }),
  });
  await site.getByRole('button', { name: 'Проверить обмен', exact: true }).waitFor();
  assert.equal(await site.getByRole('checkbox', { name: 'Следить за связью' }).count(), 0);
  assert.equal(await site.getByText('Сверка', { exact: true }).count(), 0);
});

story('a payment that vanished is pointed to by one reconciliation and comes back', async () => {
  const { page } = await signedIn(server.url, 'admin');
  const [uid, orderUid] = [newUid(), newUid()];
  const month = '2026-02';
  const lost = payment(uid, 1, { orderUid, sum: '123456.00' }, {
    number: 'ПП-777001', date: `${month}-12T10:00:00`,
  });
  await onec.apply(order(orderUid, 1, '200000.00', { number: 'УТ-777001' }), lost);
  const ofOnec = await digest.remember();
  await server.db.query('delete from payments.payment_line where payment_uid = $1', [uid]);
  await server.db.query('delete from payments.payment where uid = $1', [uid]);
  await server.db.query('delete from onec.object where uid = $1', [uid]);

  await page.goto('/exchange/reconcile');
  await page.getByRole('button', { name: 'Сверить сейчас', exact: true }).click();
  await page.getByText('ждём базу 1С', { exact: true }).waitFor();
  assert.ok(await digest.isAsked(), 'the next answer asks 1C for its digest');
  assert.deepEqual(await digest.compare(ofOnec), [uid]);
  const found = page.getByRole('table', { name: 'Расхождения', exact: true })
    .getByRole('row').filter({ hasText: 'Оплата' });
  await found.getByText('расходится', { exact: true }).waitFor();
  await onec.apply(lost);
  await found.getByText('исправлено', { exact: true }).waitFor();
  await page.getByText('закончена', { exact: true }).first().waitFor();

  await page.getByRole('button', { name: 'февраль 2026: по дням', exact: true }).click();
  await page.getByText('12 фев', { exact: true }).first().waitFor();
  await found.getByRole('button', { name: /^Оплата/ }).click();
  const panel = page.getByRole('complementary', { name: 'Объект 1С', exact: true });
  await panel.getByText('Версия 1:').first().waitFor();
});

story('a connection over OData tells what ends and what stays before it is deleted', async () => {
  const { page, context } = await signedIn(server.url, 'admin');
  const made = await context.request.post('/api/exchange/odata', {
    data: {
      ib: 'ut-lishnyaya', url: 'http://127.0.0.1:9/ut', login: 'x', password: 'x', plan: null,
      nodeUid: null, sinceOn: '2026-01-01', pollSeconds: 240, windowDays: 1,
    },
  });
  assert.ok(made.ok(), await made.text());
  await openMonitor(page);
  const name = 'Удалить подключение ut-lishnyaya';
  const remove = page.getByRole('button', { name, exact: true });
  await remove.click();
  const dialog = page.getByRole('dialog', { name, exact: true });
  await dialog.getByText(/Всё, что пришло, остаётся/).waitFor();
  await dialog.getByRole('button', { name: 'Удалить подключение', exact: true }).click();
  await remove.waitFor({ state: 'detached' });
  await page.getByText('подключение по OData удалено', { exact: true }).first().waitFor();
});

story('who may not see the exchange finds neither the section nor its data', async () => {
  const { page, context } = await signedIn(server.url, 'manager');
  await page.goto('/exchange');
  await page.getByText('Раздел «Обмен с 1С» вам не виден').first().waitFor();
  assert.equal(await page.getByRole('link', { name: 'Обмен с 1С' }).count(), 0);
  const answer = await context.request.get('/api/exchange');
  assert.equal(answer.status(), 403);
});

// The main job: what 1C posts moves the open card of everybody who may see it, and of nobody else.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { readXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import type { DealCard, Pipeline } from '#contract/deals';
import type { MoneyReport } from '#contract/money-reports';
import { openVisitor, signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { anyItem, connectOnec, newUid, order, payment } from './support/onec.ts';
import { plain, readApi } from './support/read-api.ts';
import { paymentBody } from '#test/onec/items';

const server = await startDemoServer();
const onec = connectOnec(server);

/** Signs in through the screen, as everybody does first. */
async function signInByHand(name: string): Promise<Visitor> {
  const visitor = await openVisitor(server.url, name);
  const { page } = visitor;
  await page.goto('/');
  await page.getByLabel('Логин').fill(name);
  await page.getByLabel('Пароль', { exact: true }).fill('wrong-password');
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Пароль', { exact: true }).fill('verstak-demo');
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('heading', { level: 1, name: 'Мой день' }).waitFor();
  await page.getByRole('link', { name: /^Сделки/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Сделки' }).waitFor();
  return visitor;
}

/** A fresh deal of the manager for an existing customer, made by the form of the screen. */
async function createDeal({ page, ...visitor }: Visitor): Promise<DealCard> {
  await page.keyboard.press('c');
  const form = page.getByRole('dialog', { name: 'Новая сделка' });
  await form.getByLabel('Что нужно клиенту').fill('Насос ЦНС 180-128, 1 шт.');
  await form.getByLabel('Клиент', { exact: true }).fill('окастрой');
  await page.getByRole('option', { name: /Окастрой/ }).first().click();
  await form.getByRole('button', { name: 'Создать сделку' }).click();
  await page.waitForURL(/\/deals\/\d+$/);
  const id = Number(/\d+$/.exec(page.url())?.[0]);
  return readApi<DealCard>({ page, ...visitor }, `/api/deals/${id}`);
}

const paidBar = (page: Page) => page.getByRole('progressbar', { name: 'Оплачено' }).first();

async function seePaid(page: Page, percent: number, sum: string): Promise<void> {
  assert.equal(await paidBar(page).getAttribute('aria-valuenow'), String(percent));
  const cell = page.locator('dl').filter({ hasText: 'Сумма сделки' }).first();
  assert.match(plain(await cell.textContent()), new RegExp(sum));
}

/** Both browsers show it; milliseconds until each did. */
async function bothSee(
  pages: Page[], check: (page: Page) => Promise<void>,
): Promise<number[]> {
  const seen = await Promise.all(pages.map((page) => eventually(() => check(page))));
  return seen.map(({ tookMs }) => tookMs);
}

story('a payment posted in 1C moves the bar in two open browsers; unposting strikes it through',
  async () => {
    const manager = await signInByHand('manager');
    const deal = await createDeal(manager);
    const head = await signedIn(server.url, 'head');
    const pages = [manager.page, head.page];
    for (const page of pages) {
      await page.goto(`/deals/${deal.id}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.getByRole('tab', { name: /^Оплаты/ }).click();
    }
    const [orderUid, paymentUid] = [newUid(), newUid()];
    const about = { number: 'УТ-777001', crmDealId: deal.id };
    await onec.apply(order(orderUid, 1, '1660000.00', about));
    await bothSee(pages, (page) => seePaid(page, 0, '1 660 000 ₽'));

    const sentAt = performance.now();
    await onec.apply(payment(paymentUid, 1, { orderUid, sum: '830000.00' }));
    const answeredMs = Math.round(performance.now() - sentAt);
    const took = await bothSee(pages, (page) => seePaid(page, 50, '830 000 ₽'));
    console.log(`payment: 1C had its answer in ${answeredMs} ms, the bars moved `
      + `${took.join(' and ')} ms after it`);
    const rows = pages.map((page) =>
      page.getByRole('table', { name: 'Оплаты из 1С' }).getByRole('row')
        .filter({ hasText: '830 000' }));
    for (const row of rows) await row.filter({ hasText: 'проведён' }).waitFor();

    await onec.apply(
      payment(paymentUid, 2, { orderUid, sum: '830000.00' }, { posted: false }));
    await bothSee(pages, (page) => seePaid(page, 0, '1 660 000 ₽'));
    for (const row of rows) {
      await row.filter({ hasText: 'не проведён' }).waitFor();
      const line = await row.getByRole('cell', { name: '830 000' })
        .evaluate((cell) => getComputedStyle(cell).textDecorationLine);
      assert.match(line, /line-through/);
    }
    await onec.apply(payment(paymentUid, 3, { orderUid, sum: '1660000.00' }));
    await bothSee(pages, (page) => seePaid(page, 100, '1 660 000 ₽'));
  });

story('an order of 1C makes a deal that appears on the open board by itself', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  await page.goto('/deals');
  const column = page.getByLabel(/^Заявка: \d+ сдел/);
  await column.waitFor();
  const { rows } = await server.db.query<{ uid: string }>(
    `select i.uid from staff.employee_identity i join staff.employee e on e.id = i.employee_id
     where e.name like 'Петрова Анна%'`);
  const sentAt = performance.now();
  await onec.apply(order(newUid(), 1, '412300.00', {
    number: 'УТ-777002', managerUid: rows[0]!.uid, managerName: 'Петрова Анна Игоревна',
  }));
  await page.getByRole('option').filter({ hasText: '412 300' }).waitFor();
  console.log(`an order became a card on the board ${Math.round(performance.now() - sentAt)} ms `
    + 'after it was sent');
});

story('what 1C sends before the stream of the screen is there is shown when it is', async () => {
  const { page } = await signedIn(server.url, 'manager');
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => { open = done; });
  await page.route('**/api/stream*', async (route) => {
    await opened;
    await route.continue();
  });
  await page.goto('/deals');
  await page.getByLabel(/^Заявка: \d+ сдел/).waitFor();
  const { rows } = await server.db.query<{ uid: string }>(
    `select i.uid from staff.employee_identity i join staff.employee e on e.id = i.employee_id
     where e.name like 'Петрова Анна%'`);
  await onec.apply(order(newUid(), 1, '413700.00', {
    number: 'УТ-777003', managerUid: rows[0]!.uid, managerName: 'Петрова Анна Игоревна',
  }));
  open();
  await page.getByRole('option').filter({ hasText: '413 700' }).waitFor();
});

story('another department learns that the deal exists and nothing else of it', async () => {
  const stranger = await signedIn(server.url, 'manager2');
  const owner = await signedIn(server.url, 'manager');
  const pipelines = await readApi<Pipeline[]>(owner, '/api/pipelines');
  const { items } = await readApi<{ items: DealCard[] }>(owner,
    '/api/deals?limit=50&sort=-amountKopecks&filter='
      + encodeURIComponent(JSON.stringify({ company: { empty: false } })));
  const deal = items.find((one) => one.company && one.department?.name.startsWith('Насосы'));
  assert.ok(deal?.company, 'the manager has a deal of a company');
  const { page } = stranger;
  await page.goto(`/deals/${deal.id}`);
  await page.getByText(/не найдена или (вам )?не видна/).waitFor();
  assert.ok(!(await page.locator('body').innerText()).includes(deal.title));

  await page.goto(`/companies/${deal.company.id}`);
  await page.getByRole('heading', { level: 1, name: deal.company.name }).waitFor();
  await page.getByRole('tab', { name: /^Другие отделы/ }).click();
  const context = page.getByRole('tabpanel');
  const line = context.getByRole('row').filter({ hasText: 'Насосы и мотопомпы' })
    .filter({ hasText: 'Петрова' });
  await line.first().waitFor();
  assert.match(await line.first().innerText(), /в работе|закрыта/);
  const words = plain(await page.locator('main').innerText());
  assert.ok(!words.includes(deal.title), 'the title of a foreign deal is on the company card');
  assert.ok(!words.includes(deal.number), 'its number is on the company card');
  const roubles = Math.trunc(deal.amountKopecks! / 100).toLocaleString('ru-RU');
  assert.ok(!words.includes(plain(roubles)), 'its sum is on the company card');
  const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === deal.stageId);
  assert.ok(!plain(await context.innerText()).includes(stage!.name), 'its stage is there');
});

const roubles = (kopecks: number) =>
  (kopecks / 100).toFixed(2).replace('.', ',').replace(',00', '');
const digits = (text: string | null) => plain(text).replaceAll(' ', '');

story('receivables lead to their stages with the same sum, and a payment of 1C moves both',
  async () => {
    const accountant = await signedIn(server.url, 'accountant');
    const { page } = accountant;
    const read = () => readApi<MoneyReport>(accountant, '/api/money-reports/receivables');
    const before = await read();
    const row = before.rows.find(({ title, count }) => title !== null && count === 1)!;
    await page.goto('/money');
    const report = page.getByRole('table', { name: 'Дебиторка', exact: true });
    await report.getByRole('link', { name: new RegExp(`^${row.title!}, Итого: `) }).click();
    const stages = page.getByRole('table', { name: 'Из чего складывается сумма', exact: true });
    await stages.waitFor();
    const heading = page.getByRole('heading', { level: 2, name: / этап/ });
    const saysSum = (kopecks: number) => eventually(async () => {
      assert.ok(digits(await heading.textContent()).startsWith(`${roubles(kopecks)}₽`));
    });
    await saysSum(row.totalKopecks);
    const { company } = (JSON.parse(row.filter) as { company: { eq: number } });
    const { rows } = await server.db.query<{ uid: string }>(
      `select x.order_uid as uid from payments.due x join deals.deal d on d.id = x.deal_id
       where d.company_id = $1 and x.receivable_kopecks > 100000 limit 1`, [company.eq]);
    await onec.apply(payment(newUid(), 1, { orderUid: rows[0]!.uid, sum: '1000.00' }));
    await saysSum(row.totalKopecks - 100_000);
    await page.getByRole('button', { name: 'К отчёту', exact: true }).click();
    const total = report.getByRole('link', { name: /^Итого, Итого: / });
    await eventually(async () => assert.equal(digits(await total.textContent()),
      roubles(before.totals.totalKopecks - 100_000)));
    const { totals } = await readApi<MoneyReport>(accountant, '/api/money-reports/partlyPaid');
    await page.goto('/money?report=partlyPaid');
    await page.getByRole('table', { name: 'Оплачены частично', exact: true })
      .getByRole('link', { name: /^Итого, Остаток: / }).click();
    const above = page.locator('header')
      .filter({ has: page.getByRole('heading', { level: 1, name: 'Сделки', exact: true }) });
    await eventually(async () => assert.ok(digits(await above.textContent())
      .includes(`${roubles(totals.kopecks[2]!)}₽остатоккоплате`)));
    await page.goto(`/companies/${company.eq}`);
    const owed = page.getByRole('group', { name: /: расчёты$/ }).getByRole('link').first();
    await eventually(async () => assert.equal(digits(await owed.textContent()),
      `${roubles(row.totalKopecks - 100_000)}₽`));
  });

story('money without an order stands on the client, opens its payments and goes into Excel',
  async () => {
    const director = await signedIn(server.url, 'director');
    const { page } = director;
    const { rows } = await server.db.query<{ id: number; uid: string; name: string }>(
      `select c.id, i.uid, c.name from customers.company c
         join customers.company_identity i on i.company_id = c.id
       where c.advance_kopecks = 0 and not exists (select from payments.due x
         join deals.deal d on d.id = x.deal_id where d.company_id = c.id)
       order by c.id limit 1`);
    const [company] = rows;
    const [paid, orderUid] = [newUid(), newUid()];
    const ahead = (rev: number, lines: object[]) => onec.apply(anyItem('payment', paid, {
      ...paymentBody('12345.67', lines as never, { companyUid: company!.uid, number: '7788' }),
    }, rev));
    await page.goto(`/companies/${company!.id}`);
    await page.getByRole('heading', { level: 1, name: company!.name }).waitFor();
    await ahead(1, []);
    await page.getByRole('group', { name: /: расчёты$/ })
      .getByRole('link', { name: /12.345,67/ }).click();
    const parts = page.getByRole('table', { name: 'Из чего складывается сумма', exact: true });
    await parts.getByRole('cell', { name: '7788', exact: true }).waitFor();
    const heading = page.getByRole('heading', { level: 2, name: / платёж/ });
    await eventually(async () =>
      assert.ok(digits(await heading.textContent()).startsWith('12345,67₽')));
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Excel', exact: true }).click();
    const { sheets } = await readXlsx(await readFile(await (await saving).path()));
    const file = sheets[0]!.rows;
    assert.deepEqual([file.length, file[1]![0], file[1]!.at(-1), file[2]!.at(-1)],
      [3, company!.name, 12_345.67, 12_345.67]);
    await onec.apply(order(orderUid, 1, '50000.00', { companyUid: company!.uid }));
    await ahead(2, [{ orderUid, sum: '12345.67' }]);
    await page.getByText('Платежей больше нет: их отнесли на заказы', { exact: true }).waitFor();
  });

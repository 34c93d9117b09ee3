// The offer of a deal: a specification of 200 lines pasted from Excel in one act, and a sheet that
// works from the keyboard alone.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { ProductItem } from '#contract/catalog';
import type { DealCard } from '#contract/deals';
import type { OwnEntity } from '#contract/own-entities';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { plain, readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

/** A new deal without lines, open at its goods. */
async function openNewDeal(visitor: Visitor, title: string): Promise<number> {
  const answer = await visitor.context.request.post('/api/deals', { data: { title } });
  assert.equal(answer.status(), 200, await answer.text());
  const { id } = (await answer.json()) as { id: number };
  await visitor.page.goto(`/deals/${id}?tab=goods`);
  await sheet(visitor.page).waitFor();
  return id;
}

const sheet = (page: Page) => page.getByRole('grid', { name: 'Строки предложения' });
const saved = (page: Page) =>
  page.getByRole('status').filter({ hasText: /^сохранено$/ }).waitFor();
/** The deal, once the server has so many lines of it. */
async function dealWith(visitor: Visitor, id: number, lineCount: number): Promise<DealCard> {
  const { value } = await eventually(async () => {
    const deal = await readApi<DealCard>(visitor, `/api/deals/${id}`);
    assert.equal(deal.lines.length, lineCount);
    return deal;
  });
  return value;
}

async function paste(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('Control+V');
}

const cellsOf = (page: Page, row: number) =>
  sheet(page).getByRole('row').nth(row).getByRole('gridcell').allInnerTexts();

story('200 lines of Excel are pasted in one act; what did not match is listed', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  const { items } = await readApi<{ items: ProductItem[] }>(manager,
    `/api/products?limit=190&filter=${encodeURIComponent('{"article":{"empty":false}}')}`);
  assert.equal(items.length, 190, 'the demo has products enough');
  const id = await openNewDeal(manager, 'Спецификация из Excel');
  const rows = [
    ...items.map(({ article, name }, at) =>
      [name, `${at + 1},5`, 'шт.', article, '1 234,50', 'к 1 мая']),
    ['Детали по чертежам', '', '', '', '', ''],
    ...Array.from({ length: 9 }, (_, at) =>
      [`Деталь по чертежу ${at + 1}`, '2,000', 'шт.', '', '10', '']),
    [`Замена: ${items[0]!.article}`, '1', 'шт.', '', '5', ''],
    ['Итого', '', '', '', '234 000', ''],
  ];
  const text = [['Наименование', 'Кол-во', 'Ед.', 'Артикул', 'Цена', 'Срок'], ...rows]
    .map((cells) => cells.join('\t')).join('\r\n');
  await sheet(page).focus();
  await paste(page, text);
  const report = page.getByRole('dialog', { name: 'Что нашлось в каталоге' });
  await report.getByText('Вставлено: 200 строк').first().waitFor();
  await report.getByText('9 без товара').first().waitFor();
  await report.getByText('Итого 234 000', { exact: true }).waitFor();
  await report.getByLabel(/^Товар для строки/).first().click();
  await page.getByRole('option', { name: items[0]!.name }).first().click();
  await report.getByRole('button', { name: 'Готово' }).click();
  await saved(page);
  const deal = await dealWith(manager, id, 201);
  assert.deepEqual(deal.lines.filter(({ isSection }) => isSection).map(({ name }) => name),
    ['Детали по чертежам']);
  assert.equal(deal.lines.filter((line) => line.productId === null).length, 10);
  assert.deepEqual(deal.lineColumns.map(({ name }) => name), ['Срок']);
  const sum = deal.lines.reduce((total, line) => total + line.sumKopecks!, 0);
  assert.equal(deal.amountKopecks, sum);
  const shown = plain(await page.getByLabel('Итого').innerText()).replace(/[^\d,]/g, ' ');
  assert.ok(shown.replaceAll(' ', '').includes(String(sum / 100).replace('.', ',')), shown);
  const { items: found } = await readDeals(manager, { amountKopecks: { eq: sum } });
  assert.ok(found.some((item) => item.id === id));
  await page.reload();
  await sheet(page).getByRole('row').nth(1).waitFor();
  assert.match(plain((await cellsOf(page, 1)).join()), /1 234,50/);
  await sellWithoutVat(manager, id);
});

/** Another seller: his VAT is offered for the lines, taken in one act and taken back. */
async function sellWithoutVat(visitor: Visitor, id: number): Promise<void> {
  const { page } = visitor;
  const entities = await readApi<OwnEntity[]>(visitor, '/api/own-entities');
  const ownEntityId = entities.find(({ vatRegime }) => vatRegime === 'none')!.id;
  const { version, lines } = await readApi<DealCard>(visitor, `/api/deals/${id}`);
  const answer = await visitor.context.request.patch(`/api/deals/${id}`,
    { data: { version, ownEntityId } });
  assert.equal(answer.status(), 200, await answer.text());
  const vatOf = (deal: DealCard) => deal.lines.reduce((sum, line) => sum + line.vatKopecks!, 0);
  const whenVat = (vat: number) => eventually(async () =>
    assert.equal(vatOf(await readApi<DealCard>(visitor, `/api/deals/${id}`)), vat));
  const before = lines.reduce((sum, line) => sum + line.vatKopecks!, 0);
  assert.ok(before > 0);
  await page.getByRole('button', { name: 'Пересчитать НДС', exact: true }).click();
  await whenVat(0);
  await page.getByRole('button', { name: 'Отменить', exact: true }).first().click();
  await whenVat(before);
}

story('the sheet is kept from the keyboard alone', async () => {
  const manager = await signedIn(server.url, 'manager');
  const { page } = manager;
  const id = await openNewDeal(manager, 'Без мыши');
  const { keyboard } = page;
  await sheet(page).focus();
  // An article is found while it is typed, in the wrong layout too; Enter takes the product.
  await keyboard.type('wyc');
  await page.getByRole('option').first().waitFor();
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await keyboard.type('2,5');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await keyboard.type('1 000,40');
  await keyboard.press('Tab');
  await keyboard.type('10');
  await keyboard.press('Enter');
  const first = (await cellsOf(page, 1)).map(plain);
  assert.match(first[0]!, /^ЦНС/);
  assert.deepEqual([first[2], first[4], first[5], first[7]],
    ['2,5', '1 000,40', '10 %', '2 250,90']);
  await saved(page);

  // Copied, pasted below, filled down, undone and done again.
  await keyboard.press('ArrowUp');
  await keyboard.press('Home');
  await keyboard.press('Shift+End');
  await keyboard.press('Control+C');
  await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  await keyboard.press('Control+V');
  assert.equal((await cellsOf(page, 2)).map(plain)[7], '2 250,90');
  await keyboard.press('Control+Z');
  assert.equal((await cellsOf(page, 2))[7], '');
  await keyboard.press('Control+Y');
  await keyboard.press('Control+Delete');
  await keyboard.press('ArrowUp');
  await keyboard.press('F2');
  await keyboard.press('Escape');
  await saved(page);
  const { lines } = await dealWith(manager, id, 1);
  assert.equal(lines[0]?.sumKopecks, 225_090);
  assert.ok(lines[0]?.productId);
});

story('two people write one offer at once and both keep their lines', async () => {
  const manager = await signedIn(server.url, 'manager');
  const head = await signedIn(server.url, 'head');
  const id = await openNewDeal(manager, 'Вдвоём');
  await head.page.goto(`/deals/${id}?tab=goods`);
  await sheet(head.page).waitFor();
  for (const [who, name] of [[manager, 'Строка менеджера'], [head, 'Строка РОПа']] as const) {
    await sheet(who.page).focus();
    await who.page.keyboard.press('ArrowRight');
    // Playwright inserts Cyrillic without keys; an open editor takes it.
    await who.page.keyboard.press('F2');
    await who.page.keyboard.type(name);
  }
  await Promise.all([manager, head].map(({ page }) => page.keyboard.press('Enter')));
  const { lines } = await dealWith(manager, id, 2);
  assert.deepEqual(lines.map(({ name }) => name).sort(), ['Строка РОПа', 'Строка менеджера']);
  await sheet(manager.page).getByText('Строка РОПа').first().waitFor();
  await sheet(head.page).getByText('Строка менеджера').first().waitFor();
});

// A list in groups is typed into like a sheet, the side panel walks it, and a lost stage asks why.
import assert from 'node:assert/strict';
import type { DealCard } from '#contract/deals';
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();

story('cells of a list in groups: a word, a lost stage with its reason, and all of it taken back',
  async () => {
    const head = await signedIn(server.url, 'head');
    const { page } = head;
    const { items } = await readDeals(head, { isOpen: { eq: true } });
    const [first, second] = items as [DealCard, DealCard];
    const dealOf = (id: number) => readApi<DealCard>(head, `/api/deals/${id}`);
    const filter = JSON.stringify({ id: { in: [first.id, second.id] } });
    await page.goto(`/deals/list?group=isOpen&filter=${encodeURIComponent(filter)}`);
    const grid = page.getByRole('treegrid', { name: 'Сделки' });
    await grid.getByText('2 записи', { exact: true }).waitFor();
    await grid.focus();
    await page.keyboard.press('Enter');
    const rows = grid.locator('[data-row]');
    await rows.nth(2).waitFor();

    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const numberOf = (at: number) => rows.nth(at).locator('[data-column="0"]').innerText();
    await page.getByRole('complementary', { name: `Сделка ${await numberOf(1)}` }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('complementary', { name: `Сделка ${await numberOf(2)}` }).waitFor();
    await page.keyboard.press('Escape');

    const number = await numberOf(2);
    const deal = items.find((each) => each.number === number)!;
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await grid.getByRole('textbox', { name: 'Сделка', exact: true }).fill('Из ячейки группы');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal((await dealOf(deal.id)).title, 'Из ячейки группы'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await grid.getByRole('combobox', { name: 'Стадия', exact: true }).fill('Отказ');
    await page.keyboard.press('Enter');
    const why = page.getByRole('dialog', { name: 'Почему сделка закрывается отказом' });
    await why.getByRole('button', { name: 'Дорого', exact: true }).click();
    await why.getByRole('button', { name: 'Сохранить и перевести' }).click();
    await eventually(async () => {
      const { isOpen, lostReason } = await dealOf(deal.id);
      assert.deepEqual([isOpen, lostReason], [false, 'Дорого']);
    });
    await page.getByText('Записано строк: 1', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Отменить', exact: true }).last().click();
    await eventually(async () => assert.equal((await dealOf(deal.id)).isOpen, true));
    assert.deepEqual(head.faults, []);
  });

// Files: hung on a deal, taken away and brought back; history of 1C sent from the monitor.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import type { Page } from 'playwright-core';
import type { Session } from '#contract/session';
import { xlsxOf } from '#test/import-file';
import { writeHistory } from '#test/onec-fake/history';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { inspect } from './support/inspect.ts';
import { plain, readApi, readDeals } from './support/read-api.ts';

const server = await startDemoServer();
const folder = mkdtempSync(join(tmpdir(), 'verstak-e2e-files-'));
after(() => rmSync(folder, { recursive: true }));

async function openFiles(visitor: Visitor): Promise<Page> {
  const { employee } = await readApi<Session>(visitor, '/api/session');
  const { items: [deal] } = await readDeals(visitor, {
    responsible: { eq: employee.id }, isOpen: { eq: true },
  });
  const { page } = visitor;
  await page.goto(`/deals/${deal!.id}?tab=files`);
  await page.getByRole('heading', { level: 3, name: 'Файлы' }).waitFor();
  return page;
}

/** The card has a second one, for pictures of a comment. */
const fileInput = (page: Page) =>
  page.getByRole('region', { name: 'Файлы' }).locator('input[type=file]');

const choose = (page: Page, name: string, mimeType: string, text: string) =>
  fileInput(page).setInputFiles({ name, mimeType, buffer: Buffer.from(text) });

story('a file is hung on a deal, saved, removed and taken back', async () => {
  const manager = await signedIn(server.url, 'manager');
  const page = await openFiles(manager);
  await page.getByText('Файлов пока нет').first().waitFor();
  await choose(page, 'Расчёт насоса.txt', 'text/plain', 'Подача 180 м³/ч');
  const line = page.getByRole('region', { name: 'Файлы' }).getByRole('listitem')
    .filter({ hasText: 'Расчёт насоса.txt' });
  await line.getByText('сегодня').first().waitFor();
  assert.match(plain(await line.innerText()), /24 Б · Петрова .*сегодня/);
  await page.getByRole('tab', { name: /^Файлы\s*1$/ }).waitFor();

  const saving = page.waitForEvent('download');
  await line.getByRole('link', { name: 'Скачать: Расчёт насоса.txt' }).click();
  const saved = await saving;
  assert.equal(saved.suggestedFilename(), 'Расчёт насоса.txt');
  assert.equal(readFileSync(await saved.path(), 'utf8'), 'Подача 180 м³/ч');

  await line.getByRole('button', { name: 'Убрать: Расчёт насоса.txt' }).click();
  await page.getByText('Файлов пока нет').first().waitFor();
  await page.getByRole('button', { name: /Отменить|Вернуть/ }).click();
  await line.waitFor();

  await page.getByRole('tab', { name: /^История/ }).click();
  await page.getByText('Файл возвращён: Расчёт насоса.txt').first().waitFor();
});

story('a file dropped by a colleague appears at once; what does not fit is explained', async () => {
  const manager = await signedIn(server.url, 'manager');
  const head = await signedIn(server.url, 'head');
  const page = await openFiles(manager);
  await head.page.goto(page.url());
  await head.page.getByRole('heading', { level: 3, name: 'Файлы' }).waitFor();
  const transfer = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['чертёж'], 'Чертёж.dwg'));
    return data;
  });
  const panel = page.getByRole('region', { name: 'Файлы' });
  await panel.dispatchEvent('dragenter', { dataTransfer: transfer });
  await page.getByText('Отпустите, чтобы приложить').first().waitFor();
  await panel.dispatchEvent('drop', { dataTransfer: transfer });
  const line = ({ page: of }: Visitor) =>
    of.getByRole('region', { name: 'Файлы' }).getByRole('listitem')
      .filter({ hasText: 'Чертёж.dwg' });
  await line(manager).waitFor();
  await line(head).waitFor();

  await choose(page, 'virus.exe', 'application/octet-stream', 'MZ');
  await page.getByText('Не приложен: virus.exe').first().waitFor();
  await page.getByText('Файлы .exe не принимаются: сожмите файл в .zip.').first().waitFor();
  await choose(page, 'пусто.txt', 'text/plain', '');
  await page.getByText('Файл пуст.').first().waitFor();
});

story('pictures and tables are shown in place, files of one name are versions', async () => {
  const manager = await signedIn(server.url, 'manager');
  const page = await openFiles(manager);
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAAB'
    + 'JRU5ErkJggg==';
  await fileInput(page).setInputFiles({
    name: 'Фото насоса.png', mimeType: 'image/png', buffer: Buffer.from(png, 'base64'),
  });
  await page.getByRole('link', { name: 'Фото насоса.png', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Фото насоса.png' });
  await dialog.getByRole('img', { name: 'Фото насоса.png' }).waitFor();
  await page.waitForFunction(() => document.images[0]?.naturalWidth === 1);
  await page.keyboard.press('Escape');
  await fileInput(page).setInputFiles({
    name: 'Цены.csv', mimeType: 'text/csv', buffer: Buffer.from('Артикул;Цена\nЦНС-60;1200'),
  });
  await page.getByRole('link', { name: 'Цены.csv', exact: true }).click();
  await page.getByRole('dialog', { name: 'Цены.csv' }).getByRole('cell', { name: '1200' })
    .waitFor();
  await page.keyboard.press('Escape');
  await fileInput(page).setInputFiles({
    name: 'цены.csv', mimeType: 'text/csv', buffer: Buffer.from('Артикул;Цена\nЦНС-60;1300'),
  });
  await page.getByRole('button', { name: 'Ещё 1 версия' }).click();
  await page.getByRole('link', { name: 'Цены.csv', exact: true }).waitFor();

  // A workbook of Excel is a table too; arrows go from file to file.
  await fileInput(page).setInputFiles({
    name: 'КП.xlsx', mimeType: 'application/octet-stream',
    buffer: Buffer.from(await xlsxOf([['Насос', 'Цена'], ['ЦНС-60', 1234.5]])),
  });
  await page.getByRole('link', { name: 'КП.xlsx', exact: true }).click();
  await page.getByRole('dialog', { name: 'КП.xlsx' })
    .getByRole('cell', { name: '1 234,5' }).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: 'цены.csv', exact: true })
    .getByRole('cell', { name: '1300' }).waitFor();
  await page.keyboard.press('Escape');

  // So is the file of a field of one's own.
  const admin = await signedIn(server.url, 'admin');
  const made = await admin.context.request.post('/api/custom-fields', {
    data: { entity: 'deal', name: 'Опросный лист', kind: 'file' },
  });
  assert.equal(made.status(), 200, await made.text());
  await page.getByLabel('Опросный лист', { exact: true }).setInputFiles({
    name: 'лист.txt', mimeType: 'text/plain', buffer: Buffer.from('Подача 180'),
  });
  await page.getByRole('complementary', { name: 'О сделке' })
    .getByRole('link', { name: 'лист.txt', exact: true }).click();
  await page.getByRole('dialog', { name: 'лист.txt' }).getByText('Подача 180').first().waitFor();
});

story('an administrator loads history of 1C from a file and watches it come', async () => {
  const admin = await signedIn(server.url, 'admin');
  const out = join(folder, 'История 2017.ndjson.gz');
  await writeHistory({ orders: 60, out, ib: 'архив', until: '2026-06-30' });
  const { page } = admin;
  await page.goto('/exchange');
  await page.getByRole('heading', { name: 'История из файла' }).waitFor();
  await page.locator('input[type=file]').setInputFiles(out);
  const row = page.getByRole('row').filter({ hasText: 'История 2017.ndjson.gz' });
  await row.getByText('загружен', { exact: true }).waitFor({ timeout: 30_000 });
  assert.match(plain(await row.innerText()), /архив.*принято \d/s);
  // Counted by itself after the last line: what the file said and what is here are the same.
  const proof = row.getByRole('link', { name: /^сошлись все итоги: \d+$/ });
  await proof.waitFor({ timeout: 30_000 });
  const address = await proof.getAttribute('href');
  await page.locator('input[type=file]').setInputFiles({
    name: 'история.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('x'),
  });
  await page.getByText('Нужен файл .ndjson или .ndjson.gz.').first().waitFor();
  await inspect(admin, [{
    name: 'proof of a load', address: address!,
    ready: (opened) => opened.getByText(/^Сошлись все итоги по видам и месяцам: \d+$/),
  }]);
});

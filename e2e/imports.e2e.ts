// A head brings a sheet of Excel: columns, a trial, the run, the wrong rows, the way back.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { CellValue } from 'hucre/xlsx';
import { readXlsx } from 'hucre/xlsx';
import type { Import } from '#contract/imports';
import { completeInn } from '#contract/requisites';
import { xlsxOf } from '#test/import-file';
import { signedIn, story, type Visitor } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { eventually } from './support/eventually.ts';
import { inspect } from './support/inspect.ts';
import { readApi } from './support/read-api.ts';

const server = await startDemoServer();
/** A job is looked for once a second, and the machine may be busy. */
const WORK_MS = 60_000;
const MIME = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const SHEET: CellValue[][] = [
  ['Клиенты отдела'],
  ['Наименование', 'ИНН', 'Юр. адрес', 'Тел.', 'Заметка'],
  ['ООО «Завозов-Первый»', completeInn('590000001'), 'Пермь', '8 (342) 200-10-01', 'а'],
  ['ООО «Завозов-Второй»', completeInn('590000002'), 'Пермь', '8 (342) 200-10-02', 'б'],
  ['ООО «Завозов-Опечатка»', '5900000031', 'Пермь', null, 'в'],
  [null, completeInn('590000004'), 'Пермь', null, 'г'],
];

const countOf = async (visitor: Visitor): Promise<number> => (await readApi<{ total: number }>(
  visitor, '/api/companies?q=Завозов-&total=1&limit=1')).total;

story('a sheet with wrong rows is tried, written, and taken back', async () => {
  const visitor = await signedIn(server.url, 'head');
  const { page } = visitor;
  await page.goto('/companies');
  await page.getByRole('link', { name: 'Импорт из Excel' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'Клиенты.xlsx', mimeType: MIME, buffer: Buffer.from(await xlsxOf(SHEET)),
  });
  const field = page.getByLabel('Поле для столбца «Наименование»');
  await field.waitFor({ timeout: WORK_MS });
  assert.equal(await field.inputValue(), 'name');
  assert.equal(await page.getByLabel('Поле для столбца «Тел.»').inputValue(), 'phones');
  const note = page.getByLabel('Поле для столбца «Заметка»');
  assert.equal(await note.inputValue(), '');
  // Closed in the middle and opened again it stands as it was left.
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/settings'));
  await note.selectOption('fullName');
  await kept;
  await page.reload();
  await field.waitFor({ timeout: WORK_MS });
  assert.equal(await note.inputValue(), 'fullName');
  await note.selectOption('');
  await page.getByRole('button', { name: 'Проверить', exact: true }).click();

  const write = page.getByRole('button', { name: 'Записать 2', exact: true });
  await write.waitFor({ timeout: WORK_MS });
  await page.getByText('Название: Не заполнено.', { exact: true }).waitFor();
  await page.getByText(/^ИНН: Контрольная цифра/).waitFor();
  assert.equal(await countOf(visitor), 0, 'a trial writes nothing');
  await page.reload();
  await write.waitFor({ timeout: WORK_MS });
  await write.click();

  const back = page.getByRole('button', { name: 'Отменить импорт', exact: true });
  await back.waitFor({ timeout: WORK_MS });
  assert.equal(await countOf(visitor), 2);
  await page.reload();
  await back.waitFor({ timeout: WORK_MS });
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Скачать ошибки', exact: true }).click();
  const { sheets } = await readXlsx(await readFile(await (await saving).path()));
  assert.deepEqual(sheets[0]!.rows[0],
    ['Наименование', 'ИНН', 'Юр. адрес', 'Тел.', 'Заметка', 'Ошибка']);
  assert.equal(sheets[0]!.rows.length, 3);

  await back.click();
  await page.getByRole('button', { name: 'Вернуть как было', exact: true }).click();
  await page.getByText(/^Отменил /).waitFor({ timeout: WORK_MS });
  assert.equal(await countOf(visitor), 0, 'created companies are gone');
});

async function uploaded(visitor: Visitor): Promise<Import> {
  const answer = await visitor.context.request.post(
    `/api/imports?noun=companies&name=${encodeURIComponent('Клиенты.xlsx')}`, {
      data: Buffer.from(await xlsxOf(SHEET)),
      headers: { 'content-type': 'application/octet-stream' },
    });
  assert.equal(answer.status(), 200, await answer.text());
  return await answer.json() as Import;
}

story('the screens of an import', async () => {
  const visitor = await signedIn(server.url, 'head');
  const draft = await uploaded(visitor);
  const tried = await uploaded(visitor);
  await visitor.context.request.post(`/api/imports/${tried.id}/checks`);
  await eventually(async () => {
    const { state } = await readApi<Import>(visitor, `/api/imports/${tried.id}`);
    assert.equal(state, 'checked');
  }, WORK_MS);
  const done = await uploaded(visitor);
  for (const [act, state] of [['checks', 'checked'], ['runs', 'finished']] as const) {
    await visitor.context.request.post(`/api/imports/${done.id}/${act}`);
    await eventually(async () => {
      assert.equal((await readApi<Import>(visitor, `/api/imports/${done.id}`)).state, state);
    }, WORK_MS);
  }
  await inspect(visitor, [
    {
      name: 'question before an import is taken back', address: `/imports/${done.id}`,
      within: '[role=dialog]',
      ready: (page) => page.getByRole('button', { name: 'Отменить импорт', exact: true }),
      then: async (page) => {
        await page.getByRole('button', { name: 'Отменить импорт', exact: true }).click();
        await page.getByRole('button', { name: 'Вернуть как было', exact: true }).waitFor();
      },
    },
    {
      name: 'imports', address: '/imports',
      ready: (page) => page.getByRole('table', { name: 'Импорты за 30 дней' }),
    },
    {
      name: 'columns of an import', address: `/imports/${draft.id}`,
      ready: (page) => page.getByLabel('Поле для столбца «ИНН»'),
    },
    {
      name: 'trial of an import', address: `/imports/${tried.id}`,
      ready: (page) => page.getByRole('table', { name: 'Строки импорта' }),
    },
  ]);
});

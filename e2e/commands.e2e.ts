// CRM → 1C as a person sees it: an edit of what 1C owns waits for 1C, its answer changes the value
// on the open card, and a refusal stands there in the words of 1C.
import { signedIn, story } from './support/browser.ts';
import { startDemoServer } from './support/demo-server.ts';
import { anyItem, connectOnec, emptyBase, newUid } from './support/onec.ts';
import { readApi } from './support/read-api.ts';
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

// The whole dialogue of «Обмен с сайтом» by a client that behaves like 1C: chunks, archives,
// repeated and cut pieces, a wrong cookie, encodings, deletions, containers, and files that are
// broken.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { dealSearchProvider, listDeals, replaceLines } from '#modules/deals';
import { one } from '#platform/database';
import { planSearch } from '#platform/search/plan';
import { startTestApp, type TestApp } from '#test/app';
import { addCompany, addDeal, addDepartment, addPerson, stageId, type Person } from '#test/factory';
import {
  createSiteClient, exchangeCatalogue, SiteRefused, takeOrders, type SiteClientOptions,
} from '#test/onec-fake/site-client';
import {
  answerXml, catalogueXml, type CmlEncoding, encodeCml, offersXml, productUid, wrapCml,
} from '#test/onec-fake/site-files';
import { zipFiles } from '#test/onec-fake/zip-files';
import { answersOf } from '../commerceml/list-answers.ts';
import { retryHeld } from '../held-items.ts';
import { createAccount, editAccount } from './accounts.ts';
import { askImport } from './ask-import.ts';
import { answerSite } from './dialogue.ts';
import { touchSession } from './sessions.ts';

let world: TestApp;
let seller: Person;
let stranger: Person;
const PASSWORD = 'obmen-s-saitom-1';

before(async () => {
  world = await startTestApp();
  const departmentId = await addDepartment(world.db);
  seller = await addPerson(world.db, { departmentId, role: 'administrator' });
  stranger = await addPerson(world.db, { departmentId });
  const { id, version } = await createAccount(seller.ctx,
    { login: 'obmen', password: PASSWORD, ib: 'ut-site' });
  const stage = await stageId(world.db, 'quick', 'request');
  await editAccount(seller.ctx, id, { version, stageIds: [stage] });
});
after(() => world.close());

const options = (more: Partial<SiteClientOptions> = {}): SiteClientOptions => ({
  url: `${world.url}/exchange/1c`, login: 'obmen', password: PASSWORD, ...more,
});

const xml = (name: string, text: string, encoding: CmlEncoding = 'utf-8') =>
  ({ name, bytes: encodeCml(text, encoding) });

async function rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await world.db.query<Row>(sql, values)).rows;
}

const countOf = async (sql: string): Promise<number> => Number(
  (await one<{ n: number }>(world.db, `select count(*)::int as n from ${sql}`))!.n);

test('a catalogue, prices and stock come in pieces and in every encoding, once', async () => {
  const files = [
    xml('import0_1.xml', catalogueXml({ products: 40 }), 'windows-1251'),
    xml('offers0_1.xml', offersXml({ products: 40 }), 'utf-16le'),
  ];
  await exchangeCatalogue(options({ pieceBytes: 3000, zip: false }), files, false);
  assert.equal(await countOf('catalog.product where name like \'Насос центробежный №%\''), 40);
  const [price] = await rows<{ price: string; name: string }>(`
    select r.price::text, t.name from catalog.product_price r
      join catalog.price_type t on t.id = r.price_type_id
      join catalog.product_identity i on i.product_id = r.product_id
    where i.uid = $1`, [productUid(7)]);
  assert.deepEqual(price, { price: '7000.5000', name: 'Розничная' });
  const rests = await rows(`select r.warehouse, r.quantity::int as quantity
    from catalog.product_rest r join catalog.product_identity i on i.product_id = r.product_id
    where i.uid = $1 order by 1`, [productUid(7)]);
  assert.deepEqual(rests, [
    { warehouse: 'Склад 1', quantity: 7 }, { warehouse: 'Склад 2', quantity: 8 },
  ]);
  const variants = await rows(`select v.name, p.price::text, sum(r.quantity)::int as quantity
    from catalog.product_variant v join catalog.variant_price p on p.variant_id = v.id
      join catalog.variant_rest r on r.variant_id = v.id group by 1, 2 order by 1`);
  assert.deepEqual(variants, [
    { name: '220 В', price: '3000.5000', quantity: 7 },
    { name: '380 В', price: '4000.5000', quantity: 9 },
  ]);
  const again = [files[0]!, xml('offers0_1.xml', offersXml({ products: 40 }), 'utf-8-bom')];
  // The directory of an archive stands at its end: cut into pieces it is put together first.
  await exchangeCatalogue(options({ pieceBytes: 900 }), again, false);
  const pieces = await rows<{ count: number }>(`select count(*)::int as count from onec.site_chunk c
    join onec.history_file f on f.id = c.file_id where f.path = 'v8_1c_export.zip'`);
  assert.ok(pieces[0]!.count > 2, 'the archive came in pieces');
  const [last] = await rows<{ counts: Record<string, number> }>(
    `select counts from onec.history_file where path = 'import0_1.xml' order by id desc limit 1`);
  assert.deepEqual(Object.keys(last!.counts), ['product.unchanged'], 'in an archive, and the same');
});

test('a repeated piece counts once, a cut one not at all, a file begun anew replaces itself',
  async () => {
    const client = createSiteClient('catalog', options());
    await client.login();
    await client.init();
    const bytes = encodeCml(catalogueXml({ products: 12, isFull: false }), 'utf-8');
    const pieces = [0, 1, 2].map((index) =>
      bytes.subarray(index * 1500, index === 2 ? undefined : (index + 1) * 1500));
    const send = (piece: Buffer) =>
      client.ask({ mode: 'file', filename: 'Import/Again.xml' }, piece);
    // The answer to the second piece was lost, then the whole file was begun anew.
    for (const index of [0, 1, 1, 0, 1, 2, 2]) {
      assert.equal((await send(pieces[index]!)).lines[0], 'success');
    }
    await cutPiece(client.ask, 'again.xml');
    assert.deepEqual(await rows(`select size_bytes as size from onec.history_file
      where path = 'again.xml'`), [{ size: bytes.length }]);
    await client.importFile('again.xml');
    assert.deepEqual(await rows(`select state from onec.history_file where path = 'again.xml'`),
      [{ state: 'done' }]);
  });

/** A body that promises more than it sends, as a network that broke off does. */
async function cutPiece(
  ask: ReturnType<typeof createSiteClient>['ask'], filename: string,
): Promise<void> {
  await ask({ mode: 'init' });
  const session = await rows<{ id: number }>('select max(id) as id from onec.site_session');
  assert.ok(session[0]);
  await new Promise<void>((resolve) => {
    const address = new URL(`${world.url}/exchange/1c?type=catalog&mode=file&filename=${filename}`);
    const cut = request(address, { method: 'POST', headers: { 'content-length': '5000' } });
    cut.on('error', () => resolve());
    cut.write('x'.repeat(700), () => cut.destroy());
  });
}

test('while a file is taken 1C hears how far it has come, and then how it ended', async () => {
  const client = createSiteClient('catalog', options());
  const { lines: [, , token = ''] } = await client.ask({ mode: 'checkauth' });
  client.setCookie(`verstak_1c=${token}`);
  await client.init();
  const session = await touchSession(world.db, token, new Date());
  const inbox = { db: world.db, now: () => new Date(), uploadsDir: join(world.dataDir, 'uploads') };
  const said = async () => new TextDecoder(session!.encoding)
    .decode((await askImport(inbox, session!, 'slow.xml', 1)).body);
  // Another file of the account is being taken: its lock is what all of them wait for.
  const other = await world.db.connect();
  try {
    await other.query('select pg_advisory_lock(7263011, $1)', [session!.accountId]);
    await client.sendFile(xml('slow.xml', catalogueXml({ products: 3 })));
    assert.match(await said(), /^progress\nslow\.xml: ждёт очереди/);
    await world.db.query(`update onec.history_file
      set state = 'running', bytes_done = size_bytes * 3 / 4 where path = 'slow.xml'`);
    assert.match(await said(), /^progress\nslow\.xml: разобрано 7[45] %/);
  } finally {
    await other.query('select pg_advisory_unlock(7263011, $1)', [session!.accountId]);
    other.release();
  }
  assert.deepEqual(await client.importFile('slow.xml'), []);
});

test('what is above the limits is refused with the limit and leaves nothing', async () => {
  const client = createSiteClient('catalog', options());
  await client.login();
  assert.equal((await client.init()).fileLimit, 10 * 1024 * 1024);
  const sessid = (await client.ask({ mode: 'checkauth' })).lines[2]!;
  // As the server sees it: over the network it would first be waited out.
  const inbox = { db: world.db, now: () => new Date(), uploadsDir: join(world.dataDir, 'uploads') };
  const long = await answerSite(inbox, {
    query: { type: 'catalog', mode: 'file', filename: 'long.xml', sessid }, cookies: {},
    headers: { 'content-length': String(300 * 1024 * 1024) }, ip: '127.0.0.1',
    body: Readable.from([]),
  } as never);
  assert.match(new TextDecoder('windows-1251').decode(long.body), /^failure\n.*больше 200 МБ/);
  const send = () => client.ask({ mode: 'file', filename: 'huge.xml' }, Buffer.from('<a>1</a>'));
  client.setCookie(`verstak_1c=${sessid}`);
  assert.equal((await send()).lines[0], 'success');
  await world.db.query(
    `update onec.history_file set size_bytes = 1073741823 where path = 'huge.xml'`);
  const next = await client.ask({ mode: 'file', filename: 'huge.xml' }, Buffer.from('<b>2</b>'));
  assert.match(next.text, /^failure\n.*Файл больше 1 ГБ/);
  const left = await rows(`select f.path, c.place from onec.history_file f
    join onec.site_chunk c on c.file_id = f.id where f.path in ('huge.xml', 'long.xml')`);
  assert.deepEqual(left, [{ path: 'huge.xml', place: 0 }]);
});

test('what is absent from a whole catalogue is withdrawn, of a broken one nothing', async () => {
  const whole = { products: 40, isFull: true };
  const broken = xml('import1_1.xml', catalogueXml({ ...whole, without: [5] }).slice(0, -60));
  await assert.rejects(exchangeCatalogue(options(), [broken], true), SiteRefused);
  const most = xml('import1_1.xml', catalogueXml({ ...whole, products: 4 }));
  await assert.rejects(exchangeCatalogue(options(), [most], true), /ничего не удалено/);
  const live = `catalog.product where deleted_at is null and name like 'Насос центробежный №%'`;
  assert.equal(await countOf(live), 40);
  // One that goes on after a failure and calls its catalogue whole.
  const stubborn = createSiteClient('catalog', options());
  await stubborn.login();
  await stubborn.init();
  const without = catalogueXml({ ...whole, without: [5] });
  for (const file of [xml('import0_1.xml', without), { ...broken, name: 'import0_2.xml' }]) {
    await stubborn.sendFile(file);
    await stubborn.importFile(file.name).catch((error: unknown) => {
      assert.equal((error as Error).name, 'SiteRefused');
    });
  }
  assert.match((await stubborn.ask({ mode: 'deactivate' })).text,
    /^failure\nНе все файлы разобраны/);
  assert.equal(await countOf(live), 40);
  const changes = xml('import1_1.xml', catalogueXml({ products: 40, without: [6] }));
  await exchangeCatalogue(options(), [changes], true);
  assert.equal(await countOf(live), 40, 'a package of changes deletes nothing by absence');
  // The seventh comes by another road too: that it is not for the site deletes no card.
  await world.db.query(`insert into catalog.product_identity (base_id, uid, product_id)
    select 77, uid, product_id from catalog.product_identity where uid = $1`, [productUid(7)]);
  const good = xml('import1_1.xml', catalogueXml({ ...whole, without: [5, 7], deleted: [8] }));
  await exchangeCatalogue(options({ version: '2.09' }), [good], true);
  const gone = await rows<{ uid: string }>(`select i.uid from catalog.product p
    join catalog.product_identity i on i.product_id = p.id where p.deleted_at is not null
    order by i.uid`);
  assert.deepEqual(gone.map(({ uid }) => uid), [productUid(5), productUid(8)]);
  const [session] = await rows<{ withdrawn: number }>(
    'select withdrawn_count as withdrawn from onec.site_session order by id desc limit 1');
  assert.equal(session!.withdrawn, 2);
  assert.equal(await countOf('onec.base where live_at is not null'), 0,
    'a base that comes by its own schedule is not watched for silence');
});

async function dealWithLines(title: string): Promise<number> {
  const companyId = await addCompany(world.db, 'ООО «Покупатель»');
  const id = await addDeal(seller, { title, companyId });
  const stage = await stageId(world.db, 'quick', 'request');
  await world.db.query(`update deals.deal set stage_id = $2,
    pipeline_id = (select pipeline_id from deals.stage where id = $2) where id = $1`, [id, stage]);
  const { version } = (await one<{ version: number }>(world.db,
    'select version from deals.deal where id = $1', [id]))!;
  await replaceLines(seller.ctx, {
    id, version,
    lines: [{ name: 'Насос ☢ «Ёрш» & <К°>', article: 'Н-1', unit: 'шт', quantity: '2',
      price: '1500.50', vatRate: '22', vatIncluded: false }],
  });
  return id;
}

/** What Ctrl+K and the list of deals find by the number of an order. */
async function foundBy(number: string, { ctx }: Person): Promise<number[][]> {
  return [
    (await dealSearchProvider.search(ctx, planSearch(number)!, 6)).map(({ id }) => id),
    (await listDeals(ctx, { q: number })).items.map(({ id }) => id),
  ];
}

test('orders are given until they are confirmed; the answer joins the deal', async () => {
  const dealId = await dealWithLines('Насосы для котельной');
  const first = await takeOrders(options(), false);
  // A session that asked for nothing has nothing to confirm, whatever another was given.
  const deaf = createSiteClient('sale', options());
  await deaf.login();
  assert.equal((await deaf.ask({ mode: 'success' })).lines[0], 'success');
  const again = await takeOrders(options(), true);
  const body = (text: string) => text.replace(/ДатаФормирования="[^"]*"/, '');
  assert.equal(body(first.xml), body(again.xml), 'not confirmed: the same once more');
  assert.match(first.xml, /<\?xml version="1.0" encoding="windows-1251"\?>/);
  assert.match(first.xml, /Насос &#9762; «Ёрш» &amp; &lt;К°&gt;/);
  assert.match(first.xml, /<Сумма>3661\.22<\/Сумма>/);
  const none = await takeOrders(options());
  assert.doesNotMatch(none.xml, /<Документ>/);

  const [given] = await rows<{ uid: string }>(
    'select uid from onec.site_order where deal_id = $1', [dealId]);
  const { client } = await takeOrders(options({ version: '3.1' }));
  const answer = answerXml(
    { id: given!.uid, number: 'УТ-500', total: '3661.22', paid: '1000.00' });
  const send = (name: string, text: string) =>
    client.ask({ mode: 'file', filename: name }, encodeCml(text, 'windows-1251'));
  // 1C did not hear «success»: it says it again, and brings its answers in the same session.
  assert.equal((await client.ask({ mode: 'success' })).lines[0], 'success');
  const statusOnly = answerXml(
    { id: given!.uid, number: 'УТ-500', total: '3661.22', withLines: false });
  assert.equal((await send('status.xml', statusOnly)).lines[0], 'success');
  assert.equal(await countOf('payments.sales_order'), 0, 'a status alone is no order');
  const answers = async () => (await answersOf(world.db, dealId))
    .map(({ number, status, paidNumber }) => [number, status, paidNumber]);
  assert.deepEqual(await answers(), [['УТ-500', 'К обеспечению', 'ПП-77']]);
  for (const number of ['УТ-500', 'yt 500', 'заказ № 500', '0500']) {
    assert.deepEqual(await foundBy(number, seller), [[dealId], [dealId]], number);
    assert.deepEqual(await foundBy(number, stranger), [[], []], `${number} of a foreign deal`);
  }
  assert.equal((await send('status.xml', statusOnly.replace('К обеспечению', 'Собран'))).lines[0],
    'success');
  assert.deepEqual(await answers(), [['УТ-500', 'Собран', 'ПП-77']]);
  const news = await rows<{ changes: object }>(`select data->'changes' as changes
    from platform.event where kind = 'deal.onecAnswered' and entity_id = $1 order by id`, [dealId]);
  assert.deepEqual(news.at(-1)?.changes,
    { 'site.status': { old: 'К обеспечению', new: 'Собран' } });
  assert.equal((await send('orders.xml', answer)).lines[0], 'success');
  const [deal] = await rows(`select amount_kopecks as amount, paid_kopecks as paid,
    amount_source as source from deals.deal where id = $1`, [dealId]);
  assert.deepEqual(deal, { amount: 366_122, paid: 100_000, source: 'onec' });
  assert.deepEqual(await answers(), [], 'its document says it itself now');
  assert.deepEqual(await foundBy('УТ-500', seller), [[dealId], [dealId]]);
  const shipped = statusOnly.replace('К обеспечению', 'Отгружен');
  assert.equal((await send('shipped.xml', shipped)).lines[0], 'success');
  const orders = await rows(`select status, total_kopecks as total, counts from payments.sales_order
    where deal_id = $1`, [dealId]);
  assert.deepEqual(orders, [{ status: 'Отгружен', total: 366_122, counts: true }],
    'a status without lines reaches the order that is here, its lines and sums stay');
  const sums = async () => rows(`select o.total_kopecks as total, o.lines_kopecks as lines,
      d.amount_kopecks as amount, bool_or(l.cancelled) as cancelled
    from payments.sales_order o join deals.deal d on d.id = o.deal_id
      join payments.order_line l on l.base_id = o.base_id and l.order_uid = o.uid
    where o.deal_id = $1 group by 1, 2, 3`, [dealId]);
  const whole = await sums();
  const cancelled = shipped.replace('<ЗначенияРеквизитов>',
    '<ЗначенияРеквизитов><ЗначениеРеквизита><Наименование>Отменен</Наименование>'
    + '<Значение>true</Значение></ЗначениеРеквизита>');
  for (const text of [cancelled, cancelled.replace('Отгружен', 'Отменён клиентом')]) {
    assert.equal((await send('cancelled.xml', text)).lines[0], 'success');
  }
  assert.deepEqual(await sums(), [{ total: 0, lines: 0, amount: 0, cancelled: true }]);
  assert.equal((await send('revived.xml', shipped)).lines[0], 'success');
  assert.deepEqual(await sums(), whole, 'cancelled by a word, brought back by a word');
  // Bodies live for three months; rows stay.
  await world.db.query('update onec.message set raw = null');
  for (const [text, total] of [[cancelled, 0], [shipped, 366_122]] as const) {
    assert.equal((await send('later.xml', text)).lines[0], 'success');
    assert.deepEqual((await sums()).map((row) => (row as { total: number }).total), [total]);
  }
  assert.deepEqual(await sums(), whole, 'also when only rows are left of it');
  const { n } = (await one<{ n: number }>(world.db, 'select count(*)::int as n from deals.deal'))!;
  assert.equal(n, 1, 'the number of a payment in an order is no money, and an answer is no deal');
  const kinds = await rows<{ kind: string }>(
    `select kind from platform.event where entity = 'deal' and entity_id = $1`, [dealId]);
  assert.ok(kinds.some(({ kind }) => kind === 'deal.givenToOnec'));
});

test('each broken file is held with its place and reason, its neighbours are applied', async () => {
  const good = (id: number) => `<Товар><Ид>${productUid(id)}</Ид><Наименование>Годный ${id}`
    + '</Наименование></Товар>';
  const bad = `<Товар><Ид>${productUid(903)}</Ид></Товар>`;
  const catalogue = (goods: string) => wrapCml(
    `<Каталог><Ид>1</Ид><Наименование>К</Наименование><Товары>${goods}</Товары></Каталог>`);
  const client = createSiteClient('catalog', options());
  await client.login();
  await client.init();
  const load = async (name: string, bytes: Buffer): Promise<string> => {
    await client.sendFile({ name, bytes });
    return client.importFile(name).then(() => 'success', (error: Error) => error.message);
  };
  const around = Buffer.from(catalogue(`${good(901)}\n${bad}\n${good(902)}`));
  assert.equal(await load('bad-record.xml', around), 'success');
  assert.match(await load('cut.xml', Buffer.from(catalogue(good(904)).slice(0, -30))), /оборван/);
  const lying = Buffer.from(catalogue(good(905)).replace('UTF-8', 'windows-1251'));
  assert.match(await load('lying.xml', lying), /Объявлена кодировка windows-1251/);
  assert.match(await load('bomb.zip', zipFiles([
    { name: '../../etc/passwd.xml', bytes: Buffer.alloc(30_000_000, 0x20) }])), /похоже на бомбу/);
  assert.match(await load('torn.zip', zipFiles([xml('a.xml', catalogue(''))]).subarray(0, 40)),
    /не архив zip|оборван/);
  const unknown = `<Документ><Ид>z-1</Ид><Номер>1</Номер><Дата>2026-01-02</Дата><ХозОперация>Пляска`
    + '</ХозОперация></Документ>';
  assert.equal(await load('dance.xml', Buffer.from(wrapCml(unknown))), 'success');
  const held = await rows<{ file: string; line: number; reason: string }>(`
    select file, line, reason from onec.quarantine where file = any($1) order by id`,
  [['bad-record.xml', 'cut.xml', 'lying.xml', 'dance.xml']]);
  assert.deepEqual(held.map(({ file, line }) => [file, line]),
    [['bad-record.xml', 4], ['cut.xml', 3], ['lying.xml', 1], ['dance.xml', 3]]);
  assert.ok(held.every(({ reason }) => /[а-яё]{4}/i.test(reason)));
  assert.equal(await countOf(`catalog.product where name like 'Годный 90%'`), 3);
  const early = `<Предложение><Ид>${productUid(906)}</Ид><Остатки><Остаток><Количество>3`
    + '</Количество></Остаток></Остатки></Предложение>';
  await load('rests1.xml', Buffer.from(wrapCml(`<ПакетПредложений><Ид>1</Ид><Предложения>${early}`
    + '</Предложения></ПакетПредложений>')));
  await load('import3_1.xml', Buffer.from(catalogue(good(906))));
  const [rest] = await rows<{ quantity: number }>(`select r.quantity::int as quantity
    from catalog.product_rest r join catalog.product p on p.id = r.product_id
    where p.name = 'Годный 906'`);
  assert.equal(rest?.quantity, 3, 'stock that came before its product has waited for it');
  // It comes again and is whole: nothing waits for it any more.
  assert.equal(await load('import2_1.xml', Buffer.from(catalogue(good(903)))), 'success');
  assert.deepEqual(await rows(`select state, settlement from onec.quarantine
    where file = 'bad-record.xml'`), [{ state: 'settled', settlement: 'superseded' }]);
});

test('a wrong cookie, password, address or mode is refused in words and counted', async () => {
  const client = createSiteClient('catalog', options());
  await client.login();
  client.setCookie('verstak_1c=0123');
  const stranger = await client.ask({ mode: 'init' });
  assert.equal(stranger.lines[0], 'failure');
  assert.match(stranger.text, /войти заново/);
  await assert.rejects(createSiteClient('sale', options({ password: 'nothing' })).login(),
    (error: SiteRefused) => error.status === 401);
  await client.login();
  assert.match((await client.ask({ mode: 'dance' })).text, /не поддерживается/);
  assert.match((await client.ask({ mode: 'import', filename: 'no.xml' })).text, /не приходил/);
  await createAccount(seller.ctx, {
    login: 'closed', password: PASSWORD, ib: 'closed', addresses: ['10.1.0.0/16', '::5'],
  });
  await assert.rejects(createSiteClient('sale', options({ login: 'closed' })).login(),
    (error: SiteRefused) => error.status === 403 && /127\.0\.0\.1/.test(error.message));
  const codes = await rows<{ code: string }>('select distinct code from onec.refusal order by 1');
  assert.deepEqual(codes.map(({ code }) => code),
    ['address.forbidden', 'login.failed', 'session.required']);
  for (let tries = 0; tries < 6; tries += 1) {
    await createSiteClient('sale', options({ login: 'guess' })).login().catch(() => undefined);
  }
  await assert.rejects(createSiteClient('sale', options({ login: 'guess' })).login(),
    (error: SiteRefused) => error.status === 429);
});

test('a held record is tried again from its own text; a torn file says what to do', async () => {
  const held = async (file: string) => (await one<{ id: number }>(world.db,
    `select id from onec.quarantine where file = $1 and state <> 'settled'`, [file]))!.id;
  const inbox = { db: world.db, now: () => new Date() };
  const torn = await retryHeld(seller.ctx, inbox, await held('cut.xml'));
  assert.match(torn.text ?? '', /выгрузите его из 1С ещё раз/);
  const dance = await held('dance.xml');
  const again = await retryHeld(seller.ctx, inbox, dance);
  assert.match(again.text ?? '', /Пляска/);
  // As an update that knows the operation would read it.
  await world.db.query(`update onec.quarantine set raw = replace(raw, 'Пляска', 'Заказ товара')
    where id = $1`, [dance]);
  const done = await retryHeld(seller.ctx, inbox, dance);
  assert.notEqual(done.status, 'rejected', done.text);
  assert.deepEqual(await rows('select state, tries from onec.quarantine where id = $1', [dance]),
    [{ state: 'settled', tries: 2 }]);
});

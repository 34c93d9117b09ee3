// `npm run onec-fake`: a fake 1C that speaks transport A to a running Verstak, or writes a
// history file for transport D. Says what it does in one line each.
import { parseArgs } from 'node:util';
import type { OnecCommand } from '#contract/onec';
import { itemOf, type FakeObject } from './base.ts';
import { CallRefused, createClient, type OnecClient } from './client.ts';
import { COMMANDS, orderList } from './commands.ts';
import { writeHistory } from './history.ts';
import { liveOneStep } from './lively.ts';
import { obeyOnce } from './obey.ts';
import { fulfil, reconcile } from './reconcile.ts';
import { playSite } from './site-main.ts';
import { openState, type SavedBase } from './state.ts';
import { fillRefs } from './verbs-refs.ts';

const HELP = `Поддельная 1С.
  npm run onec-fake -- --demo [--url http://127.0.0.1:3000] [--rate 10/m]
      1С самой демо-компании, живая: деньги, заказы и отгрузки меняются на открытых экранах, сделки
      и правки из Верстака доходят до неё; рядом с npm start, на той же папке данных
  npm run onec-fake -- --key-id K --secret S [--url http://127.0.0.1:3000] [--rate 2/s] [--once N]
      живая база: знакомится, присылает справочники, затем работает, пока не остановят:
      ведёт документы и выполняет команды CRM (сделки без заказа, компании, правки)
  npm run onec-fake -- КОМАНДА … --key-id K --secret S
      одно действие с документом:
${Object.values(COMMANDS).map(({ usage }) => `        ${usage}`).join('\n')}
        reconcile  сверить всё и дослать, что разошлось
        list  последние заказы
        epoch НОВАЯ  сменить эпоху, как после восстановления базы из копии
  npm run onec-fake -- history --orders 500000 --out FILE.ndjson.gz [--until 2026-06-30]
      история с 2017 года для npm run verstak -- import-1c
  npm run onec-fake -- --commerceml АДРЕС --login L --password P [--products 200] [--schema 2.08]
      «Обмен с сайтом»: приносит каталог, цены и остатки, забирает заказы и отвечает на них
Общее: --ib ut11  --seed 1  --state .cache/onec-fake-ut11.jsonl  --corrupt 0.01 (портить в пути)`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://127.0.0.1:3000' },
    'key-id': { type: 'string' },
    secret: { type: 'string' },
    ib: { type: 'string', default: 'ut11' },
    epoch: { type: 'string', default: 'e1' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string' },
    demo: { type: 'boolean', default: false },
    once: { type: 'string' },
    corrupt: { type: 'string', default: '0' },
    state: { type: 'string' },
    orders: { type: 'string', default: '10000' },
    out: { type: 'string' },
    until: { type: 'string' },
    commerceml: { type: 'string' },
    login: { type: 'string' },
    password: { type: 'string' },
    products: { type: 'string', default: '200' },
    schema: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

// Above the first call: what stands below it does not exist while it runs.
/** Codes after which the object stays in the outbox: the fault is not of the object. */
const WAITING_CODES = new Set(['hash.mismatch', 'epoch.changed', 'base.unknown', 'server.failed']);
/** How long a question for commands may hang; the end of the base waits for it. */
const WAIT_SECONDS = 5;
/** Slow enough to see what each act of the demo does. */
const DEMO_RATE = '10/m';

const say = (line: string) => console.log(`${new Date().toTimeString().slice(0, 8)} ${line}`);

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof CallRefused ? `Сервер отказал: ${error.message}` : String(error));
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const [name, ...words] = positionals;
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.commerceml !== undefined) return site(values.commerceml);
  if (values.demo) return demo();
  if (name === 'history') return history();
  const saved = openState(values.state ?? `.cache/onec-fake-${values.ib}.jsonl`, {
    ib: values.ib, epoch: values.epoch, seed: Number(values.seed),
  });
  if (name === 'list') console.log(orderList(saved.base).join('\n'));
  else if (name === 'epoch') {
    saved.setEpoch(words[0] ?? `e${Date.now()}`);
    say(`эпоха базы теперь ${saved.base.epoch}`);
  } else return work(saved, name, words);
  return 0;
}

async function demo(): Promise<number> {
  // It brings the whole server along, which a base of its own does without.
  const { openDemo } = await import('./demo.ts');
  const { saved, key } = await openDemo();
  const client = createClient({ url: values.url, ...key, say });
  return await greet(client, saved) ? live(client, saved, values.rate ?? DEMO_RATE) : 1;
}

async function site(url: string): Promise<number> {
  const { login, password, products, schema: version } = values;
  if (!login || !password) {
    console.error(HELP);
    return 2;
  }
  return playSite({ url, login, password, products: Number(products), version, say });
}

/** Whatever needs the server: one command, or the life of the base without one. */
async function work(saved: SavedBase, name: string | undefined, words: string[]): Promise<number> {
  const { url, secret, 'key-id': keyId } = values;
  const command = name === undefined || name === 'reconcile' ? null : COMMANDS[name];
  if (command === undefined || !keyId || !secret) {
    console.error(HELP);
    return 2;
  }
  const client = createClient({ url, keyId, secret, say, damage: await damage() });
  if (!await greet(client, saved)) return 1;
  if (name === 'reconcile') {
    const { differ, resent, goneIn1C } = await reconcile(client, saved.base);
    say(`разошлось месяцев ${differ.length}, отправлено снова ${resent.length}, `
      + `лишних в CRM ${goneIn1C.length}`);
    return 0;
  }
  if (command === null) return live(client, saved, values.rate ?? '2/s');
  fillOnce(saved);
  say(command.run(saved.base, words));
  return await send(client, saved) ? 0 : 1;
}

async function damage() {
  const share = Number(values.corrupt);
  if (!(share > 0)) return undefined;
  const { corruptSome } = await import('./disturb.ts');
  const { createRandom } = await import('./random.ts');
  const random = createRandom(Date.now());
  return (items: Parameters<typeof corruptSome>[1]) => corruptSome(random, items, share);
}

async function greet(client: OnecClient, { base }: SavedBase): Promise<boolean> {
  const welcome = await client.hello(base);
  if (welcome.accepted) {
    say(`база ${base.ib} принята, пачка до ${welcome.limits.batch}`);
    return true;
  }
  console.error(`База ${base.ib} не принята: ${welcome.reason ?? 'без причины'}`);
  return false;
}

function fillOnce({ base }: SavedBase): void {
  if (base.uids.company.length > 0) return;
  fillRefs(base, { employees: 12, products: 80, companies: 60 });
  say(`справочники: ${base.objects.size} объектов`);
}

async function live(client: OnecClient, saved: SavedBase, rate: string): Promise<number> {
  fillOnce(saved);
  if (!await send(client, saved)) return 1;
  const pauseMs = pauseOf(rate);
  const steps = values.once === undefined ? Infinity : Number(values.once);
  let isStopped = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      isStopped = true;
    });
  }
  const obeying = obeyLive(client, saved, () => isStopped).catch((error: unknown) =>
    say(`команды больше не забираются: ${String(error)}`));
  for (let step = 0; step < steps && !isStopped; step += 1) {
    const startedMs = performance.now();
    const { said } = liveOneStep(saved.base);
    const isSent = await send(client, saved);
    await answerWants(client, saved);
    say(`${said} (${Math.round(performance.now() - startedMs)} мс)`);
    if (!isSent) return 1;
    const restMs = pauseMs - (performance.now() - startedMs);
    if (restMs > 0) await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  isStopped = true;
  await obeying;
  return 0;
}

/** Commands of CRM beside the life of the base, until it is stopped. */
async function obeyLive(
  client: OnecClient, saved: SavedBase, isStopped: () => boolean,
): Promise<void> {
  const { base } = saved;
  let cursor: string | undefined;
  while (!isStopped()) {
    const obeyed = await obeyOnce(
      { client, base, send: () => send(client, saved), twice: base.random.chance(0.1) },
      { wait: WAIT_SECONDS, ...(cursor === undefined ? {} : { cursor }) });
    cursor = obeyed.cursor;
    for (const [at, { status, text }] of obeyed.results.entries()) {
      const what = wordsOf(obeyed.commands[at]!);
      say(status === 'done' ? `из CRM: ${what}` : `из CRM: ${what}: отказано: ${text}`);
    }
  }
}

/** What CRM has asked for, in a few words. */
function wordsOf({ type, body }: OnecCommand): string {
  const name = String(body['title'] ?? body['name'] ?? body['number'] ?? '');
  switch (type) {
    case 'deal.created': return `сделка без заказа «${name}»`;
    case 'deal.changed': return `сделка «${name || body['crmDealId']}» изменилась`;
    case 'company.create': return `новый контрагент ${name}`;
    case 'company.change':
      return `правка контрагента: ${Object.keys(body['changes'] as object).join(', ')}`;
    default: return `изменить заказ ${name}`;
  }
}

/** Sends whatever is not acknowledged; false when the server wants nothing of this base. */
async function send(client: OnecClient, saved: SavedBase): Promise<boolean> {
  const objects: FakeObject[] = saved.pending();
  const items = objects.map((object) => itemOf(saved.base, object));
  const results = await client.push(items);
  let isWanted = true;
  for (const [at, { status, code, text }] of results.entries()) {
    const object = objects[at] as FakeObject;
    if (status === 'rejected' || status === 'parked') {
      say(`${status}: ${object.type} ${object.uid} ${code ?? ''} ${text ?? ''}`);
    }
    if (code !== undefined && WAITING_CODES.has(code)) isWanted = false;
    else saved.acknowledge(object.uid, object.rev);
  }
  return isWanted;
}

/** What the server has asked for in its answers: a digest, objects again. */
async function answerWants(client: OnecClient, { base }: SavedBase): Promise<void> {
  const wants = client.wanted();
  const done = await fulfil(client, base, wants);
  if (wants.wantResend) say(`дослано по просьбе сервера: ${wants.wantResend.length}`);
  if (done) say(`сверка: разошлось месяцев ${done.differ.length}, дослано ${done.resent.length}`);
}

async function history(): Promise<number> {
  if (!values.out) {
    console.error('Укажите файл: --out FILE.ndjson.gz');
    return 2;
  }
  const { items, seconds, ...counts } = await writeHistory({
    orders: Number(values.orders), out: values.out, seed: Number(values.seed) + 2016,
    ib: values.ib, epoch: values.epoch, until: values.until, say,
  });
  const parts = Object.entries(counts).map(([type, count]) => `${type} ${count}`).join(', ');
  say(`${values.out}: ${items} объектов за ${seconds.toFixed(1)} с `
    + `(${Math.round(items / seconds)} в секунду): ${parts}`);
  return 0;
}

/** «2/s», «30/m» or a plain number a second → milliseconds between acts. */
function pauseOf(rate: string): number {
  const match = /^(\d+(?:\.\d+)?)(?:\/(s|m|h))?$/.exec(rate);
  const perUnit = Number(match?.[1] ?? 0);
  if (!match || perUnit <= 0) throw new Error(`--rate пишется 2/s, 30/m, а не «${rate}»`);
  return ({ s: 1000, m: 60_000, h: 3_600_000 }[match[2] ?? 's'] ?? 1000) / perUnit;
}

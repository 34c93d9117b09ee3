// The demo's «Обмен с сайтом»: a base that has no extension comes a few times, through the endpoint
// that 1C itself calls: the catalogue, new prices, orders that it takes, and what it says of them.
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { SITE_EXCHANGE_PATH } from '#contract/site-exchange';
import {
  acceptRawBodies, createSiteAccount, SITE_QUEUE, siteExchangeRoutes,
} from '#integrations/onec';
import { systemContext } from '#platform/context';
import { companyToday } from '#platform/company-time';
import { one, type Db } from '#platform/database';
import { createBinder } from '#platform/http/bind';
import { createHttp } from '#platform/http/server';
import { SILENT_LOG } from '#platform/log';
import { answerFile, catalogueFile, offersFile } from './site-files.ts';
import { withQueue } from './with-queue.ts';

const LOGIN = 'obmen-site';
const IB = 'promtehnika-site';

type Place = { db: Db; uploadsDir: string; now: Date };
type Door = { http: FastifyInstance; password: string };

/** Offers of a stage that holds a handful: all of them go to 1C. */
const STAGE = `
  select d.stage_id as id from deals.deal d
  where d.is_open and d.amount_source = 'lines' and d.order_numbers = '{}'
  group by d.stage_id order by abs(count(*) - 4), d.stage_id limit 1`;

export async function exchangeDemoSite({ db, uploadsDir, now }: Place): Promise<void> {
  const stage = await one<{ id: number }>(db, STAGE);
  // Nobody needs it again: whoever tries the exchange by hand gives the account a password.
  const password = randomUUID();
  await createSiteAccount(systemContext(db, 'system', () => now), {
    login: LOGIN, password, ib: IB, encoding: 'utf-8',
    stageIds: stage ? [stage.id] : [],
  });
  const http = await createHttp({ log: SILENT_LOG as never, trustProxy: false, version: 'demo' });
  await http.register((scope, _options, done) => {
    acceptRawBodies(scope);
    const { bind } = createBinder({
      app: scope, db, authenticate: () => Promise.resolve(null), now: () => now,
    });
    siteExchangeRoutes(bind, { db, uploadsDir, now: () => now });
    done();
  });
  try {
    await withQueue(db, SITE_QUEUE, () => visit({ http, password }, now));
  } finally {
    await http.close();
  }
}

async function visit(door: Door, now: Date): Promise<void> {
  const catalogue = await comeIn(door, 'catalog');
  await catalogue.bring('import0_1.xml', catalogueFile());
  await catalogue.bring('offers0_1.xml', offersFile(0));
  await catalogue.say('complete');
  const prices = await comeIn(door, 'catalog');
  await prices.bring('offers0_1.xml', offersFile(4));
  const orders = await comeIn(door, 'sale');
  const given = [...(await orders.say('query')).matchAll(/<Документ><Ид>([^<]+)</g)]
    .map(([, uid]) => uid!);
  await orders.say('success');
  const [first, second] = given;
  const answers = await comeIn(door, 'sale');
  const day = companyToday(now);
  if (first) {
    await answers.send('orders-1.xml', answerFile(
      { uid: first, number: 'ИМ-000118', status: 'К обеспечению', paid: 'ПП-204' }, day));
  }
  if (second) {
    await answers.send('orders-2.xml', answerFile(
      { uid: second, number: 'ИМ-000119', status: 'На согласовании' }, day));
  }
  await answers.say('complete');
}

type Visit = {
  say: (mode: string) => Promise<string>;
  send: (name: string, text: string) => Promise<void>;
  bring: (name: string, text: string) => Promise<void>;
};

async function comeIn(
  { http, password }: Door, type: 'catalog' | 'sale',
): Promise<Visit> {
  const authorization = `Basic ${Buffer.from(`${LOGIN}:${password}`).toString('base64')}`;
  let cookie = '';
  const ask = async (query: Record<string, string>, payload?: string): Promise<string> => {
    const { body, statusCode } = await http.inject({
      method: payload === undefined ? 'GET' : 'POST', url: SITE_EXCHANGE_PATH,
      query: { type, ...query }, headers: {
        authorization, cookie, 'user-agent': '1C+Enterprise/8.3',
        ...(payload === undefined ? {} : { 'content-type': 'application/octet-stream' }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
    const isRefused = statusCode !== 200 || body.startsWith('failure');
    if (isRefused) throw new Error(`Demo site exchange: ${body}`);
    return body;
  };
  const [, name, value] = (await ask({ mode: 'checkauth' })).split('\n');
  cookie = `${name}=${value}`;
  await ask({ mode: 'init', version: '2.10' });
  const send = async (filename: string, text: string): Promise<void> => {
    await ask({ mode: 'file', filename }, text);
  };
  return {
    say: (mode) => ask({ mode }),
    send,
    bring: async (filename, text) => {
      await send(filename, text);
      while ((await ask({ mode: 'import', filename })).startsWith('progress')) continue;
    },
  };
}

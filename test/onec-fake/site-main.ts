// `npm run onec-fake -- --commerceml URL`: plays «Обмен с сайтом» against a running Verstak, so
// that a newcomer sees a catalogue come and orders go without any 1C.
import {
  createSiteClient, exchangeCatalogue, type SiteClientOptions, SiteRefused, takeOrders,
} from './site-client.ts';
import { answerXml, catalogueXml, encodeCml, offersXml } from './site-files.ts';

export type SitePlay = {
  url: string; login: string; password: string; products: number; version?: string | undefined;
  say: (line: string) => void;
};

/** Orders of the answer by «Ид» and «Сумма», as 1C would number and post them. */
function ordersIn(xml: string): { id: string; total: string }[] {
  return [...xml.matchAll(/<Документ><Ид>([^<]+)<\/Ид>.*?<Сумма>([^<]+)<\/Сумма>/gs)]
    .map(([, id = '', total = '0']) => ({ id, total }));
}

/** The address of the site, with or without the path of the exchange. */
const exchangeOf = (url: string): string =>
  (url.includes('/exchange/1c') ? url : `${url.replace(/\/$/, '')}/exchange/1c`);

/** The exit code: 0 when everything was taken and given. */
export async function playSite(play: SitePlay): Promise<number> {
  const { say, products, version } = play;
  const options: SiteClientOptions = { ...play, url: exchangeOf(play.url) };
  try {
    say(`каталог: ${products} товаров, цены и остатки на двух складах`);
    const size = { products, ...(version ? { version } : {}) };
    await exchangeCatalogue(options, [
      { name: 'import0_1.xml', bytes: encodeCml(catalogueXml(size), 'windows-1251') },
      { name: 'offers0_1.xml', bytes: encodeCml(offersXml(size), 'utf-8-bom') },
    ], false);
    const { xml } = await takeOrders(options);
    const orders = ordersIn(xml);
    say(`заказы сайта: получено и подтверждено ${orders.length}`);
    if (orders.length > 0) await answer(options, orders, say);
    return 0;
  } catch (error) {
    if (!(error instanceof SiteRefused)) throw error;
    say(`сайт отказал (${error.status}): ${error.message}`);
    return 1;
  }
}

async function answer(
  options: SiteClientOptions, orders: { id: string; total: string }[],
  say: (line: string) => void,
): Promise<void> {
  const client = createSiteClient('sale', options);
  await client.login();
  await client.init();
  for (const [index, { id, total }] of orders.entries()) {
    const number = `СТ-${String(index + 1).padStart(6, '0')}`;
    const text = answerXml({ id, number, total, version: options.version ?? '2.08' });
    await client.sendFile({
      name: `orders-${index}.xml`, bytes: encodeCml(text, 'windows-1251'),
    });
    say(`заказ ${number} проведён в 1С на ${total}`);
  }
}

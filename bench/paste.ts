// A specification of 200 lines at 200,000 products: matched and saved, against a bare lookup of the
// same articles by one index.
import { lookupProducts, matchProducts } from '#modules/catalog';
import { createDeal, readCard, replaceLines } from '#modules/deals';
import { foldedSql } from '#platform/listing/fold-text';
import { closeTestDatabases, createTestDatabase } from '#test/database';
import { addDepartment, addPerson, seedPresets } from '#test/factory';
import { median, spread, type Report } from './figures.ts';

const PRODUCTS = 200_000;
const LINES = 200;
/** Every so many lines one that the catalogue does not know. */
const STRANGER_EVERY = 20;
const ROUNDS = 15;
const PASTE_MS_MAX = 2000;
/** A product is looked for at each pause of typing: beyond this a person waits for the list. */
const LOOKUP_MS_MAX = 100;
/** As many as the sheet shows under a cell. */
const LOOKUP_HITS = 8;

const LOAD = `
  insert into catalog.product (article, name, unit, vat_rate, price_kopecks)
  select 'АРТ-' || n || '-' || n % 97,
    (array['Насос консольный', 'Компрессор винтовой', 'Электростанция дизельная',
      'Фильтр масляный', 'Клапан обратный', 'Муфта упругая'])[1 + n % 6]
      || ' ' || n || '/' || n % 97 || ' с двигателем ' || n % 50 || ' кВт', 'шт', '22', n
  from generate_series(1, ${PRODUCTS}) as n`;

type Line = { article: string; name: string };

function specification(round: number): Line[] {
  return Array.from({ length: LINES }, (_, at) => {
    const n = ((round * LINES + at) * 617) % PRODUCTS + 1;
    return at % STRANGER_EVERY === 7
      ? { article: '', name: `Узел по чертежу ${round}.${at} с двигателем особым` }
      // As people write it: Latin letters, another case, spaces for dashes.
      : { article: at % 2 ? `APT ${n} ${n % 97}` : `арт-${n}-${n % 97}`, name: `Позиция ${at}` };
  });
}

/** A list of names alone, as designers send it: nothing to match by articles. */
function names(round: number): Line[] {
  return specification(round).map(({ name }, at) => {
    const n = ((round * LINES + at) * 617) % PRODUCTS + 1;
    const sold = `Насос ${n}/${n % 97} с двигателем, ${n % 50} кВт`;
    return { article: '', name: at % 2 ? name : sold };
  });
}

/** What stands in a cell at the pauses of typing: an article, a name, the wrong layout. */
function typed(round: number): string[] {
  const n = (round * 617) % PRODUCTS + 1;
  const words = ['насос кон', 'компрессор винтовой', `клапан ${n}`, `h${n % 97}`];
  return ['АР', 'АРТ', `АРТ-${String(n).slice(0, 3)}`, `АРТ-${n}-${n % 97}`, `fhn-${n}`, ...words];
}

export async function paste(): Promise<Report> {
  const { db } = await createTestDatabase();
  try {
    await seedPresets(db);
    const { ctx } = await addPerson(db, { departmentId: await addDepartment(db) });
    await db.query(LOAD);
    await db.query('vacuum analyze catalog.product');
    const { id } = await createDeal(ctx, { title: 'Спецификация' });
    const times = { match: [] as number[], save: [] as number[], floor: [] as number[],
      names: [] as number[], lookup: [] as number[] };
    const timed = async <T>(into: number[], work: () => Promise<T>): Promise<T> => {
      const startedAt = performance.now();
      const done = await work();
      into.push(performance.now() - startedAt);
      return done;
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      const lines = specification(round);
      await timed(times.floor, () => db.query(`
        select id, article, name, unit, vat_rate, price_kopecks from catalog.product
        where ${foldedSql('article')} = any($1) and article is not null`,
      [lines.map(({ article }) => article)]));
      const found = await timed(times.match, () => matchProducts(ctx, lines));
      await timed(times.names, () => matchProducts(ctx, names(round)));
      for (const q of typed(round)) {
        await timed(times.lookup, () => lookupProducts(ctx, { q, limit: LOOKUP_HITS }));
      }
      const { version } = await readCard(ctx, id);
      await timed(times.save, () => replaceLines(ctx, {
        id, version, lines: lines.map(({ name }, at) => ({
          name, quantity: '2', price: '10', vatRate: '22',
          productId: found.rows[at]?.productIds[0] ?? null,
        })),
      }));
    }
    const whole = times.match.map((ms, round) => ms + times.save[round]!);
    return {
      title: `paste of ${LINES} lines at ${PRODUCTS} products, ${ROUNDS} rounds`,
      figures: [
        {
          name: 'match', ours: `${median(times.match).toFixed(0)} ms`,
          floor: `${median(times.floor).toFixed(0)} ms, one index, exact articles`,
          ratio: median(times.floor) / median(times.match), ...spread(times.match),
        },
        { name: 'match of names alone', ours: `${median(times.names).toFixed(0)} ms`,
          ...spread(times.names) },
        {
          name: 'lookup in a cell', ours: `${median(times.lookup).toFixed(1)} ms`,
          ...spread(times.lookup), target: `< ${LOOKUP_MS_MAX} ms a pause of typing`,
          met: spread(times.lookup).p95 < LOOKUP_MS_MAX,
        },
        {
          name: 'match and save', ours: `${median(whole).toFixed(0)} ms`, ...spread(whole),
          target: `< ${PASTE_MS_MAX} ms in one action`, met: spread(whole).p95 < PASTE_MS_MAX,
        },
      ],
      notes: [`${LINES / STRANGER_EVERY} lines of each specification match nothing and are looked `
        + 'for by the words of their names'],
    };
  } finally {
    await closeTestDatabases();
  }
}

// Who may be known already, asked at each pause of typing over 300,000 companies and 500,000
// contacts; the floor is the nearest names by the same index on a bare connection. Time on a shared
// machine says little, so the CPU that the database has used is told beside it.
import { readFile } from 'node:fs/promises';
import { createTestDatabase } from '#test/database';
import { createRandom, type Random } from '#test/onec-fake/random';
import {
  findCompanyCandidates, findContactCandidates, scanDuplicates,
} from '#modules/customers';
import { systemContext } from '#platform/context';
import type { Db } from '#platform/database';
import { median, spread, type Figure, type Report } from './figures.ts';

const COMPANIES = 300_000;
const CONTACTS = 500_000;
const ASKED = 200;
const MS_MAX = 200;

const PLACES = ['Волго', 'Урал', 'Нева', 'Кама', 'Обь', 'Дон', 'Амур', 'Ладога', 'Кубань', 'Вятка',
  'Север', 'Юг', 'Восток', 'Запад', 'Центр', 'Сибирь', 'Балт', 'Каспий', 'Алтай', 'Карелия'];
const TRADES = ['цемент', 'сталь', 'химмаш', 'нефть', 'агро', 'строй', 'щебень', 'насос',
  'станко', 'энерго', 'транс', 'лес', 'бетон', 'металл', 'сервис', 'снаб', 'монтаж', 'проект',
  'торг', 'пром'];
const FIRST = ['Иван', 'Пётр', 'Анна', 'Мария', 'Олег', 'Дарья', 'Глеб', 'Ольга', 'Семён', 'Вера'];
const LAST = ['Иванов', 'Щукин', 'Орлов', 'Козлов', 'Зайцев', 'Белов', 'Рябов', 'Ершов',
  'Соколов', 'Дворников', 'Кузнецов', 'Попов', 'Лебедев', 'Новиков', 'Морозов', 'Волков',
  'Павлов', 'Фёдоров'];

const SEED = `
  with words as (select $1::text[] as places, $2::text[] as trades, $3::text[] as first,
    $4::text[] as last), companies as (
    insert into customers.company (name, inn, kpp)
    select (array['ООО', 'АО', 'ПАО', 'ИП'])[1 + n % 4] || ' «'
        || places[1 + (n * 7) % cardinality(places)] || trades[1 + (n / 20) % cardinality(trades)]
        || ' ' || substr(md5(n::text), 1, 5) || '»',
      lpad((7700000000 + n * 7)::text, 10, '0'), '770101001'
    from words, generate_series(1, ${COMPANIES}) n returning id
  )
  select count(*) from companies`;
const SEED_CONTACTS = `
  insert into customers.contact (name, company_id)
  select last[1 + n % cardinality(last)] || ' ' || first[1 + (n / 18) % cardinality(first)] || ' '
      || initcap(substr(translate(md5(n::text), '0123456789abcdef', 'аеиоунклмрстпвдб'), 1, 6)),
    1 + n % ${COMPANIES}
  from (select $1::text[] as first, $2::text[] as last) w, generate_series(1, ${CONTACTS}) n`;
const SEED_REACHES = `
  insert into customers.reach (contact_id, kind, value, raw)
  select id, 'phone', '+7' || (9000000000 + id * 48271 % 999999999), '' from customers.contact`;

async function seed(db: Db): Promise<void> {
  await db.query(SEED, [PLACES, TRADES, FIRST, LAST]);
  await db.query(SEED_CONTACTS, [FIRST, LAST]);
  await db.query(SEED_REACHES);
  await db.query(`vacuum analyze customers.company, customers.contact, customers.reach,
    customers.contact_company`);
}

/** As people type: a letter lost, the beginning of a name, the legal form elsewhere. */
function misspelt(random: Random, name: string): string {
  const place = random.int(2, Math.max(3, name.length - 2));
  return random.pick([
    name.slice(0, place) + name.slice(place + 1), name.toUpperCase(), name.replace('ё', 'е'),
    name.slice(0, Math.max(6, place)),
  ]);
}

async function timed(times: number[], work: () => Promise<unknown>): Promise<void> {
  const startedAt = performance.now();
  await work();
  times.push(performance.now() - startedAt);
}

/** Hundredths of a second in user and system mode: fields 14 and 15 of /proc/PID/stat. */
const TICK_MS = 10;

async function cpuOfDatabase(db: Db): Promise<number> {
  const { rows } = await db.query<{ pid: number }>(
    'select pid from pg_stat_activity where datname = current_database()');
  const ticks = await Promise.all(rows.map(async ({ pid }) => {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
  }));
  return ticks.reduce((sum, each) => sum + each, 0) * TICK_MS;
}

type Subject = 'company' | 'contact';
const FIND = { company: findCompanyCandidates, contact: findContactCandidates };
const FLOOR: Record<Subject, string> = {
  company: 'select id, closeness from customers.similar_companies($1)',
  contact: 'select id, closeness from customers.similar_contacts($1)',
};

async function measure(db: Db, subject: Subject): Promise<Figure> {
  const random = createRandom(7);
  const ctx = systemContext(db, 'ui');
  const table = subject === 'company' ? 'customers.company' : 'customers.contact';
  const { rows } = await db.query<{ name: string }>(
    `select name from ${table} where id % 997 = 3 limit ${ASKED}`);
  const [ours, floor]: [number[], number[]] = [[], []];
  let cpuMs = 0;
  for (const { name } of rows) {
    const typed = misspelt(random, name);
    const phones = [`8 (9${random.int(10, 99)}) ${random.int(100, 999)}-44-55`];
    const before = await cpuOfDatabase(db);
    await timed(ours, () => FIND[subject](ctx, { name: typed, phones }));
    cpuMs += await cpuOfDatabase(db) - before;
    await timed(floor, () => db.query({ name: `floor-${subject}`, text: FLOOR[subject],
      values: [typed] }));
  }
  const times = spread(ours);
  return {
    name: subject === 'company' ? 'a company is typed' : 'a contact is typed',
    ours: `${median(ours).toFixed(1)} ms, ${(cpuMs / rows.length).toFixed(1)} ms of CPU`,
    floor: `nearest names alone ${median(floor).toFixed(1)} ms`,
    ratio: median(floor) / median(ours), ...times, target: `p95 ≤ ${MS_MAX} ms`,
    met: times.p95 <= MS_MAX,
  };
}

/** The scan beside the day's work has a sixth of each minute. */
const SCAN_SHARE = 1 / 6;
const SCANNED_BATCHES = 100;
/** Whoever edits a record of the batch waits for its transaction at most. */
const BATCH_MS_MAX = 1000;

/** One batch after another, as the scan does them; the whole is told from their rate. */
async function measureScan(db: Db): Promise<Figure> {
  await db.query(`insert into customers.duplicate_due (entity, record_id)
    select 'company', id from customers.company on conflict do nothing`);
  const batches: number[] = [];
  const before = await cpuOfDatabase(db);
  let scanned = 0;
  while (batches.length < SCANNED_BATCHES) {
    await timed(batches, async () => {
      // A millisecond ends after the batch that it has begun.
      scanned += await scanDuplicates(db, () => new Date(), 1);
    });
  }
  const cpuMs = await cpuOfDatabase(db) - before;
  const rate = 1000 * scanned / batches.reduce((sum, ms) => sum + ms, 0);
  const times = spread(batches);
  return {
    name: 'a batch of the background scan of companies',
    ours: `${rate.toFixed(0)} companies/s, ${(cpuMs / scanned).toFixed(1)} ms of CPU each, all in ${
      (COMPANIES / rate / SCAN_SHARE / 3600).toFixed(1)} h of its sixth of each minute`,
    ...times, target: `p95 ≤ ${BATCH_MS_MAX} ms`, met: times.p95 <= BATCH_MS_MAX,
  };
}

export async function duplicates(): Promise<Report> {
  const { db, drop } = await createTestDatabase();
  try {
    await seed(db);
    return {
      title: `duplicates while typing over ${COMPANIES} companies and ${CONTACTS} contacts`,
      figures: [
        await measure(db, 'company'), await measure(db, 'contact'), await measureScan(db),
      ],
      notes: ['misspelt names, cut names and a phone, one request at a time, without HTTP'],
    };
  } finally {
    await drop();
  }
}

// Lists that people once kept in Excel and have brought in: suppliers of the buyer with the people
// there, visitors of a fair. Through the verbs of the wizard, errors of typing included.
import { mkdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { completeInn } from '#contract/requisites';
import {
  companyImport, contactImport, IMPORT_QUEUE, type ImportDeps, startCheck, startRun, uploadImport,
  workImport,
} from '#modules/imports';
import { loadActorOf } from '#modules/staff';
import type { Context } from '#platform/context';
import type { Db } from '#platform/database';
import type { DemoCompany } from './company.ts';
import { withQueue } from './with-queue.ts';

type Sheet = { login: string; noun: 'companies' | 'contacts'; name: string; rows: string[][] };

const inn = (place: number) => completeInn(String(772_400_100 + place));
const phone = (place: number) => `+7 495 640-${10 + place}-${20 + place}`;

const SUPPLIERS = [
  ['ООО «Гидромаш-Ливны»', 'Производитель; Поставщик', 'Орловская обл., г. Ливны, ул. Мира, 231'],
  ['АО «Катайский насосный завод»', 'Производитель', 'г. Катайск, ул. Матросова, 1'],
  ['ООО «Компрессор-Комплект»', 'Поставщик', 'г. Краснодар, ул. Новороссийская, 240'],
  ['АО «Дизельмаш»', 'Производитель; Поставщик', 'г. Балаково, Вокзальная ул., 10'],
  ['ООО «Торговый дом ПСМ»', 'Поставщик; Дилер', 'г. Ярославль, Промышленная ул., 20'],
  ['ООО «Станкоимпорт Восток»', 'Поставщик', 'г. Владивосток, Днепровская ул., 104'],
  ['ООО «Уплотнения и подшипники»', 'Поставщик', 'г. Челябинск, Троицкий тракт, 9'],
  ['ООО «Электродвигатель-Снаб»', 'Поставщик; Партнёр', 'г. Владимир, ул. Электрозаводская, 5'],
  ['АО «Арматура и трубы»', 'Производитель', 'г. Пенза, ул. Транспортная, 1'],
  ['ООО «Логистик Тяж»', 'Партнёр', 'г. Подольск, Домодедовское ш., 14'],
] as const;

const PEOPLE = ['Рябов Константин', 'Зимина Оксана', 'Лапин Сергей', 'Носова Вера', 'Титов Егор',
  'Громова Алла'];
const POSTS = ['Отдел сбыта', 'Коммерческий директор', 'Логист'];

const VISITORS = ['ООО «Сибстройтех»', 'ООО «Агроводполив»', 'АО «Карьер Северный»',
  'ООО «Тепло Сервис Плюс»', 'ООО «Буровик-Юг»'];

function sheets({ people }: DemoCompany): Sheet[] {
  const nameOf = (login: string) => people.get(login)!.name;
  return [
    {
      login: 'admin', noun: 'companies', name: 'Поставщики.csv',
      rows: [
        ['Название', 'ИНН', 'Тип клиента', 'Ответственный', 'Телефон', 'Адрес', 'Метки'],
        ...SUPPLIERS.map(([name, relations, address], place) => [
          name, inn(place), relations, nameOf('buyer'), phone(place), address,
          place % 3 === 0 ? 'отсрочка' : '',
        ]),
        // A wrong check digit and a person who does not work here: the file of errors has them.
        ['ООО «Опечатка»', '7724001004', 'Поставщик', nameOf('buyer'), '', '', ''],
        ['ООО «Без хозяина»', inn(90), 'Поставщик', 'Сидоров Сидор', '', '', ''],
      ],
    },
    {
      login: 'admin', noun: 'contacts', name: 'Контакты поставщиков.csv',
      rows: [
        ['Имя', 'Должность', 'Компания', 'ИНН компании', 'Телефон', 'Ответственный'],
        ...PEOPLE.map((name, place) => [
          name, POSTS[place % POSTS.length]!, SUPPLIERS[place]![0], inn(place),
          phone(40 + place), nameOf('buyer'),
        ]),
      ],
    },
    {
      login: 'head', noun: 'companies', name: 'Клиенты с выставки.csv',
      rows: [
        ['Название', 'ИНН', 'Ответственный', 'Телефон', 'Метки'],
        ...VISITORS.map((name, place) =>
          [name, inn(50 + place), nameOf('manager'), phone(60 + place), 'выставка 2026']),
      ],
    },
  ];
}

const csvOf = (rows: string[][]): Buffer => Buffer.from(
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(';')).join('\r\n'));

async function importSheet(ctx: Context, deps: ImportDeps, sheet: Sheet): Promise<void> {
  const { noun, name, rows } = sheet;
  const { id } = await uploadImport(ctx, deps,
    { noun, name, bytes: () => Readable.from([csvOf(rows)]) });
  const { signal } = new AbortController();
  await startCheck(ctx, deps, id);
  await workImport(deps, id, signal);
  await startRun(ctx, deps, id);
  await workImport(deps, id, signal);
}

type Stage = { db: Db; company: DemoCompany; uploadsDir: string; now: Date };

/** The steps are worked here and now; a worker that meets one meanwhile shares its rows. */
export async function createDemoImports(
  { db, company, uploadsDir, now }: Stage,
): Promise<void> {
  await mkdir(uploadsDir, { recursive: true });
  const actorOf = (employeeId: number) => loadActorOf(db, employeeId, now);
  const deps: ImportDeps = {
    db, uploadsDir, actorOf, now: () => now, tell: () => Promise.resolve(),
    subjects: { companies: companyImport, contacts: contactImport },
  };
  await withQueue(db, IMPORT_QUEUE, async () => {
    for (const sheet of sheets(company)) {
      const actor = await actorOf(company.people.get(sheet.login)!.id);
      const ctx = { db, actor: actor!, source: 'ui', requestId: null, now: () => now } as const;
      await importSheet(ctx, deps, sheet);
    }
  });
}

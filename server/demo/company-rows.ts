// Customers of an industrial distributor, made up: no ИНН, phone or address of theirs can belong to
// anybody. Tax offices xx99 do not exist, no city number begins with 0, code 907 is not given out,
// and the domain .example is reserved.
import type { CompanyRow, ContactRow } from '#contract/onec-rows';
import { completeInn, completeOgrn } from '#contract/requisites';
import { type Chance, chanceOf } from './random.ts';

type City = { name: string; region: string; code: string };

const CITIES: readonly City[] = [
  { name: 'Санкт-Петербург', region: '78', code: '812' },
  { name: 'Москва', region: '77', code: '495' },
  { name: 'Екатеринбург', region: '66', code: '343' },
  { name: 'Челябинск', region: '74', code: '351' },
  { name: 'Казань', region: '16', code: '843' },
  { name: 'Нижний Новгород', region: '52', code: '831' },
  { name: 'Новосибирск', region: '54', code: '383' },
  { name: 'Пермь', region: '59', code: '342' },
  { name: 'Самара', region: '63', code: '846' },
  { name: 'Уфа', region: '02', code: '347' },
  { name: 'Красноярск', region: '24', code: '391' },
  { name: 'Воронеж', region: '36', code: '473' },
];
const PLACES = [
  'Волго', 'Урал', 'Север', 'Балт', 'Нева', 'Кама', 'Сибирь', 'Обь', 'Дон', 'Алтай', 'Тагил',
  'Печора', 'Ладога', 'Онега', 'Вятка', 'Ока', 'Енисей', 'Двина', 'Хибины', 'Яик',
];
const TRADES = [
  'цемент', 'химмаш', 'водоканал', 'энерго', 'строй', 'металл', 'нефтесервис', 'агро', 'лес',
  'руда', 'теплосеть', 'мост', 'дорстрой', 'трубпром', 'бетон', 'карьер', 'монтаж', 'гидро',
];
const FORMS = ['ООО', 'ООО', 'ООО', 'АО', 'АО', 'ПАО', 'МУП'];
const LONG_FORMS: Record<string, string> = {
  ООО: 'Общество с ограниченной ответственностью', АО: 'Акционерное общество',
  ПАО: 'Публичное акционерное общество', МУП: 'Муниципальное унитарное предприятие',
};
const STREETS = ['Заводская', 'Промышленная', 'Индустриальная', 'Складская', 'Шахтёрская', 'Мира'];
const SURNAMES = [
  'Иванов', 'Смирнов', 'Кузнецов', 'Попов', 'Соколов', 'Лебедев', 'Козлов', 'Новиков', 'Морозов',
  'Волков', 'Соловьёв', 'Зайцев', 'Павлов', 'Семёнов', 'Голубев', 'Виноградов', 'Фёдоров', 'Белов',
];
const NAMES = [
  'Алексей', 'Пётр', 'Дмитрий', 'Андрей', 'Сергей', 'Игорь', 'Олег', 'Фёдор', 'Артём', 'Михаил',
];
const MIDDLE_NAMES = ['Иванович', 'Петрович', 'Сергеевич', 'Андреевич', 'Олегович', 'Игоревич'];
const WOMEN = ['Анна', 'Елена', 'Ольга', 'Наталья', 'Мария', 'Татьяна', 'Светлана'];
const WOMEN_MIDDLE = ['Ивановна', 'Петровна', 'Сергеевна', 'Андреевна', 'Олеговна'];
const POSITIONS = [
  'главный энергетик', 'главный механик', 'начальник снабжения', 'инженер ПТО', 'снабженец',
  'директор', 'главный инженер', 'специалист по закупкам', 'начальник участка',
];

const SOLE_SHARE = 0.08;
const SECOND_PHONE_SHARE = 0.3;
const SHARED_PHONE_SHARE = 0.25;
const CONTACTS_MAX = 3;

const pad = (number: number, length: number) => String(number).padStart(length, '0');

const cityPhone = (chance: Chance, { code }: City) =>
  `8 (${code}) 0${pad(chance.between(0, 99), 2)}-${pad(chance.between(0, 99), 2)}-`
  + pad(chance.between(0, 99), 2);

const mobile = (chance: Chance) =>
  `+7 907 ${pad(chance.between(0, 999), 3)}-${pad(chance.between(0, 99), 2)}-`
  + pad(chance.between(0, 99), 2);

function personName(chance: Chance): string {
  const surname = chance.pick(SURNAMES);
  return chance.hit(0.4)
    ? `${surname}а ${chance.pick(WOMEN)} ${chance.pick(WOMEN_MIDDLE)}`
    : `${surname} ${chance.pick(NAMES)} ${chance.pick(MIDDLE_NAMES)}`;
}

type Made = { row: CompanyRow; city: City };

function soleTrader(chance: Chance, city: City, place: number): CompanyRow {
  const name = `ИП ${personName(chance)}`;
  return {
    ...blankCompany(chance), name, fullName: name.replace('ИП', 'Индивидуальный предприниматель'),
    kind: 'sole', inn: completeInn(`${city.region}99${pad(place, 6)}`),
    ogrn: completeOgrn(`3${pad(chance.between(10, 24), 2)}${city.region}${pad(place, 9)}`),
  };
}

function organisation(chance: Chance, city: City, place: number): CompanyRow {
  const form = chance.pick(FORMS);
  const first = PLACES[place % PLACES.length]!;
  const trade = TRADES[Math.floor(place / PLACES.length) % TRADES.length]!;
  const title = `«${first}${trade}»`;
  return {
    ...blankCompany(chance), name: `${form} ${title}`, fullName: `${LONG_FORMS[form]} ${title}`,
    kind: 'legal', inn: completeInn(`${city.region}99${pad(place, 5)}`),
    kpp: `${city.region}9901001`,
    ogrn: completeOgrn(`1${pad(chance.between(2, 24), 2)}${city.region}99${pad(place, 5)}`),
  };
}

function blankCompany(chance: Chance): CompanyRow {
  return {
    uid: chance.guid(), name: '', fullName: null, inn: null, kpp: null, ogrn: null, kind: null,
    address: null, phones: [], emails: [], managerUid: null, deleted: false, extra: {},
  };
}

function makeCompany(chance: Chance, place: number, managerUids: readonly string[]): Made {
  const city = chance.pick(CITIES);
  const row = chance.hit(SOLE_SHARE)
    ? soleTrader(chance, city, place) : organisation(chance, city, place);
  const phones = [cityPhone(chance, city)];
  if (chance.hit(SECOND_PHONE_SHARE)) phones.push(mobile(chance));
  return {
    city,
    row: {
      ...row,
      phones,
      emails: [`zakaz@company-${place}.example`],
      address: `г. ${city.name}, ул. ${chance.pick(STREETS)}, д. ${chance.between(1, 120)}`,
      managerUid: managerUids.length > 0 ? chance.pick(managerUids) : null,
    },
  };
}

function makeContacts(chance: Chance, { row }: Made, place: number): ContactRow[] {
  const count = chance.between(1, CONTACTS_MAX);
  return Array.from({ length: count }, (_, index): ContactRow => ({
    uid: chance.guid(),
    name: personName(chance),
    position: chance.pick(POSITIONS),
    companyUid: row.uid,
    // One switchboard for several people is the rule at a plant, with and without an extension.
    phones: chance.hit(SHARED_PHONE_SHARE)
      ? [`${row.phones[0]}${chance.hit(0.6) ? ` доб. ${chance.between(100, 399)}` : ''}`]
      : [mobile(chance)],
    emails: chance.hit(0.7) ? [`person-${index + 1}@company-${place}.example`] : [],
    deleted: false,
    extra: {},
  }));
}

export type DemoCustomers = { companies: CompanyRow[]; contacts: ContactRow[] };

/** `count` companies (at most 360 have names of their own) and one to three contacts of each. */
export function customerRows(
  seed: number, count: number, managerUids: readonly string[] = [],
): DemoCustomers {
  const chance = chanceOf(seed);
  const companies: CompanyRow[] = [];
  const contacts: ContactRow[] = [];
  for (let place = 1; place <= count; place += 1) {
    const made = makeCompany(chance, place, managerUids);
    companies.push(made.row);
    contacts.push(...makeContacts(chance, made, place));
  }
  return { companies, contacts };
}

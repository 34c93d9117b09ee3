// Companies, people and goods of the fake base.
import type { CompanyBody, ContactBody, EmployeeBody, ProductBody } from './bodies.ts';
import type { Random } from './random.ts';
import { cityPhone, kppOf, legalInn, mobilePhone, ogrnOf, soleInn } from './requisites.ts';
import {
  CITIES, COMPANY_HEADS, COMPANY_TAILS, DEPARTMENTS, FAMILIES, FIRST_NAMES, LEGAL_FORMS,
  PATRONYMICS, POSITIONS, STREETS, SURNAMES,
} from './words.ts';

export function makeEmployee(random: Random, index: number): EmployeeBody {
  const surname = SURNAMES[index % SURNAMES.length] ?? 'Иванов';
  const name = `${surname} ${random.pick(FIRST_NAMES)} ${random.pick(PATRONYMICS)}`;
  return {
    deleted: false,
    departmentName: DEPARTMENTS[index % DEPARTMENTS.length] ?? DEPARTMENTS[0],
    email: `${latin(surname)}${index + 1}@promtehnika.example`,
    name,
    phone: mobilePhone(random),
  };
}

export function makeCompany(random: Random, managerUid: string): CompanyBody {
  const city = random.pick(CITIES);
  const address = `г. ${city}, ул. ${random.pick(STREETS)}, д. ${random.int(1, 180)}`;
  if (random.chance(0.12)) return makeSole(random, managerUid, address);
  const name = `${random.pick(COMPANY_HEADS)}${random.pick(COMPANY_TAILS)}`;
  const form = random.pick(LEGAL_FORMS);
  const inn = legalInn(random);
  return {
    address,
    deleted: false,
    emails: [`snab@${latin(name)}${random.int(1, 99)}.example`],
    fullName: `${form} «${name}»`,
    inn,
    kind: 'legal',
    kpp: kppOf(inn),
    managerUid,
    name: `${name} ${form}`,
    ogrn: ogrnOf(random, inn),
    phones: [cityPhone(random)],
  };
}

function makeSole(random: Random, managerUid: string, address: string): CompanyBody {
  const person = `${random.pick(SURNAMES)} ${random.pick(FIRST_NAMES)} ${random.pick(PATRONYMICS)}`;
  return {
    address,
    deleted: false,
    emails: [],
    fullName: `Индивидуальный предприниматель ${person}`,
    inn: soleInn(random),
    kind: 'sole',
    kpp: null,
    managerUid,
    name: `ИП ${person}`,
    ogrn: null,
    phones: [mobilePhone(random)],
  };
}

export function makeContact(random: Random, companyUid: string): ContactBody {
  const surname = random.pick(SURNAMES);
  return {
    companyUid,
    deleted: false,
    emails: random.chance(0.7) ? [`${latin(surname)}${random.int(1, 999)}@mail.example`] : [],
    name: `${surname} ${random.pick(FIRST_NAMES)} ${random.pick(PATRONYMICS)}`,
    phones: [mobilePhone(random)],
    position: random.pick(POSITIONS),
  };
}

/** What an order line needs to know of a product besides its body. */
export type Goods = { uid: string; body: ProductBody; priceKopecks: number };

export function makeGoods(random: Random): Goods {
  const [family, letters, groupName, price] = random.pick(FAMILIES);
  const flow = random.int(2, 90) * 5;
  const head = random.int(2, 60) * 5;
  return {
    uid: random.uid(),
    priceKopecks: Math.round(price * (0.6 + random.next())) * 100,
    body: {
      article: `${letters}-${flow}-${head}`,
      attributes: { Напор: `${head} м`, Подача: `${flow} м³/ч` },
      deleted: false,
      groupName,
      groupUid: groupUid(groupName),
      name: `${family} ${letters} ${flow}-${head}`,
      unit: 'шт',
      vatRate: '22',
    },
  };
}

const LETTERS = 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя';
const LATIN = [
  'a', 'b', 'v', 'g', 'd', 'e', 'e', 'zh', 'z', 'i', 'y', 'k', 'l', 'm', 'n', 'o', 'p', 'r', 's',
  't', 'u', 'f', 'h', 'c', 'ch', 'sh', 'sch', '', 'y', '', 'e', 'yu', 'ya',
];

export function latin(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => LATIN[LETTERS.indexOf(letter)] ?? letter)
    .join('').replace(/[^a-z0-9]/g, '');
}

/** The same group name has the same guid in every base. */
function groupUid(name: string): string {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + letter.charCodeAt(0)) % 4_294_967_291;
  return `9a3b0000-0000-4000-8000-${sum.toString(16).padStart(12, '0')}`;
}

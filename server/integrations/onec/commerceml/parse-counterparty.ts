// Who is on the other side of a document: names, tax numbers, address, phones, e-mails, people.
import type { CmlContactPerson, CmlCounterparty } from '#contract/commerceml-rows';
import { childOf, type Element, itemsOf, textOf } from './element.ts';
import { isDeleted, longText, problemAt, shortText } from './read-values.ts';

type Reach = { phones: string[]; emails: string[] };

/** Some schemas keep requisites of a legal or a natural person one level deeper. */
const DETAILS = ['РеквизитыЮрЛица', 'РеквизитыФизЛица'] as const;

export function parseCounterparty(element: Element): CmlCounterparty {
  const details = DETAILS.map((name) => childOf(element, name)).find((found) => found !== null);
  const read = (name: string): string | null =>
    shortText(element, name) ?? (details ? shortText(details, name) : null);
  const personName = [read('Фамилия'), read('Имя'), read('Отчество')].filter(Boolean).join(' ');
  const isPerson = personName !== '' || childOf(element, 'РеквизитыФизЛица') !== null;
  const fullName = read('ОфициальноеНаименование') ?? read('ПолноеНаименование');
  const reach = reachOf(element);
  // A guest of a shop may leave a telephone or an e-mail alone.
  const name = [read('Наименование'), fullName, personName, ...reach.phones, ...reach.emails]
    .find(Boolean);
  if (!name) throw problemAt(element, 'Наименование', 'у контрагента не заполнено');
  return {
    id: read('Ид'),
    name,
    fullName: fullName ?? (personName || null),
    role: read('Роль'),
    inn: read('ИНН'),
    kpp: read('КПП'),
    ogrn: read('ОГРН'),
    person: isPerson,
    address: addressOf(element) ?? (details ? addressOf(details) : null),
    ...reach,
    contacts: itemsOf(element, 'Представители', 'Представитель').flatMap(contactOf),
    deleted: isDeleted(element),
  };
}

function contactOf(element: Element): CmlContactPerson[] {
  const person = childOf(element, 'Контрагент') ?? childOf(element, 'ФизЛицо') ?? element;
  const name = shortText(person, 'Наименование') ?? shortText(person, 'ПолноеНаименование');
  if (name === null) return [];
  const position = shortText(person, 'Должность') ?? shortText(person, 'Отношение');
  return [{ id: shortText(person, 'Ид'), name, position, ...reachOf(person) }];
}

const ADDRESSES = [
  'ЮридическийАдрес', 'АдресРегистрации', 'ФактическийАдрес', 'Адрес', 'АдресДоставки',
] as const;

/** The presentation, else the fields in their order. */
export function addressOf(element: Element): string | null {
  for (const name of ADDRESSES) {
    const address = childOf(element, name);
    if (!address) continue;
    const whole = longText(address, 'Представление');
    const parts = address.children.filter((child) => child.name === 'АдресноеПоле')
      .map((field) => textOf(field, 'Значение')).filter((value) => value !== null);
    const text = whole ?? (parts.length > 0 ? parts.join(', ') : null);
    if (text !== null) return text.slice(0, 1000);
  }
  return null;
}

/** «Почта» is an e-mail in one shop and a postal address in another: the value itself decides. */
function reachOf(element: Element): Reach {
  const phones = new Set<string>();
  const emails = new Set<string>();
  for (const contact of itemsOf(element, 'Контакты', 'Контакт')) {
    const value = textOf(contact, 'Значение');
    if (value === null || value.length > 200) continue;
    const type = textOf(contact, 'Тип') ?? textOf(contact, 'КонтактВид') ?? '';
    if (/^[^\s@]+@[^\s@]+$/.test(value)) emails.add(value);
    else if (isPhone(type, value)) phones.add(value);
  }
  return { phones: [...phones], emails: [...emails] };
}

function isPhone(type: string, value: string): boolean {
  if (/телефон|факс|моб/i.test(type)) return /\d/.test(value);
  return type === '' && /^[+\d][\d\s()-]{5,}$/.test(value);
}

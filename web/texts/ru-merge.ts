// Texts of merging two companies or contacts into one, and of parting them again.
import { plural } from './plural.ts';

export const ruMerge = {
  open: 'Дубли',
  openHint: 'Похожие записи и объединение',
  title: { company: 'Похожие компании', contact: 'Похожие контакты' },
  none: 'Похожих записей нет',
  noneHint: 'Если дубль есть, найдите его по названию, ИНН или телефону.',
  another: 'Другая запись',
  choose: (name: string) => `Сравнить с ${name}`,
  failed: 'Сравнение не открылось',
  mergeTitle: 'Объединение',
  survivor: 'Останется',
  loser: 'Присоединится',
  ofSide: { survivor: 'у остающейся', loser: 'у присоединяемой' },
  swap: 'Поменять местами',
  field: 'Поле',
  fieldsOf: 'Какие значения останутся',
  takeAll: 'взять всё',
  same: 'Все поля совпадают: выбирать нечего.',
  header: 'Название и реквизиты ведёт карточка 1С',
  headerHint: 'Следующие данные 1С по этой карточке будут менять название и реквизиты. '
    + 'Данные по второй добавят только телефоны и почту.',
  from1c: 'Поле ведёт 1С: оно возьмётся с той карточки, что названа главной.',
  moves: 'Перейдёт к оставшейся',
  nothingMoves: 'У присоединяемой нет ни сделок, ни контактов, ни дел.',
  /** As they are counted: «1 сделка, 2 сделки, 5 сделок». */
  nouns: {
    deals: ['сделка', 'сделки', 'сделок'], orders: ['заказ 1С', 'заказа 1С', 'заказов 1С'],
    people: ['контакт', 'контакта', 'контактов'],
    companies: ['компания', 'компании', 'компаний'],
    reaches: ['телефон или адрес почты', 'телефона и адреса почты', 'телефонов и адресов почты'],
    tasks: ['дело', 'дела', 'дел'], files: ['файл', 'файла', 'файлов'],
    identities: ['карточка 1С', 'карточки 1С', 'карточек 1С'], leads: ['лид', 'лида', 'лидов'],
  } as Record<string, [string, string, string]>,
  moved: (noun: string, count: number) => {
    const words = ruMerge.nouns[noun];
    return words ? plural(count, ...words) : noun;
  },
  histories: 'История обеих останется и будет читаться вместе.',
  undoRule: 'Отменить можно 30 дней. Что перешло, вернётся; что 1С пришлёт по карточке '
    + 'присоединённой, уйдёт к ней; что люди добавят после объединения, останется у оставшейся.',
  submit: 'Объединить',
  done: (name: string) => `Объединено: ${name}`,
  undone: (name: string) => `Разъединено: ${name}`,
  undoFailed: 'Не разъединено',
  section: 'Объединения',
  merged: (name: string, day: string) => `${name}, ${day}`,
  undoUntil: (day: string) => `Разъединить можно до ${day}`,
  undo: 'Разъединить',
  undoQuestion: (name: string) => `Вернуть «${name}» отдельной записью?`,
  personName: 'Имя',
  fields: {
    name: 'Название', fullName: 'Полное название', inn: 'ИНН', kpp: 'КПП', ogrn: 'ОГРН',
    kind: 'Вид', address: 'Адрес', responsibleId: 'Менеджер', position: 'Должность',
  } as Record<string, string>,
  empty: 'пусто',
} as const;

// Texts of transfers: the dialog, the answer of the receiver, «Переданные мной».
import { plural } from './plural.ts';

export const ruTransfers = {
  title: 'Передачи сделок',
  given: 'Переданные мной',
  received: 'Переданные мне',
  side: 'Чьи передачи',
  total: (count: number) => plural(count, 'передача', 'передачи', 'передач'),
  noneGiven: 'Вы ещё не передавали сделок',
  noneGivenHint: 'Отданная сделка останется здесь: видно, приняли её, вернули и чем она кончилась.',
  noneReceived: 'Вам сделок не передавали',
  noneReceivedHint: 'Сделка другого отдела появится здесь и в ваших делах со сроком приёмки.',
  columns: {
    number: 'Номер', title: 'Сделка', to: 'Кому', from: 'От кого', when: 'Передана',
    state: 'Приёмка', outcome: 'Исход', paid: 'Оплачено', reason: 'Почему',
  },
  states: {
    waiting: 'ждёт приёмки', accepted: 'принята', returned: 'возвращена',
    superseded: 'передана дальше',
  } as Record<string, string>,
  late: 'срок приёмки прошёл',
  open: 'в работе',
  won: 'закрыта успешно',
  lost: 'отказ',
  dialog: {
    title: 'Передать сделку другому отделу',
    lead: 'Номер, история, товары, оплаты, файлы и таймеры сохранятся. Вы сможете читать сделку '
      + 'и дальше: она останется в «Переданных мной».',
    department: 'Отдел',
    find: 'Найти отдел',
    headedBy: (names: string) => `руководитель ${names}`,
    employee: 'Кому',
    employeeHint: 'Если не выбрать, сделку получит руководитель отдела',
    reason: 'Почему передаёте',
    submit: 'Передать сделку',
    needDepartment: 'Выберите отдел',
    needReason: 'Напишите, почему: получатель увидит это в деле',
    done: (number: string) => `Сделка ${number} передана`,
    until: (moment: string, hours: number) => `Принять до ${moment}: ${hours} ${
      plural(hours, 'рабочий час', 'рабочих часа', 'рабочих часов')}. Потом узнает руководитель.`,
    tasks: (count: number) =>
      `Открытых дел у ответственного: ${count}. Что с ними сделать`,
    fates: { pass: 'Передать с ней', keep: 'Оставить прежнему', cancel: 'Отменить' },
  },
  notice: {
    given: (who: string, department: string | undefined) =>
      `${who} передаёт сделку${department ? ` отдела «${department}»` : ' без отдела'}`,
    /** When somebody over the responsible gave it away: whom to ask about it. */
    tookFrom: (former: string) => `, прежний ответственный — ${former}`,
    waits: (who: string) => `Сделку ждёт ${who}`,
    waitsNobody: 'Сделка ждёт ответственного в новом отделе',
    until: (moment: string) => `до ${moment}`,
    late: (moment: string) => `срок прошёл: ${moment}`,
    nobody: 'Кто-то',
    accept: 'Принять',
    back: 'Вернуть',
    accepted: (number: string) => `Сделка ${number} принята`,
    failed: 'Ответ не сохранён',
  },
  back: {
    title: 'Вернуть сделку тому, кто её передал',
    lead: 'Отдел и ответственный станут прежними, открытые дела вернутся. Причину увидит '
      + 'передавший.',
    reason: 'Почему возвращаете',
    need: 'Напишите, почему',
    submit: 'Вернуть сделку',
    done: (number: string) => `Сделка ${number} возвращена`,
  },
  chain: 'Передачи',
  asks: 'Приёмка сделки',
} as const;

// Texts of «Деньги»: receivables, deferrals, expected payments.
import { plural } from './plural.ts';

export const ruMoney = {
  title: 'Деньги',
  reports: 'Отчёты',
  names: {
    receivables: 'Дебиторка', deferrals: 'Отсрочки', expected: 'Ожидаемые оплаты',
    partlyPaid: 'Оплачены частично', unshipped: 'Оплачены, не отгружены', advances: 'Авансы',
  },
  hints: {
    receivables: 'Отгружено и не оплачено. Возраст долга считается от срока этапа оплаты, а если '
      + 'срока нет — от дня отгрузки.',
    deferrals: 'Этапы с отсрочкой, которые ещё не закрыты деньгами.',
    expected: 'Этапы графика оплаты, до которых деньги ещё не дошли. Платежи закрывают этапы по '
      + 'порядку сроков.',
    partlyPaid: 'Сделки, по которым деньги пришли, но не все.',
    unshipped: 'Сделки, оплаченные полностью и отгруженные не до конца.',
    advances: 'Деньги клиентов, которые 1С ещё не отнесла ни на один заказ, по давности платежа.',
  },
  by: 'Разрез',
  rows: {
    day: 'По дням', week: 'По неделям', month: 'По месяцам', company: 'По клиентам',
    department: 'По отделам', responsible: 'По менеджерам',
  },
  rowHeads: {
    day: 'День', week: 'Неделя', month: 'Месяц',
    company: 'Клиент', department: 'Отдел', responsible: 'Менеджер',
  },
  nothing: 'Не указано',
  noWeek: 'Без срока',
  counted: {
    deals: {
      head: 'Сделок', of: (count: number) => plural(count, 'сделка', 'сделки', 'сделок'),
    },
    payments: {
      head: 'Платежей', of: (count: number) => plural(count, 'платёж', 'платежа', 'платежей'),
    },
  },
  total: 'Итого',
  chart: (name: string) => `${name}: диаграмма, те же цифры в таблице под ней`,
  table: (name: string) => `${name}: таблица`,
  cut: (max: number, isTime: boolean) =>
    `Показаны ${max} ${isTime ? 'ближайших' : 'самых крупных'} строк. Итог посчитан по всем, `
    + 'остальные строки есть в файле.',
  currency: (currency: string) => `в ${currency}`,
  otherCurrencies: 'В других валютах:',
  file: 'Excel',
  fileHint: 'Скачать в Excel, как на экране',
  back: 'К отчёту',
  inside: 'Из чего складывается сумма',
  inDeals: 'Открыть списком сделок',
  parts: {
    deal: 'Сделка', company: 'Клиент', order: 'Заказ', stage: 'Этап', payOn: 'Срок',
    late: 'Дней', responsible: 'Менеджер', sum: 'Сумма, ₽', aged: 'Долг с',
    count: (count: number) => plural(count, 'этап', 'этапа', 'этапов'),
    beyond: 'сверх графика',
    none: 'Этапов больше нет: деньги пришли или сделку передали',
  },
  advances: {
    company: 'Клиент', day: 'Дата', kind: 'Вид', number: 'Номер', purpose: 'Назначение',
    responsible: 'Менеджер', days: 'Дней', total: 'Сумма платежа', left: 'Аванс',
    refund: 'возврат',
    count: (count: number) => plural(count, 'платёж', 'платежа', 'платежей'),
    none: 'Платежей больше нет: их отнесли на заказы',
  },
  more: 'Показать ещё',
  none: {
    receivables: 'Долгов нет', deferrals: 'Отсрочек нет', expected: 'Платежей не ждём',
    partlyPaid: 'Частично оплаченных сделок нет', unshipped: 'Всё оплаченное отгружено',
    advances: 'Авансов нет',
  },
  noneHint: 'Здесь только то, что вам видно, и суммы из 1С.',
  failed: 'Отчёт не загрузился',
  partsFailed: 'Список не загрузился',
  company: {
    label: 'Деньги клиента',
    debt: 'Долг',
    overdue: 'Просрочено',
    credit: 'В отсрочке',
    advance: 'Аванс',
    group: (sum: string) => `с филиалами ${sum}`,
    seen: (sum: string) => `по вашим сделкам ${sum}`,
    clear: 'Долгов и авансов нет',
    owes: (name: string) => `${name}: расчёты`,
  },
} as const;

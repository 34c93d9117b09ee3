// Texts of the production calendar in the settings.
import { plural } from './plural.ts';

export const ruWorkCalendar = {
  title: 'Календарь и часы',
  failed: 'Календарь не загрузился',
  earlier: (year: number) => `Показать ${year} год`,
  facts: {
    working: (days: number) => plural(days, 'рабочий день', 'рабочих дня', 'рабочих дней'),
    shortened: (days: number) =>
      plural(days, 'сокращённый', 'сокращённых', 'сокращённых'),
    off: (days: number) => plural(days, 'выходной', 'выходных', 'выходных'),
  },
  origin: {
    law: (year: number) => `${year} год: как в официальном производственном календаре.`,
    provisional: (year: number) => `Календарь ${year} года ещё не утверждён: переносы выходных `
      + 'неизвестны, отмечены только праздники по Трудовому кодексу.',
    own: (days: number) => `Своих дней: ${days}. Они отмечены точкой.`,
  },
  effects: 'Новый календарь действует сразу: по нему считаются застой сделок, день звонка по '
    + 'отсрочке, сроки приёмки ещё не принятых сделок, повторы дел, тихие часы и сводки. Сроки '
    + 'уже поставленных дел остаются, как были.',
  keys: 'Стрелки — по дням, Shift со стрелкой выделяет несколько, 1 — рабочий, 2 — сокращённый, '
    + '3 — выходной',
  kinds: {
    working: 'рабочий', shortened: 'сокращённый', dayOff: 'выходной',
  } as Record<string, string>,
  law: (kind: string) => `по закону ${kind}`,
  moved: (day: string) => `перенос с ${day}`,
  chosen: (from: string, until: string) => `${from} — ${until}`,
  choose: 'Выберите день или несколько, чтобы изменить',
  kind: 'Какой это день',
  name: 'Почему',
  namePlaceholder: 'Юбилей компании',
  saved: (days: string, kind: string) => `${days}: ${kind}`,
  notSaved: 'Календарь остался прежним',
  reset: 'Вернуть к календарю по закону',
  resetQuestion: (year: number) => `Все свои дни ${year} года исчезнут. Вернуть?`,
  resetConfirm: 'Вернуть',
  wasReset: (year: number) => `${year} год снова как по закону`,
  hours: 'Часы',
  quietOff: 'без тихих часов',
  quietHint: 'Для всех, кто не выбрал своих часов. Срочные напоминания проходят.',
} as const;

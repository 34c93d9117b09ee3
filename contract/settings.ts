// Settings of the whole installation: one table that the server checks by and the screen shows.
import Type, { type Static, type TSchema } from 'typebox';
import { Id, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

const CalendarDay = Type.Object({
  date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }),
  type: Type.Enum(['working', 'shortened', 'dayOff']),
  holiday: Type.Optional(Type.String({ maxLength: 200 })),
  movedFrom: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
}, { additionalProperties: false });

export type SettingRow = {
  label: string;
  group: 'Компания' | 'Сделки' | 'Обмен с 1С';
  /** What a right value looks like, for a person who got it wrong. */
  hint: string;
  schema: TSchema;
  /** What counts until somebody changes it. */
  fallback: unknown;
};

export const SETTINGS = {
  'company.timeZone': {
    label: 'Часовой пояс', group: 'Компания', hint: 'Имя пояса, например Europe/Moscow.',
    schema: Type.String({ minLength: 1, maxLength: 100 }), fallback: 'Europe/Moscow',
  },
  'company.hours': {
    label: 'Рабочие часы', group: 'Компания', hint: 'Начало и конец, например 09:00 и 18:00.',
    schema: Type.Tuple([Time, Time]), fallback: ['09:00', '18:00'],
  },
  'company.calendarYears': {
    label: 'Производственный календарь', group: 'Компания',
    hint: 'По годам — дни, которые отличаются от обычной пятидневки.',
    schema: Type.Record(Type.String({ pattern: '^\\d{4}$' }),
      Type.Array(CalendarDay, { maxItems: 366 })),
    fallback: {},
  },
  'company.quietHours': {
    label: 'Тихие часы компании', group: 'Компания',
    hint: 'Начало и конец, например 20:00 и 08:00, или без тихих часов.',
    schema: nullable(Type.Tuple([Time, Time])), fallback: ['20:00', '08:00'],
  },
  'deals.acceptanceHours': {
    label: 'Срок приёмки переданной сделки, рабочих часов', group: 'Сделки',
    hint: 'Целое число от 1 до 80.', schema: Type.Integer({ minimum: 1, maximum: 80 }),
    fallback: 4,
  },
  'deals.archiveDays': {
    label: 'Через сколько дней невыполненный заказ истории уходит в архив', group: 'Сделки',
    hint: 'Целое число дней от 1 до 3650. Действует на загрузку истории из 1С.',
    schema: Type.Integer({ minimum: 1, maximum: 3650 }), fallback: 365,
  },
  'deals.stageByStatus': {
    label: 'Стадия новой сделки по статусу заказа в 1С', group: 'Сделки',
    hint: 'Статус заказа из 1С и стадия «Быстрой продажи». Статусы вне списка — по документам.',
    schema: Type.Record(Type.String({ minLength: 1, maxLength: 200 }), Id, { maxProperties: 200 }),
    fallback: {},
  },
  'payments.bankConfirmedOnly': {
    label: 'Безналичные оплаты считать только после подтверждения банком', group: 'Обмен с 1С',
    hint: 'Суммы сделок и авансы пересчитаются сами.',
    schema: Type.Boolean(), fallback: false,
  },
  'onec.approveBases': {
    label: 'Новая база 1С ждёт подтверждения администратора', group: 'Обмен с 1С',
    hint: 'Без допуска данные новой базы не применяются.',
    schema: Type.Boolean(), fallback: false,
  },
  'onec.silenceMinutes': {
    label: 'Через сколько минут молчания 1С поднимать тревогу', group: 'Обмен с 1С',
    hint: 'Целое число минут от 2 до 1440.', schema: Type.Integer({ minimum: 2, maximum: 1440 }),
    fallback: 5,
  },
  'onec.watchWorkingHours': {
    label: 'Следить за связью с 1С только в рабочие часы', group: 'Обмен с 1С',
    hint: 'Ночью и в выходные 1С часто выключена.',
    schema: Type.Boolean(), fallback: true,
  },
  'onec.moneyLagSeconds': {
    label: 'Какая задержка денег из 1С — уже тревога, секунд', group: 'Обмен с 1С',
    hint: 'Целое число секунд от 10 до 3600.', schema: Type.Integer({ minimum: 10, maximum: 3600 }),
    fallback: 60,
  },
  'onec.rawDays': {
    label: 'Сколько дней хранить исходные сообщения 1С', group: 'Обмен с 1С',
    hint: 'Целое число от 7 до 3650.', schema: Type.Integer({ minimum: 7, maximum: 3650 }),
    fallback: 90,
  },
} as const satisfies Record<string, SettingRow>;

export type SettingName = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as SettingName[];

export const Setting = Type.Object({
  name: Type.String(),
  label: Type.String(),
  group: Type.String(),
  hint: Type.String(),
  value: Type.Unknown(),
  /** Null while the value is the one of the program. */
  changedAt: nullable(Moment),
  changedById: nullable(Id),
});
export type Setting = Static<typeof Setting>;

export const settingsList = defineRoute({
  id: 'settings.list', method: 'GET', path: '/api/settings',
  summary: 'Настройки установки', access: { entity: 'setting', action: 'read' },
  response: Type.Array(Setting),
});
export const settingWrite = defineRoute({
  id: 'settings.write', method: 'PUT', path: '/api/settings/:name',
  summary: 'Изменить настройку', access: { entity: 'setting', action: 'edit' },
  params: Type.Object({ name: Type.String({ maxLength: 100 }) }),
  body: Type.Object({ value: Type.Unknown() }, { additionalProperties: false }),
  response: Setting,
});

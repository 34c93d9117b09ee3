// Notifications as people set them: kinds, channels, quiet hours, digest; and the mail server.
import Type, { type Static } from 'typebox';
import { Id, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const CLOSED = { additionalProperties: false } as const;
const Time = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });
const Email = Type.String({ pattern: '^[^\\s@<>]+@[^\\s@<>]+$', maxLength: 254 });

export type NoticeType = {
  label: string;
  /** Whether a letter goes out until the person says otherwise. */
  email: boolean;
  /** Passes quiet hours. */
  urgent?: boolean;
  /** News about one record become one line until it is read. */
  groups?: boolean;
};

/** Kinds that are not here are shown in the program and not sent. */
export const NOTICE_TYPES: Readonly<Record<string, NoticeType>> = {
  'task.assigned': { label: 'Вам поручили дело', email: true },
  'task.reminder': { label: 'Напоминание о деле', email: true, urgent: true },
  'task.returned': { label: 'Ваше поручение вернули', email: true },
  'task.accepted': { label: 'Ваше поручение взяли', email: false, groups: true },
  'task.done': { label: 'Ваше поручение сделали', email: false, groups: true },
  'task.handedBack': { label: 'Дела вернулись после замещения', email: false },
  'absence.started': { label: 'Вы замещаете коллегу', email: true },
  'deal.transferred': { label: 'Вам передали сделку', email: true },
  'deal.transferAccepted': { label: 'Вашу сделку приняли', email: false },
  'deal.transferReturned': { label: 'Вашу сделку вернули', email: true },
  'deal.transferLate': { label: 'Сделку не приняли в срок', email: true },
  'deal.assigned': { label: 'Вы отвечаете за сделку', email: true },
  'deal.participant': { label: 'Вас добавили участником сделки', email: true },
  'deal.approvalAsked': { label: 'Сделка ждёт вашего согласования', email: true },
  'deal.approvalGiven': { label: 'Вашу просьбу согласовали', email: true },
  'deal.approvalRefused': { label: 'В согласовании отказали', email: true },
  'deal.closedGained': { label: 'Деньги по закрытой сделке', email: true },
  'lead.passed': { label: 'Вам передали обращение', email: true },
  'lead.returned': { label: 'Обращение вернули: не моё', email: true },
  'comment.mentioned': { label: 'Вас упомянули', email: true },
  'comment.replied': { label: 'Вам ответили на комментарий', email: false },
  'import.finished': { label: 'Импорт закончен', email: true },
  'onec.refused': { label: '1С отказала в вашей правке', email: true },
  'exchange.alarm': { label: 'Сбой обмена с 1С', email: true, urgent: true },
  'exchange.recovered': { label: 'Обмен с 1С восстановлен', email: true },
  'deferral.due': { label: 'Наступила отсрочка', email: true },
  'deferral.escalated': { label: 'По отсрочке не связались', email: true },
};

export const NoticeChoice = Type.Object({
  kind: Type.String({ maxLength: 100 }), inApp: Type.Boolean(), email: Type.Boolean(),
}, CLOSED);
export type NoticeChoice = Static<typeof NoticeChoice>;

export const NoticeHours = Type.Object({
  /** Letters wait between these two clocks; null is never. */
  quietFrom: nullable(Time),
  quietUntil: nullable(Time),
  /** Letters wait for the next working day. */
  workingOnly: Type.Boolean(),
  /** The digest of the day on working days; null is none. */
  digestAt: nullable(Time),
}, CLOSED);
export type NoticeHours = Static<typeof NoticeHours>;

export const NOTICE_HOURS: NoticeHours = {
  quietFrom: '20:00', quietUntil: '08:00', workingOnly: true, digestAt: null,
};

export const NoticeSettings = Type.Object({
  types: Type.Array(Type.Object({
    kind: Type.String(), label: Type.String(), inApp: Type.Boolean(), email: Type.Boolean(),
    urgent: Type.Boolean(),
  })),
  hours: NoticeHours,
  /** Where letters go; null means that the person has no address. */
  address: nullable(Type.String()),
  mailReady: Type.Boolean(),
});
export type NoticeSettings = Static<typeof NoticeSettings>;

export const MailServer = Type.Object({
  host: Type.String(), port: Type.Integer(), secure: Type.Boolean(), login: nullable(Type.String()),
  hasPassword: Type.Boolean(), sender: Type.String(), address: Type.String(),
});
export const MailServerState = Type.Object({
  server: nullable(MailServer),
  waiting: Type.Integer(),
  failed: Type.Array(Type.Object({
    id: Id, name: Type.String(), email: nullable(Type.String()), error: Type.String(),
    createdAt: Moment,
  })),
});
export type MailServerState = Static<typeof MailServerState>;

export const MailServerWrite = Type.Object({
  host: Type.String({ minLength: 1, maxLength: 253, pattern: '^[\\w.:-]+$' }),
  port: Type.Integer({ minimum: 1, maximum: 65_535 }),
  secure: Type.Boolean(),
  login: nullable(Type.String({ maxLength: 254 })),
  /** Absent keeps the one that is stored. */
  password: Type.Optional(nullable(Type.String({ maxLength: 500 }))),
  sender: Email,
  address: Type.String({ pattern: '^https?://[^\\s]+$', maxLength: 300 }),
}, CLOSED);
export type MailServerWrite = Static<typeof MailServerWrite>;

const READ = { entity: 'setting', action: 'read' } as const;
const EDIT = { entity: 'setting', action: 'edit' } as const;

export const noticesRead = defineRoute({
  id: 'notices.read', method: 'GET', path: '/api/notices/settings',
  summary: 'Как вас уведомлять: виды, каналы, тихие часы, сводка', access: 'signed',
  response: NoticeSettings,
});
export const noticeChoose = defineRoute({
  id: 'notices.choose', method: 'PUT', path: '/api/notices/choices',
  summary: 'Каналы одного вида уведомлений', access: 'signed', body: NoticeChoice,
  response: NoticeSettings,
});
export const noticeHours = defineRoute({
  id: 'notices.hours', method: 'PUT', path: '/api/notices/hours',
  summary: 'Тихие часы и время сводки', access: 'signed', body: NoticeHours,
  response: NoticeSettings,
});
export const mailServerRead = defineRoute({
  id: 'mailServer.read', method: 'GET', path: '/api/mail-server',
  summary: 'Почтовый сервер уведомлений и письма, которые не ушли', access: READ,
  response: MailServerState,
});
export const mailServerWrite = defineRoute({
  id: 'mailServer.write', method: 'PUT', path: '/api/mail-server',
  summary: 'Настроить почтовый сервер уведомлений', access: EDIT, body: MailServerWrite,
  response: MailServerState,
});
export const mailServerTry = defineRoute({
  id: 'mailServer.try', method: 'POST', path: '/api/mail-server/trials',
  summary: 'Отправить пробное письмо', access: EDIT,
  body: Type.Object({ to: Email }, CLOSED),
  response: Type.Object({ sent: Type.Boolean(), reason: nullable(Type.String()) }),
});
export const mailRetry = defineRoute({
  id: 'mailServer.retry', method: 'POST', path: '/api/mail-server/retries',
  summary: 'Отправить ещё раз письма, которые не ушли', access: EDIT, response: MailServerState,
});

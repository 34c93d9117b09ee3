// Who is signed in: open, close and read the session.
import Type, { type Static } from 'typebox';
import { Id, Named } from './primitives.ts';
import { ACTIONS, ENTITIES, FIELD_GROUPS, SCOPES } from './rights.ts';
import { defineRoute } from './route.ts';

export const LoginBody = Type.Object({
  login: Type.String({ minLength: 1, maxLength: 100 }),
  password: Type.String({ minLength: 1, maxLength: 200 }),
});
export type LoginBody = Static<typeof LoginBody>;

/** What the web knows of the person in front of it; rights only decide what is shown. */
export const Session = Type.Object({
  employee: Type.Object({
    id: Type.Integer(),
    name: Type.String(),
    login: Type.String(),
    departmentId: Type.Integer(),
    departmentName: Type.String(),
    /** Two letters for the avatar: «АС». */
    initials: Type.String(),
  }),
  rights: Type.Array(Type.Object({
    entity: Type.Enum([...ENTITIES]),
    action: Type.Enum([...ACTIONS]),
    scope: Type.Enum([...SCOPES]),
  })),
  hidden: Type.Array(Type.Enum([...FIELD_GROUPS])),
  /** Where the stream of changes begins for whoever reads anything after this. */
  streamAt: Type.Integer(),
  /** The company's: documents are dated by its day, wherever the person sits. */
  timeZone: Type.String(),
  /** The administrator who looks through the eyes of `employee`; every write is refused. */
  viewer: Type.Optional(Named),
});
export type Session = Static<typeof Session>;

export const sessionOpen = defineRoute({
  id: 'session.open',
  method: 'POST',
  path: '/api/session',
  summary: 'Войти по логину и паролю',
  access: 'public',
  body: LoginBody,
  response: Session,
});

export const sessionRead = defineRoute({
  id: 'session.read',
  method: 'GET',
  path: '/api/session',
  summary: 'Кто вошёл и что ему можно',
  access: 'signed',
  response: Session,
});

export const sessionClose = defineRoute({
  id: 'session.close',
  method: 'DELETE',
  path: '/api/session',
  summary: 'Выйти',
  access: 'signed',
  whileViewing: true,
});

export const OwnSession = Type.Object({
  id: Type.Integer(),
  createdAt: Type.String(),
  seenAt: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
  userAgent: Type.Union([Type.String(), Type.Null()]),
  /** The session that asks. */
  current: Type.Boolean(),
});
export type OwnSession = Static<typeof OwnSession>;

export const ownSessionsList = defineRoute({
  id: 'session.list',
  method: 'GET',
  path: '/api/session/all',
  summary: 'Где ещё вы вошли',
  access: 'signed',
  response: Type.Object({ items: Type.Array(OwnSession) }),
});

export const ownSessionEnd = defineRoute({
  id: 'session.end',
  method: 'DELETE',
  path: '/api/session/all/:id',
  summary: 'Завершить один из своих сеансов',
  access: 'signed',
  params: Type.Object({ id: Id }),
});

export const viewingStart = defineRoute({
  id: 'session.startViewing',
  method: 'POST',
  path: '/api/session/viewing',
  summary: 'Смотреть глазами сотрудника, ничего не меняя',
  access: { entity: 'setting', action: 'edit' },
  body: Type.Object({ employeeId: Id }, { additionalProperties: false }),
});

export const viewingEnd = defineRoute({
  id: 'session.endViewing',
  method: 'DELETE',
  path: '/api/session/viewing',
  summary: 'Вернуться к себе',
  access: 'signed',
  whileViewing: true,
});

/** A session of anybody, for those who may end it. */
export const AnySession = Type.Object({
  id: Id,
  employee: Type.Union([Named, Type.Null()]),
  login: Type.String(),
  createdAt: Type.String(),
  seenAt: Type.String(),
  address: Type.Union([Type.String(), Type.Null()]),
  userAgent: Type.Union([Type.String(), Type.Null()]),
  viewing: Type.Union([Named, Type.Null()]),
});
export type AnySession = Static<typeof AnySession>;

export const sessionsList = defineRoute({
  id: 'sessions.list', method: 'GET', path: '/api/sessions',
  summary: 'Открытые сеансы всех сотрудников',
  access: { entity: 'setting', action: 'edit' },
  response: Type.Array(AnySession),
});

export const sessionEnd = defineRoute({
  id: 'sessions.end', method: 'DELETE', path: '/api/sessions/:id',
  summary: 'Завершить чужой сеанс',
  access: { entity: 'setting', action: 'edit' },
  params: Type.Object({ id: Id }),
});

export const passwordChange = defineRoute({
  id: 'session.changePassword',
  method: 'PUT',
  path: '/api/session/password',
  summary: 'Сменить свой пароль; другие сеансы завершатся',
  access: 'signed',
  body: Type.Object({
    current: Type.String({ minLength: 1, maxLength: 200 }),
    next: Type.String({ minLength: 1, maxLength: 200 }),
  }),
});

// Who is signed in: open, close and read the session.
import Type, { type Static } from 'typebox';
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
  params: Type.Object({ id: Type.Integer() }),
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

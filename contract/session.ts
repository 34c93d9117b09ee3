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
    entity: Type.Union(ENTITIES.map((name) => Type.Literal(name))),
    action: Type.Union(ACTIONS.map((name) => Type.Literal(name))),
    scope: Type.Union(SCOPES.map((name) => Type.Literal(name))),
  })),
  hidden: Type.Array(Type.Union(FIELD_GROUPS.map((name) => Type.Literal(name)))),
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

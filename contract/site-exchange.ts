// «Обмен с сайтом» of 1C over CommerceML: the address that 1C calls, the accounts it comes with,
// and what its sessions brought and took.
import Type, { type Static } from 'typebox';
import { Id, IdParams, Moment, nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const READ = { entity: 'exchange', action: 'read' } as const;
const EDIT = { entity: 'exchange', action: 'edit' } as const;

/** What 1C is told to call; typed into its settings. */
export const SITE_EXCHANGE_PATH = '/exchange/1c';
/** Bytes of one piece of a file: larger files come in pieces of the same name. */
export const SITE_CHUNK_BYTES = 10 * 1024 * 1024;

/** Answers are plain text or XML in the account's encoding, not JSON. */
export const siteExchangeGet = defineRoute({
  id: 'site.exchangeGet', method: 'GET', path: SITE_EXCHANGE_PATH,
  summary: 'Обмен с сайтом по CommerceML: вход, пределы, заказы, разбор файлов',
  access: 'site', isStreamed: true,
});
export const siteExchangePost = defineRoute({
  id: 'site.exchangePost', method: 'POST', path: SITE_EXCHANGE_PATH,
  summary: 'Обмен с сайтом по CommerceML: то же и часть файла в теле запроса',
  access: 'site', isStreamed: true,
});

const Encoding = Type.Union([Type.Literal('windows-1251'), Type.Literal('utf-8')]);

export const SiteAccount = Type.Object({
  id: Id,
  login: Type.String(),
  /** Base of the exchange that its files belong to. */
  ib: Type.String(),
  /** Addresses and networks that may come; empty lets everybody in. */
  addresses: Type.Array(Type.String()),
  takesZip: Type.Boolean(),
  encoding: Encoding,
  /** Stages whose deals go to 1C as orders. */
  stageIds: Type.Array(Id),
  version: Type.Integer(),
  createdAt: Moment,
  disabledAt: nullable(Moment),
  lastSeenAt: nullable(Moment),
});
export type SiteAccount = Static<typeof SiteAccount>;

const CLOSED = { additionalProperties: false } as const;
const settings = {
  addresses: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 50 })),
  takesZip: Type.Optional(Type.Boolean()),
  encoding: Type.Optional(Encoding),
  stageIds: Type.Optional(Type.Array(Id, { maxItems: 100 })),
};
const Password = Type.String({ minLength: 1, maxLength: 200 });

export const SiteAccountCreate = Type.Object({
  login: Type.String({ minLength: 3, maxLength: 60 }),
  password: Password,
  ib: Type.String({ minLength: 1, maxLength: 100 }),
  ...settings,
}, CLOSED);
export type SiteAccountCreate = Static<typeof SiteAccountCreate>;

export const SiteAccountEdit = Type.Object({
  version: Type.Integer(),
  password: Type.Optional(Password),
  disabled: Type.Optional(Type.Boolean()),
  ...settings,
}, CLOSED);
export type SiteAccountEdit = Static<typeof SiteAccountEdit>;

export const SiteFile = Type.Object({
  id: Id,
  name: Type.String(),
  sizeBytes: Type.Integer(),
  bytesDone: Type.Integer(),
  state: Type.String(),
  counts: Type.Record(Type.String(), Type.Integer()),
  /** Records of it that wait in the quarantine. */
  held: Type.Integer(),
  isFull: Type.Boolean(),
  error: nullable(Type.String()),
});
export type SiteFile = Static<typeof SiteFile>;

export const SiteSession = Type.Object({
  id: Id,
  login: Type.String(),
  ib: Type.String(),
  kind: Type.Union([Type.Literal('catalog'), Type.Literal('sale')]),
  address: Type.String(),
  schemaVersion: nullable(Type.String()),
  startedAt: Moment,
  seenAt: Moment,
  endedAt: nullable(Moment),
  requests: Type.Integer(),
  /** Orders given by `query`, and those of them that 1C confirmed. */
  given: Type.Integer(),
  confirmed: Type.Integer(),
  /** Products withdrawn as absent from a whole catalogue; null when that was not asked. */
  withdrawn: nullable(Type.Integer()),
  error: nullable(Type.String()),
  files: Type.Array(SiteFile),
});
export type SiteSession = Static<typeof SiteSession>;

export const siteAccounts = defineRoute({
  id: 'site.accounts', method: 'GET', path: '/api/exchange/site/accounts',
  summary: 'Пользователи обмена с сайтом', access: READ,
  response: Type.Object({ items: Type.Array(SiteAccount) }),
});
export const siteAccountCreate = defineRoute({
  id: 'site.createAccount', method: 'POST', path: '/api/exchange/site/accounts',
  summary: 'Новый пользователь обмена с сайтом', access: EDIT, body: SiteAccountCreate,
  response: SiteAccount,
});
export const siteAccountEdit = defineRoute({
  id: 'site.editAccount', method: 'PATCH', path: '/api/exchange/site/accounts/:id',
  summary: 'Изменить пользователя обмена: пароль, адреса, что отдавать, отключить',
  access: EDIT, params: IdParams, body: SiteAccountEdit, response: SiteAccount,
});

export const SiteCheck = Type.Object({
  name: Type.String(), ok: Type.Boolean(), text: Type.String(),
});
export type SiteCheck = Static<typeof SiteCheck>;
export const siteAccountCheck = defineRoute({
  id: 'site.checkAccount', method: 'POST', path: '/api/exchange/site/accounts/:id/checks',
  summary: 'Проверить, пройдёт ли обмен: пароль, адрес, база, место для файлов, очередь',
  access: EDIT, params: IdParams,
  body: Type.Object({
    password: Type.Optional(Password),
    address: Type.Optional(Type.String({ maxLength: 60 })),
  }, CLOSED),
  response: Type.Object({ items: Type.Array(SiteCheck) }),
});
export const siteSessions = defineRoute({
  id: 'site.sessions', method: 'GET', path: '/api/exchange/site/sessions',
  summary: 'Последние сеансы обмена с сайтом: файлы, размеры, итоги, ошибки', access: READ,
  query: Type.Object({ before: Type.Optional(Id) }),
  response: Type.Object({ items: Type.Array(SiteSession), hasMore: Type.Boolean() }),
});

// Endpoints that 1C calls. Calls are signed (access `onec`), not made by a signed-in person.
// The items of a push are read by hand-written readers, because each gets a verdict of its own.
import Type, { type Static } from 'typebox';
import { nullable } from './primitives.ts';
import { defineRoute } from './route.ts';

const Short = Type.String({ minLength: 1, maxLength: 200 });
const Month = Type.String({ pattern: '^(?:\\d{4}-(?:0[1-9]|1[0-2])|all)$' });
const Hash = Type.String({ pattern: '^[0-9a-fA-F]{64}$' });
const Uid = Type.String({ pattern: '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' });
const Decimal = Type.String({ pattern: '^-?\\d{1,18}(?:\\.\\d{1,2})?$' });
const Absent = <S extends Parameters<typeof Type.Optional>[0]>(schema: S) =>
  Type.Optional(Type.Union([schema, Type.Null()]));

/** Changes when the base of 1C was restored or copied; senders use text or a number. */
const Epoch = Type.Union([Short, Type.Integer()]);

export const OnecHello = Type.Object({
  ib: Short,
  epoch: Epoch,
  /** Name of the configuration: «УправлениеТорговлей». */
  configuration: Absent(Type.String({ maxLength: 200 })),
  version: Absent(Type.String({ maxLength: 100 })),
  platform: Absent(Type.String({ maxLength: 100 })),
  /** IANA name, `Europe/Moscow`. */
  timeZone: Absent(Type.String({ maxLength: 100 })),
  /** Version of our extension. */
  extension: Absent(Type.String({ maxLength: 100 })),
});
export type OnecHello = Static<typeof OnecHello>;

export const OnecLimits = Type.Object({
  /** Items of the next push. */
  batch: Type.Integer(),
  /** Milliseconds to wait before it. */
  pauseMs: Type.Integer(),
});
export type OnecLimits = Static<typeof OnecLimits>;

/** What the server would like to have; a sender that does not know it loses nothing. */
export const OnecWants = {
  /** A digest: of everything, or of the named months alone. */
  wantDigest: Type.Optional(Type.Union([
    Type.Literal('all'),
    Type.Array(Type.Object({ type: Type.String(), month: Type.String() })),
  ])),
  /** Objects to be sent again, whatever their revision. */
  wantResend: Type.Optional(Type.Array(Type.Object({ type: Type.String(), uid: Type.String() }))),
};
export type OnecWants = {
  wantDigest?: 'all' | { type: string; month: string }[];
  wantResend?: { type: string; uid: string }[];
};

export const OnecWelcome = Type.Object({
  serverTime: Type.String(),
  limits: Type.Object({ batch: Type.Integer(), bytes: Type.Integer(), pauseMs: Type.Integer() }),
  /** Lanes in the order the server wants them. */
  lanes: Type.Array(Type.String()),
  accepted: Type.Boolean(),
  /** Russian, why not accepted. */
  reason: Type.Optional(Type.String()),
  ...OnecWants,
});
export type OnecWelcome = Static<typeof OnecWelcome>;

/** Shape of an item, for senders and for the API reference; the server reads it by hand. */
export const OnecItem = Type.Object({
  v: Type.Literal(1),
  id: Short,
  ib: Short,
  epoch: Epoch,
  lane: Type.Enum(['money', 'orders', 'refs', 'backfill']),
  type: Type.Enum([
    'order', 'invoice', 'payment', 'shipment', 'company', 'contact', 'product', 'employee',
  ]),
  uid: Uid,
  rev: Type.Integer({ minimum: 1 }),
  dataVersion: Absent(Short),
  op: Type.Enum(['upsert', 'delete']),
  /** ISO moment at which 1C knew this state. */
  at: Type.String(),
  /** The command of CRM this snapshot answers. */
  cause: Absent(Short),
  /** Of the body in its RFC 8785 form. */
  sha256: Hash,
  body: Type.Record(Type.String(), Type.Unknown()),
});
export type OnecItem = Static<typeof OnecItem>;

export const ONEC_STATUSES = ['applied', 'stale', 'duplicate', 'parked', 'rejected'] as const;

export const OnecResult = Type.Object({
  /** Echo of the item's id, empty when it had none. */
  id: Type.String(),
  status: Type.Enum([...ONEC_STATUSES]),
  code: Type.Optional(Type.String()),
  /** Russian sentence. */
  text: Type.Optional(Type.String()),
  /** `lines[3].sum` */
  field: Type.Optional(Type.String()),
});
export type OnecResult = Static<typeof OnecResult>;

export const OnecPush = Type.Object({ items: Type.Array(Type.Unknown()) });

export const OnecAnswer = Type.Object({
  results: Type.Array(OnecResult),
  limits: OnecLimits,
  ...OnecWants,
});
export type OnecAnswer = Static<typeof OnecAnswer>;

export const OnecDigestRow = Type.Object({
  type: Short,
  /** Month of the documents, `all` for reference books. */
  month: Month,
  count: Type.Integer({ minimum: 0 }),
  sum: Decimal,
  hash: Hash,
});
export type OnecDigestRow = Static<typeof OnecDigestRow>;

/** First question: which months differ. */
export const OnecDigest = Type.Object({
  ib: Short,
  epoch: Epoch,
  rows: Type.Array(OnecDigestRow, { maxItems: 5000 }),
});
export type OnecDigest = Static<typeof OnecDigest>;

/** Second question, for one month that differs: which objects. */
export const OnecDigestItems = Type.Object({
  ib: Short,
  epoch: Epoch,
  type: Short,
  month: Month,
  items: Type.Array(Type.Object({
    uid: Uid, rev: Type.Integer({ minimum: 1 }), sha256: Hash,
    /** Day, sum and number of a document, so that the report can say which one is missing. */
    on: Absent(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    sum: Absent(Decimal),
    name: Absent(Type.String({ maxLength: 200 })),
  })),
});
export type OnecDigestItems = Static<typeof OnecDigestItems>;

export const OnecDifferences = Type.Object({
  differ: Type.Array(Type.Object({ type: Type.String(), month: Type.String() })),
});
export type OnecDifferences = Static<typeof OnecDifferences>;

export const OnecRepair = Type.Object({
  /** Absent or old in CRM: send again. */
  resend: Type.Array(Type.String()),
  /** Known to 1C, never seen by CRM (part of `resend`). */
  unknownHere: Type.Array(Type.String()),
  /** Live in CRM, absent in 1C. */
  goneIn1C: Type.Array(Type.String()),
});
export type OnecRepair = Static<typeof OnecRepair>;

/** Parameters stand in the signed address, so they are read as text. */
export const OnecPullQuery = Type.Object({
  ib: Short,
  /** Epoch of the base, when it says it. */
  epoch: Type.Optional(Short),
  /** Highest `seq` that the base has got; absent asks for everything that is not acknowledged. */
  cursor: Type.Optional(Type.String({ pattern: '^\\d{0,15}$' })),
  /** Seconds to wait for a command; more than 25 are 25. */
  wait: Type.Optional(Type.Integer({ minimum: 0, maximum: 3600 })),
});
export type OnecPullQuery = Static<typeof OnecPullQuery>;

export const OnecCommand = Type.Object({
  seq: Type.Integer(),
  id: Type.String(),
  type: Type.String(),
  /** Guid that the object of 1C has or is to get: done twice it is there once. */
  uid: Type.String(),
  dealId: nullable(Type.Integer()),
  /** Of the body in its RFC 8785 form. */
  sha256: Type.String(),
  body: Type.Record(Type.String(), Type.Unknown()),
});
export type OnecCommand = Static<typeof OnecCommand>;

export const OnecCommands = Type.Object({
  commands: Type.Array(OnecCommand),
  cursor: Type.String(),
  ...OnecWants,
});
export type OnecCommands = Static<typeof OnecCommands>;

/** Results are read one by one, so that a bad one does not hold up its neighbours. */
export const OnecAck = Type.Object({
  ib: Short,
  epoch: Type.Optional(Epoch),
  results: Type.Array(Type.Unknown(), { maxItems: 1000 }),
});
export type OnecAck = Static<typeof OnecAck>;

export const OnecAckAnswer = Type.Object({
  /** In the order sent. `unknown`: this base was never given such a command. */
  results: Type.Array(Type.Object({
    id: Type.String(),
    status: Type.Enum(['accepted', 'duplicate', 'unknown', 'rejected']),
    text: Type.Optional(Type.String()),
  })),
});
export type OnecAckAnswer = Static<typeof OnecAckAnswer>;

export const helloOnec = defineRoute({
  id: 'onec.hello',
  method: 'POST',
  path: '/api/1c/v1/hello',
  summary: 'База 1С представляется и узнаёт пределы обмена.',
  access: 'onec',
  body: OnecHello,
  response: OnecWelcome,
});

export const pushOnec = defineRoute({
  id: 'onec.push',
  method: 'POST',
  path: '/api/1c/v1/push',
  summary: 'Снимки объектов 1С, не больше 200 штук и 1 МБ; ответ о каждом в том же порядке.',
  access: 'onec',
  body: OnecPush,
  response: OnecAnswer,
});

export const digestOnec = defineRoute({
  id: 'onec.digest',
  method: 'POST',
  path: '/api/1c/v1/digest',
  summary: 'Сверка: контрольные суммы по месяцам, затем по объектам одного месяца.',
  access: 'onec',
  body: Type.Union([OnecDigest, OnecDigestItems]),
  response: Type.Union([OnecDifferences, OnecRepair]),
});

export const pullOnec = defineRoute({
  id: 'onec.pull',
  method: 'GET',
  path: '/api/1c/v1/pull',
  summary: 'Команды для 1С; ждёт до 25 секунд, пока появится хоть одна.',
  access: 'onec',
  query: OnecPullQuery,
  response: OnecCommands,
});

export const ackOnec = defineRoute({
  id: 'onec.ack',
  method: 'POST',
  path: '/api/1c/v1/ack',
  summary: '1С отвечает о командах: выполнено или отказ со словами для человека.',
  access: 'onec',
  body: OnecAck,
  response: OnecAckAnswer,
});

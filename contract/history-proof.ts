// The proof of a load of history: what a file carries against what Verstak holds, by month.
import Type, { type Static } from 'typebox';
import { HistoryFile } from './exchange.ts';
import { ONEC_TYPES } from './onec-rows.ts';
import { Day, Id, IdParams, Moment, nullable } from './primitives.ts';
import { Month } from './reconcile.ts';
import { defineRoute } from './route.ts';

const READ = { entity: 'exchange', action: 'read' } as const;

const OnecTypeName = Type.Enum([...ONEC_TYPES]);
const Side = Type.Object({ count: Type.Integer(), sumKopecks: Type.Integer() });

/**
 * missing: not in Verstak · waiting: in the quarantine · differs: another sum or month, although no
 * newer revision came · newer: a later revision has come by another way, which is no fault.
 */
export const PROOF_FAULTS = ['missing', 'waiting', 'differs', 'newer'] as const;

export const ProofMonth = Type.Object({
  type: OnecTypeName,
  month: Month,
  /** Objects of the file, each by its last revision in it, and Σ of their totals. */
  said: Side,
  /** Of the same objects: those whose rows are in Verstak, and Σ of these rows. */
  held: Side,
  missing: Type.Integer(),
  waiting: Type.Integer(),
  differs: Type.Integer(),
  newer: Type.Integer(),
});
export type ProofMonth = Static<typeof ProofMonth>;

export const HistoryProof = Type.Object({
  file: HistoryFile,
  /** Asked for and not counted yet. */
  isCounting: Type.Boolean(),
  /** Null before it was counted for the first time. */
  provedAt: nullable(Moment),
  months: Type.Array(ProofMonth),
});
export type HistoryProof = Static<typeof HistoryProof>;

export const ProofObject = Type.Object({
  type: OnecTypeName,
  uid: Type.String(),
  month: Month,
  /** Number or name: as it is here, else as the file has it. */
  name: nullable(Type.String()),
  /** Day of the document in the file; null for records and in loads of earlier releases. */
  on: nullable(Day),
  fault: Type.Enum([...PROOF_FAULTS]),
  /** Line of the file. */
  line: Type.Integer(),
  rev: Type.Integer(),
  saidKopecks: Type.Integer(),
  /** Null when Verstak has no rows of it. */
  heldKopecks: nullable(Type.Integer()),
  heldRev: nullable(Type.Integer()),
  /** Its record in the quarantine and why it stands there. */
  heldItem: nullable(Type.Object({ id: Id, reason: Type.String() })),
});
export type ProofObject = Static<typeof ProofObject>;

export const historyProof = defineRoute({
  id: 'historyProof.read', method: 'GET', path: '/api/exchange/history-files/:id/proof',
  summary: 'Файл истории и Верстак: штуки и суммы по месяцам', access: READ, params: IdParams,
  response: HistoryProof,
});

/** Counted from rows by a job; event `history.proved` tells when it is ready. */
export const historyProve = defineRoute({
  id: 'historyProof.ask', method: 'POST', path: '/api/exchange/history-files/:id/proofs',
  summary: 'Пересчитать доказательство загрузки истории', access: READ, params: IdParams,
});

export const historyProofObjects = defineRoute({
  id: 'historyProof.objects', method: 'GET', path: '/api/exchange/history-files/:id/proof-objects',
  summary: 'Объекты файла истории, которые отличаются от Верстака', access: READ,
  params: IdParams,
  query: Type.Object({
    type: OnecTypeName, month: Month,
    offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  }),
  response: Type.Object({ items: Type.Array(ProofObject), total: Type.Integer() }),
});

export const historyProofFile = defineRoute({
  id: 'historyProof.file', method: 'GET', path: '/api/exchange/history-files/:id/proof-file',
  summary: 'Доказательство загрузки истории файлом XLSX', access: READ, params: IdParams,
});

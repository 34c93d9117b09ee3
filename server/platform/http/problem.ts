// Every error leaves as application/problem+json with a code, a Russian text and the request id.
import { ERRORS, type ErrorCode, type FieldProblem, type Problem } from '#contract/errors';
import { constraintProblem } from '#platform/constraints';
import { isDiskFull } from '#platform/full-disk';
import { Refusal } from '#platform/refuse';
import { type Complaint, complaintProblems } from './complaints.ts';

type Thrown = {
  code?: string;
  statusCode?: number;
  validation?: Complaint[];
  validationContext?: string;
  constraint?: string;
  syscall?: string;
  message?: string;
};

/** A field that 1C owns is known, only not writable: the person must hear that, not "unknown". */
function readOnlyProblems(fields: FieldProblem[], readOnly: readonly string[]): FieldProblem[] {
  return fields
    .filter(({ field }) => readOnly.includes(field))
    .map(({ field }) => ({ field, reason: ERRORS['field.readOnly'].title }));
}

const NOT_JSON = 'Тело запроса — не JSON.';

const FASTIFY_CODES: Record<string, [code: ErrorCode, detail?: string]> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body.tooLarge'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['media.unsupported'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['request.invalid', NOT_JSON],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['request.invalid', 'Тело запроса пустое, ожидается JSON.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['request.invalid', 'Тело короче или длиннее обещанного.'],
};

function build(
  code: ErrorCode, requestId: string, detail?: string, fields?: FieldProblem[],
): Problem {
  const row = ERRORS[code];
  return {
    code, title: row.title, status: row.status, detail: detail ?? row.hint,
    ...(fields && fields.length > 0 ? { fields } : {}), requestId,
  };
}

const AWAY_STATES = new Set(['57P01', '57P02', '57P03', '53300', '08006', '08001', '08003']);
const AWAY_SYSTEM = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);
// A killed PostgreSQL is met by whoever writes to its socket, and then by every later query of it.
const TORN_SYSTEM = new Set(['ECONNRESET', 'EPIPE']);
const AWAY_WORDS = new RegExp('^Connection terminated|timeout exceeded when trying to connect'
  + '|^Client has encountered a connection error');

/** PostgreSQL is stopped or starting: the same request will do in a minute. */
export function isDatabaseAway(error: unknown): boolean {
  const { code = '', syscall = '', message = '' } = (error ?? {}) as Thrown;
  return AWAY_STATES.has(code) || (syscall === 'connect' && AWAY_SYSTEM.has(code))
    || (syscall === 'write' && TORN_SYSTEM.has(code)) || AWAY_WORDS.test(message);
}

/** What Fastify says about the bytes of a request. */
function transportProblem(error: unknown, requestId: string): Problem | null {
  const { code = '', statusCode = 500 } = (error ?? {}) as Thrown;
  const [known, detail] = FASTIFY_CODES[code] ?? [];
  if (known) return build(known, requestId, detail);
  if (statusCode >= 500) return null;
  return build('request.invalid', requestId, error instanceof SyntaxError ? NOT_JSON : undefined);
}

/** The answer for whatever was thrown; null when it is a failure that must be logged. */
export function knownProblem(
  error: unknown, requestId: string, readOnly: readonly string[] = [],
): Problem | null {
  if (error instanceof Refusal) {
    const { code, detail, fields, record } = error;
    return { ...build(code, requestId, detail, fields), ...(record ? { record } : {}) };
  }
  const thrown = (error ?? {}) as Thrown;
  if (thrown.validation) {
    const fields = complaintProblems(thrown.validation, thrown.validationContext);
    const locked = readOnlyProblems(fields, readOnly);
    if (locked.length > 0) return build('field.readOnly', requestId, undefined, locked);
    const detail = fields.map((f) => `${f.field || 'запрос'}: ${f.reason}`).join(' ');
    return build('request.invalid', requestId, detail, fields);
  }
  const byConstraint = constraintProblem(thrown);
  if (byConstraint) {
    return build(byConstraint.code, requestId, byConstraint.detail, byConstraint.fields);
  }
  if (isDatabaseAway(error)) return build('server.busy', requestId);
  if (isDiskFull(error)) return build('disk.full', requestId);
  return transportProblem(error, requestId);
}

export const failure = (requestId: string): Problem => build('server.failed', requestId,
  `Мы записали ошибку. Номер запроса: ${requestId}.`);

export const unknownRoute = (requestId: string): Problem => build('route.missing', requestId);
export const wrongMethod = (requestId: string): Problem => build('method.wrong', requestId);

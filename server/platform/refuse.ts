// A refusal is an answer, not a failure: it has a code from the closed table and a Russian reason.
import { ERRORS, type ErrorCode, type FieldProblem, type RecordRef } from '#contract/errors';

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly fields: FieldProblem[] | undefined;
  /** Where the answer leads on. */
  record: RecordRef | undefined;

  constructor(code: ErrorCode, detail?: string, fields?: FieldProblem[]) {
    super(detail ?? ERRORS[code].title);
    this.name = 'Refusal';
    this.code = code;
    this.detail = detail ?? ERRORS[code].hint;
    this.fields = fields;
  }
}

/** `throw refuse('record.missing')`; `detail` is what the person reads under the title. */
export function refuse(code: ErrorCode, detail?: string, fields?: FieldProblem[]): Refusal {
  return new Refusal(code, detail, fields);
}

/** The commonest refusal: one field, one reason. */
export function refuseField(field: string, reason: string): Refusal {
  return new Refusal('field.invalid', reason, [{ field, reason }]);
}

/** The asked record lives on in another one; `field` names it where it stood in the body. */
export function refuseMerged(record: RecordRef, field?: string): Refusal {
  const reason = `Работайте с той, которой она стала: № ${record.id}.`;
  const refusal = new Refusal('record.merged', reason, field ? [{ field, reason }] : undefined);
  refusal.record = record;
  return refusal;
}

// What the wire says is checked against the contract. A query is text and must be read as numbers;
// a JSON body has types of its own and is never bent: coercion would read null as 0.
import { Readable } from 'node:stream';
import { Ajv, type ValidateFunction } from 'ajv';
import type { FastifyInstance } from 'fastify';
import { DAY_PATTERN } from '#contract/primitives';
import { isDate } from '#platform/clock';
import { compiledOnce } from './compiled-once.ts';
import { findUnfit, type Unfit } from './text-signs.ts';

/**
 * A day is more than its form: 30 February fits the pattern, and PostgreSQL or a count of days
 * fails on it wherever it gets to.
 */
const regExp = Object.assign(
  (pattern: string, flags: string) => (pattern === DAY_PATTERN
    ? { test: isDate, toString: (): string => 'day' } : new RegExp(pattern, flags)),
  { code: 'new RegExp' });

const COMMON = {
  allErrors: true, removeAdditional: false, strict: false, code: { regExp },
} as const;

const asText = new Ajv({ ...COMMON, coerceTypes: true });
const asJson = new Ajv({ ...COMMON, coerceTypes: false });

// One request of a thousand wrong fields must not cost an answer of a thousand lines.
const ERRORS_MAX = 20;

/** Throws when the schema is no schema. */
export function compileCheck(schema: object, httpPart = ''): ValidateFunction {
  return (httpPart === 'body' ? asJson : asText).compile(schema);
}

export function useValidation(app: FastifyInstance): void {
  app.setValidatorCompiler<object>(({ schema, httpPart, url = '' }) => {
    const checkOf = compiledOnce(() => compileCheck(schema, httpPart));
    // One object of 1C with a wrong sign must not turn its 199 neighbours away.
    const judgedByItem = url.startsWith('/api/1c/');
    return (data: unknown) => {
      // A stream is checked by whoever reads it.
      if (data instanceof Readable) return true;
      const unfit = judgedByItem ? null : findUnfit(data);
      if (unfit) return { error: [unfitError(unfit)] as never };
      const check = checkOf();
      if (check(data)) return true;
      return { error: check.errors?.slice(0, ERRORS_MAX) as never };
    };
  });
}

const unfitError = ({ path, reason }: Unfit) =>
  ({ instancePath: path && `/${path}`, keyword: reason, params: {}, message: reason });

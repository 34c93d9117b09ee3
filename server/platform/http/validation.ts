// What the wire says is checked against the contract. A query is text and must be read as numbers;
// a JSON body has types of its own and is never bent: coercion would read null as 0.
import { Ajv, type ValidateFunction } from 'ajv';
import type { FastifyInstance } from 'fastify';

const COMMON = { allErrors: true, removeAdditional: false, strict: false } as const;

const asText = new Ajv({ ...COMMON, coerceTypes: true });
const asJson = new Ajv({ ...COMMON, coerceTypes: false });

// One request of a thousand wrong fields must not cost an answer of a thousand lines.
const ERRORS_MAX = 20;

export function useValidation(app: FastifyInstance): void {
  app.setValidatorCompiler<object>(({ schema, httpPart }) => {
    const check: ValidateFunction = (httpPart === 'body' ? asJson : asText).compile(schema);
    return (data: unknown) => {
      if (check(data)) return true;
      return { error: check.errors?.slice(0, ERRORS_MAX) as never };
    };
  });
}

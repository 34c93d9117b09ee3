// What can go wrong with a base over OData, and what is to be done about each kind.

export type ProblemKind =
  /** No connection, a cut one, silence: try again later. */
  | 'network' | 'timeout' | 'cut'
  /** 5xx without a business code, 429: try again later, after Retry-After. */
  | 'server' | 'throttled'
  /** The answer is more than may be held: ask for less. */
  | 'heavy'
  /** A person has to change something: login, rights, address, certificate. */
  | 'login' | 'rights' | 'address' | 'certificate' | 'redirect' | 'page' | 'configuration'
  /** HTTP 500 with code −1: the configuration itself refuses, and would again. */
  | 'refused';

/** A failed request with a Russian text for the administrator. */
export class OdataProblem extends Error {
  readonly kind: ProblemKind;
  readonly retryAfterMs: number;

  constructor(kind: ProblemKind, text: string, retryAfterMs = 0) {
    super(text);
    this.name = 'OdataProblem';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}

const BY_PERSON: ReadonlySet<ProblemKind> = new Set([
  'login', 'rights', 'address', 'certificate', 'redirect', 'page', 'configuration',
]);

/** Only a person can mend it, so asking every few seconds would lock the account of 1C. */
export const needsPerson = (kind: ProblemKind): boolean => BY_PERSON.has(kind);

/** A smaller page may succeed where this one failed. */
export function mayBeTooLarge(error: unknown): boolean {
  return error instanceof OdataProblem
    && ['server', 'timeout', 'cut', 'heavy'].includes(error.kind);
}

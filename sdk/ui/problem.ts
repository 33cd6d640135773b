/** One invalid field of a request. `path` is dotted (`barcodes.0.code`), whatever pointer the server used. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** What `ApiProblem` is made of. */
export interface ProblemFacts {
  status: number;
  code: string;
  title: string;
  detail: string;
  errors?: readonly FieldError[];
  /** Members beside the standard ones: `{due, paid}` of `pos.paymentShort`. */
  facts?: Readonly<Record<string, unknown>>;
}

/**
 * A request that was refused, or that never arrived: then `code` is `network` and `status` 0, and the same request may be
 * repeated with the same id. `title` and `detail` are sentences for the user, in the user's language.
 */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(facts: ProblemFacts) {
    super(facts.detail || facts.title);
    this.name = 'ApiProblem';
    this.status = facts.status;
    this.code = facts.code;
    this.title = facts.title;
    this.detail = facts.detail;
    this.errors = facts.errors ?? [];
    this.facts = facts.facts ?? {};
  }

  /** The same refusal, said of one field: a form shows it beside that field. */
  beside(path: string): ApiProblem {
    const { status, code, title, detail, facts } = this;
    return new ApiProblem({ status, code, title, detail, facts, errors: [{ path, message: detail || title }] });
  }

  /** Whether the answer is unknown or the host was busy: repeat with the same id. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 503;
  }
}

export function isProblem(error: unknown, code?: string): error is ApiProblem {
  return error instanceof ApiProblem && (code === undefined || error.code === code);
}

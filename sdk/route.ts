import type { Static, TSchema } from 'typebox';
import type { Tx } from './db.js';
import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

/** A reply that is not JSON. */
export interface RawReply {
  readonly raw: true;
  readonly type: string;
  readonly body: string | Uint8Array;
  readonly headers?: Record<string, string>;
}
export const raw = (type: string, body: string | Uint8Array, headers?: Record<string, string>): RawReply =>
  ({ raw: true, type, body, ...(headers ? { headers } : {}) });

/** An uploaded file, streamed to disk before the handler runs; deleted when `dispose` is called, at the latest at the next start. */
export interface UploadedFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex SHA-256 of the content. */
  readonly sha256: string;
  dispose(): Promise<void>;
}

/** A body as it came, for messages whose signature covers every byte: a webhook. */
export interface RawBody {
  /** Names in lower case; no cookies, and `authorization` only on public routes, where it is the remote's. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

type In<S> = S extends TSchema ? Static<S> : unknown;

export interface RouteInput<P, Q, B, U extends Uses> {
  params: In<P>;
  query: In<Q>;
  /** For `body: 'file'` the uploaded file, for `'raw'` what came. */
  body: B extends 'file' ? UploadedFile : B extends 'raw' ? RawBody : In<B>;
  scope: Scope;
  use: Resolved<U>;
  /** The `Idempotency-Key` header, or the body's `id`; undefined when the caller gave neither. */
  idempotencyKey: string | undefined;
  /** Lower-case hex SHA-256 of the canonical JSON of the body. */
  bodyHash: string;
  /**
   * For creating calls: runs `work` in a transaction together with the caller's idempotency key. The same key with the same
   * body answers what was answered before, with another body `409 request.reused`; a refusal leaves the key free; a twin in
   * flight waits for the first. Without a key it is `db.transaction`.
   */
  once<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

export interface RouteSpec<P, Q, B, R, U extends Uses> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Under `/api/<plugin>`; parameters as `:id`. */
  path: string;
  /** A permission's id; `'signedIn'` for anyone signed in; `'public'` for anyone at all. */
  permission: string;
  /**
   * Whether somebody else's leave may stand for the permission: a caller who lacks it is let in with a non-empty `approvals` in
   * the body (ids of `POST /api/auth/approvals`). `scope.can(permission)` is false then, and the handler uses one up by
   * `Approvals.use`, or refuses.
   */
  approvable?: boolean;
  /** `none` when the route needs no store and terminal. `store` unless said; public routes have none. */
  context?: 'store' | 'none';
  params?: P;
  query?: Q;
  /** A schema, `'file'` for a multipart upload in the field `file`, or `'raw'` for UTF-8 text of any media type, up to 1 MiB. */
  body?: B;
  reply?: R;
  /** Media types of a reply that is not JSON, for the OpenAPI document: what `raw(…)` is called with. */
  types?: readonly string[];
  /** Status of success; 200 unless said, 204 for a handler that returns nothing. */
  status?: 200 | 201 | 202 | 204;
  /** One sentence for the OpenAPI document. */
  summary?: string;
  use?: U;
  handle(input: RouteInput<P, Q, B, U>): Promise<(R extends TSchema ? Static<R> : unknown) | RawReply>;
}

/** A route with its types erased, as the host mounts it. */
export interface Route {
  readonly method: RouteSpec<unknown, unknown, unknown, unknown, Uses>['method'];
  readonly path: string;
  readonly permission: string;
  readonly approvable: boolean;
  readonly context: 'store' | 'none';
  readonly params: TSchema | undefined;
  readonly query: TSchema | undefined;
  readonly body: TSchema | 'file' | 'raw' | undefined;
  readonly reply: TSchema | undefined;
  readonly types: readonly string[];
  readonly status: number;
  readonly summary: string | undefined;
  readonly use: Uses;
  handle(input: never): Promise<unknown>;
}

/** Declares a route. Leaving out `permission` does not compile. */
export function route<
  P extends TSchema | undefined = undefined, Q extends TSchema | undefined = undefined,
  B extends TSchema | 'file' | 'raw' | undefined = undefined, R extends TSchema | undefined = undefined, const U extends Uses = {},
>(spec: RouteSpec<P, Q, B, R, U>): Route {
  return {
    method: spec.method, path: spec.path, permission: spec.permission, approvable: spec.approvable ?? false,
    context: spec.context ?? (spec.permission === 'public' ? 'none' : 'store'),
    params: spec.params, query: spec.query, body: spec.body, reply: spec.reply, types: spec.types ?? [],
    status: spec.status ?? 200, summary: spec.summary, use: spec.use ?? {},
    handle: spec.handle as Route['handle'],
  };
}

import type { Static, TObject, TSchema } from 'typebox';
import { createToken } from './token.js';
import type { Idempotency } from './outbox.js';
import type { Log } from './tokens.js';

/** A kind of remote partner (carrier, marketplace), carrying the contract its adapters fulfil. Declared by the owner's contract. */
export interface AdapterKind<A> {
  readonly kind: 'adapterKind';
  /** `<owner>.<noun>`: `kargo.carrier`. */
  readonly id: string;
  /** Where partners of this kind send messages by themselves. */
  readonly webhook?: AdapterWebhook;
  readonly type?: A;
}
export interface AdapterWebhook {
  /** A public route of the owner with `:connectionId` in it, under `/api/<owner>`: `/webhooks/:connectionId`. */
  readonly path: string;
  /** The adapter's function that reads them; a connection whose adapter lacks it has no such address. */
  readonly readBy: string;
}
/** `webhook`: its address stands on the form of each connection. */
export function adapterKind<A>(id: string, { webhook }: { webhook?: AdapterWebhook & { readonly readBy: keyof A & string } } = {}): AdapterKind<A> {
  return { kind: 'adapterKind', id, ...(webhook ? { webhook } : {}) };
}

/** One request of an adapter. Exactly one of `json`, `form`, `text` or none. */
export interface HttpRequest<R extends TSchema = TSchema> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute, http or https. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly text?: { readonly type: string; readonly body: string };
  /**
   * Whether the remote acts on it (`true` for all but GET unless said). When the answer to such a request is lost, the failure
   * says `acted: 'unknown'`.
   */
  readonly acts?: boolean;
  /** The reply's JSON is checked against it; a misfit is `unavailable` (the remote is not itself). */
  readonly reply?: R;
  /** Status codes that are not a failure beside 2xx. What they say is not held to `reply`: look at `status` before `json`. */
  readonly accept?: readonly number[];
}
export interface HttpReply<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON where the reply says so, else undefined. */
  readonly json: T;
  readonly text: string;
}
/**
 * HTTP as an adapter sees it. Status codes become the closed list of failures (401, 403 `auth`; 404 `notFound`; 409 `conflict`;
 * 400, 422 `validation`; 429 `rateLimited`; 5xx and no answer `unavailable`), `Retry-After` is read, replies are limited in size and
 * time, secrets of the connection are taken out of whatever is logged or kept.
 */
export interface AdapterHttp {
  send<R extends TSchema = TSchema>(request: HttpRequest<R>): Promise<HttpReply<R extends TSchema ? Static<R> : unknown>>;
}

/** What an adapter's function receives beside its arguments. */
export interface AdapterContext<S = unknown> {
  /** The connection's settings, secrets in clear. */
  readonly settings: S;
  readonly http: AdapterHttp;
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** The same at every attempt of one piece of work. */
  readonly idempotencyKey: string;
  /** Small values an adapter wants to keep for a while in this process: an access token. Emptied when the connection is changed or refused (`auth`). */
  readonly memory: Map<string, unknown>;
}

/** What every adapter has, whatever its kind. */
export interface AdapterBase<S> {
  readonly capabilities: object;
  /** A harmless call that proves address and credentials: resolves, or throws a `Failure`. */
  testConnection(ctx: AdapterContext<S>): Promise<void>;
}

/** What a plugin puts into `adapters`. */
export interface AdapterDeclaration {
  readonly of: AdapterKind<unknown>;
  /** `<plugin>` or `<plugin>.<variant>`. */
  readonly id: string;
  /** Shown to the admin. */
  readonly title: string;
  /** Settings of one connection; its form is made from it. Titles are locale keys. */
  readonly connection: TObject;
  readonly adapter: AdapterBase<never>;
}
/** `adapters: [adapter(carrier, { id: 'yurtici', title: 'Yurtiçi Kargo', connection }, { capabilities, create, … })]` */
export function adapter<A extends AdapterBase<never>, O extends TObject>(
  of: AdapterKind<A>, about: { id: string; title: string; connection: O }, implementation: A & AdapterBase<Static<O>>,
): AdapterDeclaration {
  return { of: of as AdapterKind<unknown>, ...about, adapter: implementation as AdapterBase<never> };
}

/** A configured account at a partner: several per store and plugin, made by an admin. */
export interface Connection {
  readonly id: string;
  readonly firmId: string;
  readonly storeId: string;
  readonly plugin: string;
  readonly adapterId: string;
  readonly name: string;
  readonly enabled: boolean;
}
/** For the owner of a contract: who can be called, and calling them. */
export interface Adapters {
  /** The store's connections of a kind whose plugin is on there, by name. */
  connections(kind: AdapterKind<unknown>, at: { firmId: string; storeId: string }): Promise<Connection[]>;
  connection(kind: AdapterKind<unknown>, at: { firmId: string; storeId: string }, id: string): Promise<Connection | undefined>;
  /** The adapter's own value, for its capabilities; undefined when its plugin is not installed. */
  adapterOf<A>(kind: AdapterKind<A>, adapterId: string): A | undefined;
  /**
   * Calls the adapter of a connection with a context made for it. Throws a `Failure`: `notFound` when the connection is gone or
   * its plugin off, `unavailable` with `retryAfterMs` while its breaker is open. `private`: what must, like the connection's
   * secrets, stand in no log, failure or evidence, such as the address that is sent.
   */
  call<A, R>(
    kind: AdapterKind<A>, at: { firmId: string; storeId: string; connectionId: string },
    options: { idempotencyKey: string; signal?: AbortSignal; private?: readonly string[] },
    work: (adapter: A, ctx: AdapterContext<never>) => Promise<R>,
  ): Promise<R>;
}
export const Adapters = createToken<Adapters>('host.adapters');

export type { Idempotency };

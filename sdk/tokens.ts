import { createToken } from './token.js';
import type { Tx } from './db.js';
import type { Scope } from './scope.js';
import type { Topic } from './outbox.js';

/** The time, so that tests can set it. */
export interface Clock {
  /** ISO 8601 UTC with milliseconds. */
  now(): string;
}
export const Clock = createToken<Clock>('host.clock');

/** New identities. */
export interface Ids {
  /** A UUIDv7 (RFC 9562): unique, and sorting by time of making. */
  next(): string;
}
export const Ids = createToken<Ids>('host.ids');

export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}
export const Log = createToken<Log>('host.log');

/** What may happen later is told here, in the fact's own transaction; the host hands it to each subscriber at least once. */
export interface Outbox {
  /** Queues one row per subscriber. `aggregate` names the thing whose events must keep their order (a sale's id). */
  add<P>(tx: Tx, scope: Scope, topic: Topic<P>, payload: P, aggregate: string): void;
}
export const Outbox = createToken<Outbox>('host.outbox');

/** Something happened that open screens want to know now (Server-Sent Events). Lost when nobody listens; facts go to the outbox. */
export interface Live {
  /**
   * `type` is `<noun>.changed`; data is small JSON. Reaches the store's screens on every host of the database; null: every store.
   * News of one moment are united: equal ones become one, and lists in data that hold nothing else are joined. Resolves at once
   * and never fails: nobody waits for who looks on.
   */
  publish(storeId: string | null, type: string, data: unknown): Promise<void>;
}
export const Live = createToken<Live>('host.live');

/** The append-only, hash-chained record of who did what. */
export interface Audit {
  /** Queues a row with the fact. `action` is `<plugin>.<noun>.<verb>`; never put a secret into `details`. */
  record(tx: Tx, scope: Scope, action: string, subject: { type: string; id: string }, details?: Record<string, unknown>): Promise<void>;
}
export const Audit = createToken<Audit>('host.audit');

/** Permissions given once, on the spot, by somebody who holds them: a manager's PIN at the till. */
export interface Approvals {
  /**
   * Uses an approval up for the scope's user and terminal; neither `amount` nor `worth` (what a percentage comes to in kuruş)
   * must be above what was approved. Refuses `403 approval.invalid` when it is over (60 s), used, or was given for something
   * else. Recorded in the audit chain.
   */
  use(tx: Tx, scope: Scope, id: string, what: { permission: string; amount?: number; worth?: number; subject?: string }): Promise<{ approverId: string }>;
}
export const Approvals = createToken<Approvals>('host.approvals');

export interface Store {
  readonly id: string;
  readonly firmId: string;
  readonly code: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly language: 'tr' | 'en' | 'ru' | 'uz';
}
export interface Terminal {
  readonly id: string;
  readonly storeId: string;
  readonly code: string;
  readonly name: string;
}
export interface Warehouse {
  readonly id: string;
  readonly storeId: string;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
}
export interface Firm {
  readonly id: string;
  readonly name: string;
  readonly taxId: string | null;
  /** ISO 4217, TRY unless said. */
  readonly currency: string;
}
/** Firms, stores, terminals and warehouses. Cached by the host; a change is seen by the next request. */
export interface Tenancy {
  firm(firmId: string): Promise<Firm>;
  store(storeId: string): Promise<Store>;
  terminal(terminalId: string): Promise<Terminal>;
  /** The warehouse a store sells from. */
  defaultWarehouse(storeId: string): Promise<Warehouse>;
  /** A warehouse of the store, or undefined. */
  warehouse(storeId: string, warehouseId: string): Promise<Warehouse | undefined>;
  warehouses(storeId: string): Promise<Warehouse[]>;
}
export const Tenancy = createToken<Tenancy>('host.tenancy');

/** Names of people, for lists and receipts. */
export interface People {
  /** Full names by user id; unknown ids are left out. */
  names(firmId: string, userIds: readonly string[]): Promise<Map<string, string>>;
}
export const People = createToken<People>('host.people');

/** Sentences from the locales of all plugins. */
export interface Messages {
  /** `key` is `<plugin>:<key>`; `{name}` in the sentence is replaced by `values.name`. */
  text(language: string, key: string, values?: Record<string, unknown>): string;
}
export const Messages = createToken<Messages>('host.messages');

/** Work that goes on after the reply, one at a time per key in this process, and is waited for at a graceful stop. */
export interface Background {
  start(name: string, work: (signal: AbortSignal) => Promise<void>): void;
}
export const Background = createToken<Background>('host.background');

/**
 * Encrypts single fields at rest (AES-256-GCM) with a key that derives from the root key. `place` names where a value belongs,
 * such as `kargo_etiketleri.recipient:<id>`, and is part of the seal: a value copied to another row does not open.
 */
export interface FieldCipher {
  seal(place: string, plain: string): Promise<string>;
  /** Throws an Error when the value was sealed with another root key, or for another place. */
  open(place: string, sealed: string): Promise<string>;
  /**
   * Sixteen hexadecimal digits by which a sealed value can be searched for: equal values have equal marks in one `place`, such
   * as `kargo_etiketleri.search:<firm>`. Nobody makes or checks one without the root key, but who reads the table sees which rows
   * have the same: mark what people search for, and no more.
   */
  mark(place: string, value: string): Promise<string>;
}
export const FieldCipher = createToken<FieldCipher>('host.fieldCipher');

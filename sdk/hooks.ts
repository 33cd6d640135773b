import type { Tx } from './db.js';
import type { Refusal } from './refusals.js';
import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

/** A tap that failed, hung or returned rubbish, and was passed over. */
export interface HookFault {
  readonly plugin: string;
  readonly hook: string;
  readonly reason: 'threw' | 'timeout' | 'invalid';
}

interface Declared<K extends string> {
  readonly kind: K;
  /** `<plugin>.<noun>[.<verb>]`; the first part is the owner, who alone may call. */
  readonly id: string;
  /** Milliseconds a tap may take. A join that waits for an answer in its transaction is not held to it: the database has limits of its own. */
  readonly budget: number;
}

/** Changes a value on its way: prices, discounts. A tap that fails leaves the value as it was, and is reported in `skipped`. */
export interface ShapeHook<V> extends Declared<'shape'> {
  readonly valid: ((value: unknown) => boolean) | undefined;
  readonly call: (scope: Scope, value: V) => Promise<{ value: V; skipped: HookFault[] }>;
}
/** Refuses, with no writes. `onFault` says what a failing tap means: `open` ignores it, `closed` refuses with `plugin.failed`. */
export interface VetoHook<V> extends Declared<'veto'> {
  readonly onFault: 'open' | 'closed';
  readonly call: (scope: Scope, value: V) => Promise<Refusal | undefined>;
}
/** Takes part in the owner's transaction. A failure rolls everything back, naming the plugin; a refusal keeps its code. */
export interface JoinHook<V> extends Declared<'join'> {
  readonly call: {
    /** Before the owner's rows are written. */
    early(scope: Scope, value: V, tx: Tx): Promise<void>;
    /** After the owner's rows are written. */
    late(scope: Scope, value: V, tx: Tx): Promise<void>;
  };
}
/** Gathers small items: receipt lines, basket badges, warnings. A tap that fails contributes nothing. */
export interface CollectHook<V, I> extends Declared<'collect'> {
  readonly call: (scope: Scope, value: V) => Promise<I[]>;
}

// The seam where hooks of all types meet in one list: the value types are checked where hooks are made and tapped.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type HookDeclaration = ShapeHook<any> | VetoHook<any> | JoinHook<any> | CollectHook<any, any>;

/** Stands where the caller would be in a declaration: hooks are data, the host makes the callers. */
const onlyTheHostCalls = (() => {
  throw new Error('A hook is called through `use`, by the plugin that owns it.');
}) as never;

export function shapeHook<V>(id: string, options: { budget?: number; valid?: (value: unknown) => boolean } = {}): ShapeHook<V> {
  return { kind: 'shape', id, budget: options.budget ?? 200, valid: options.valid, call: onlyTheHostCalls };
}
export function vetoHook<V>(id: string, options: { onFault: 'open' | 'closed'; budget?: number }): VetoHook<V> {
  return { kind: 'veto', id, budget: options.budget ?? 200, onFault: options.onFault, call: onlyTheHostCalls };
}
export function joinHook<V>(id: string, options: { budget?: number } = {}): JoinHook<V> {
  return { kind: 'join', id, budget: options.budget ?? 2000, call: onlyTheHostCalls };
}
export function collectHook<V, I>(id: string, options: { budget?: number } = {}): CollectHook<V, I> {
  return { kind: 'collect', id, budget: options.budget ?? 200, call: onlyTheHostCalls };
}

/** What a tap receives beside the value: where it is, the transaction of a join, and what it asked for with `use`. */
export type TapContext<H, U extends Uses> = { scope: Scope } & (H extends JoinHook<infer _> ? { tx: Tx } : unknown) & Resolved<U>;

export type TapResult<H> =
  H extends ShapeHook<infer V> ? V | Promise<V>
  : H extends VetoHook<infer _> ? Refusal | undefined | void | Promise<Refusal | undefined | void>
  : H extends JoinHook<infer _> ? void | Promise<void>
  : H extends CollectHook<infer _, infer I> ? I[] | Promise<I[]>
  : never;

export type HookValue<H> = H extends ShapeHook<infer V> | VetoHook<infer V> | JoinHook<infer V> | CollectHook<infer V, infer _> ? V : never;

export interface TapOptions<H, U extends Uses> {
  /** Join hooks only: before (`early`) or after (`late`, the default) the owner's rows are written. */
  stage?: H extends JoinHook<infer _> ? 'early' | 'late' : never;
  /** Run after the taps of these plugins. */
  after?: readonly string[];
  use?: U;
}

export interface Tap {
  readonly hook: HookDeclaration;
  readonly stage: 'early' | 'late';
  readonly after: readonly string[];
  readonly use: Uses;
  run(value: never, context: never): unknown;
}

/** Taps another plugin's hook (its owner must stand in `requires` or `optional`). */
export function tap<H extends HookDeclaration, const U extends Uses = {}>(
  hook: H,
  options: TapOptions<H, U>,
  run: (value: HookValue<H>, context: TapContext<H, U>) => TapResult<H>,
): Tap {
  return { hook, stage: options.stage ?? 'late', after: options.after ?? [], use: options.use ?? {}, run: run as Tap['run'] };
}

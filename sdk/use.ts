import type { CollectHook, HookDeclaration, JoinHook, ShapeHook, VetoHook } from './hooks.js';
import type { Token } from './token.js';
import type { SettingsDeclaration, SettingsReader } from './settings.js';

/** One thing a factory, route or tap depends on. A hook resolves to its caller, and only for the plugin that owns it. */
export type Dependency = Token<unknown> | HookDeclaration | SettingsDeclaration | { readonly [name: string]: Dependency };

/** Dependencies by the name under which the factory receives them. */
export interface Uses {
  readonly [name: string]: Dependency;
}

export type ResolvedDependency<D> =
  D extends Token<infer T> ? T
  : D extends ShapeHook<infer V> ? ShapeHook<V>['call']
  : D extends VetoHook<infer V> ? VetoHook<V>['call']
  : D extends JoinHook<infer V> ? JoinHook<V>['call']
  : D extends CollectHook<infer V, infer I> ? CollectHook<V, I>['call']
  : D extends SettingsDeclaration<infer S> ? SettingsReader<S>
  : { [K in keyof D]: ResolvedDependency<D[K]> };

/** What a factory with these dependencies receives. */
export type Resolved<U> = { [K in keyof U]: ResolvedDependency<U[K]> };

/** A token together with how to make what it names. Made once per host, when first asked for. */
export interface Provider {
  readonly token: Token<unknown>;
  readonly use: Uses;
  create(deps: never): unknown;
}

/** Says how `token` is made: `provide(Checkout, { db: Db, join: sale.join }, createCheckout)`. */
export function provide<T, const U extends Uses>(token: Token<T>, use: U, create: (deps: Resolved<U>) => T): Provider {
  return { token, use, create: create as Provider['create'] };
}

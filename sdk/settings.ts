import type { Static, TObject } from 'typebox';
import type { AdapterContext } from './adapter.js';
import type { Scope } from './scope.js';
import type { Resolved, Uses } from './use.js';

/** What the *test* button of the settings form is given: the values as they stand in the form, and HTTP as an adapter has it. */
export interface SettingsTestContext<S> extends Pick<AdapterContext<S>, 'http' | 'now' | 'log' | 'signal'> {
  /** Checked by the schema, not saved yet; a secret nobody typed is the one that is kept, in clear. */
  readonly settings: S;
  /** The system's own, at the store whose settings they are (empty where the firm has one set), in the admin's language. */
  readonly scope: Scope;
}
export interface SettingsTest {
  readonly use: Uses;
  run(context: never, deps: never): Promise<string | void>;
}

/** A plugin's settings: one JSON schema whose properties have titles (locale keys) and defaults. */
export interface SettingsDeclaration<S = unknown> {
  readonly kind: 'settings';
  readonly plugin: string;
  /** Whether each store has its own values, or the firm one set. */
  readonly per: 'firm' | 'store';
  readonly schema: TObject;
  /** What the form's *test* button does; without it there is no button. */
  readonly test: SettingsTest | undefined;
  readonly type?: S;
}

/** Reads the values in force for the scope's store (or firm), defaults filled in. Cached by the host; a change is seen by the next request. */
export interface SettingsReader<S> {
  read(scope: Pick<Scope, 'firmId' | 'storeId'>): Promise<S>;
}

/**
 * `export const settings = defineSettings('stock', 'store', object({ floor: t.Integer({ default: -5, title: 'settings.floor' }) }))`
 *
 * `test` proves values before they are saved, with a call that changes nothing: it resolves, to a sentence for the admin where it
 * has one, or throws a `Failure`. It has 20 seconds. Secrets are taken out of whatever it says.
 */
export function defineSettings<O extends TObject, const U extends Uses = {}>(
  plugin: string, per: 'firm' | 'store', schema: O,
  options: { readonly test?: { readonly use?: U; run(context: SettingsTestContext<Static<O>>, deps: Resolved<U>): Promise<string | void> } } = {},
): SettingsDeclaration<Static<O>> {
  const { test } = options;
  return { kind: 'settings', plugin, per, schema, test: test && { use: test.use ?? {}, run: test.run as SettingsTest['run'] } };
}

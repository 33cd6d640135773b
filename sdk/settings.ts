import type { TObject } from 'typebox';
import type { Static } from 'typebox';
import type { Scope } from './scope.js';

/** A plugin's settings: one JSON schema whose properties have titles (locale keys) and defaults. */
export interface SettingsDeclaration<S = unknown> {
  readonly kind: 'settings';
  readonly plugin: string;
  /** Whether each store has its own values, or the firm one set. */
  readonly per: 'firm' | 'store';
  readonly schema: TObject;
  readonly type?: S;
}

/** Reads the values in force for the scope's store (or firm), defaults filled in. Cached by the host; a change is seen by the next request. */
export interface SettingsReader<S> {
  read(scope: Pick<Scope, 'firmId' | 'storeId'>): Promise<S>;
}

/** `export const settings = defineSettings('stock', 'store', object({ floor: t.Integer({ default: -5, title: 'settings.floor' }) }))` */
export function defineSettings<O extends TObject>(plugin: string, per: 'firm' | 'store', schema: O): SettingsDeclaration<Static<O>> {
  return { kind: 'settings', plugin, per, schema };
}

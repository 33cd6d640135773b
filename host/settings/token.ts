import { createToken, type Scope, type SettingsDeclaration, type SettingsReader, type Tx } from '@sontechsp/sdk';

/** The values of every plugin's settings, per firm or per store as each declaration says. */
export interface SettingsStore {
  /** What a factory that depends on a declaration receives. */
  readerFor<S>(declaration: SettingsDeclaration<S>): SettingsReader<S>;
  /**
   * Replaces the values and records the change; `storeId` is ignored where the firm has one set. Values that do not fit the
   * schema are refused with `400 request.invalid`. Secrets left out stay as they are. Resolves to the values in force after the
   * commit, defaults filled in and secrets in clear.
   */
  write<S>(tx: Tx, scope: Scope, declaration: SettingsDeclaration<S>, storeId: string, values: unknown): Promise<S>;
}
export const SettingsStore = createToken<SettingsStore>('host.settings');

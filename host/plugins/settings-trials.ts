import { createToken, type Clock, type Log, type Plugin, type Scope, type SettingsDeclaration } from '@sontechsp/sdk';
import { scrubber } from '@sontechsp/sdk/http';
import { secretsIn } from '../adapters/connection-book.js';
import { contextOf } from '../adapters/context.js';
import { checked } from '../adapters/form.js';
import { trial, type Trial } from '../adapters/trial.js';
import { systemScope } from '../identity/system-scope.js';
import { discreetError } from '../kernel/discreet.js';
import type { Wiring } from '../kernel/tokens.js';
import type { KnownSecrets } from '../settings/known-secrets.js';
import { withKeptSecrets, type Values } from '../settings/secret-fields.js';
import type { SettingsStore } from '../settings/token.js';
import type { PluginStates } from '../tokens.js';

/** Proves settings that are not saved, as their plugin says. */
export interface SettingsTrials {
  /** Values that do not fit the schema are refused; secrets that are left out are those that are kept. */
  of(scope: Scope, plugin: Plugin, declaration: SettingsDeclaration<Values>, storeId: string, values: Values): Promise<Trial>;
}
export const SettingsTrials = createToken<SettingsTrials>('host.settingsTrials');

interface Deps { settings: SettingsStore; known: KnownSecrets; states: PluginStates; wiring: Wiring; clock: Clock; log: Log }

export function createSettingsTrials({ settings: store, known, states, wiring, clock, log }: Deps): SettingsTrials {
  return {
    async of({ firmId, userId, language }, plugin, declaration, storeId, values) {
      const { schema, test } = declaration;
      const before = await store.readerFor(declaration).read({ firmId, storeId });
      const settings = checked(schema, withKeptSecrets(schema, values, before), '');
      const secrets = secretsIn(schema, settings);
      // What was only typed is as secret as what is kept, and the plugin may hand it to anybody.
      known.add(secrets);
      const scrub = scrubber(secrets);
      const facts = { plugin: plugin.id, connection: 'settings' };
      const scope = systemScope({ firmId, storeId, userId, language, plugins: await states.setFor(storeId) });
      return trial(log, facts, async signal => {
        const { http, now, log: own } = contextOf({ clock, log, facts, settings, secrets, scrub, signal, idempotencyKey: '', memory: new Map() });
        try {
          const said = await test!.run({ settings: structuredClone(settings), scope, http, now, log: own, signal } as never, wiring.use(plugin, test!.use) as never);
          return typeof said === 'string' ? scrub(said) : undefined;
        } catch (error) {
          throw discreetError(error, scrub);
        }
      });
    },
  };
}

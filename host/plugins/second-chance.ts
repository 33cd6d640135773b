import { createToken, type Audit, type Clock, type Db, type Scope } from '@sontechsp/sdk';
import type { ActivationMarks } from '../kernel/activation-marks.js';
import type { Registry } from '../tokens.js';
import { errors } from './errors.js';
import { excuse } from './store.js';

/** The way out for a plugin that a host died of while it started it. */
export interface SecondChance {
  /** Lets it be tried at the next start of every host; does nothing for a plugin that is not quarantined. */
  give(scope: Scope, id: string): Promise<void>;
}
export const SecondChance = createToken<SecondChance>('host.secondChance');

export function createSecondChance({ db, registry, marks, audit, clock }: { db: Db; registry: Registry; marks: ActivationMarks; audit: Audit; clock: Clock }): SecondChance {
  return {
    async give(scope, id) {
      const found = registry.installed.find(i => i.plugin.id === id && id !== 'host');
      if (!found) throw errors('plugin.notFound', { id });
      if (!marks.passedOver(found.plugin) || !marks.excuse(id)) return;
      await db.transaction(async tx => {
        await excuse(tx, id, clock.now());
        await audit.record(tx, scope, 'host.plugin.retry', { type: 'plugin', id });
      });
    },
  };
}

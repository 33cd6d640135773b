import type { Log, Plugin, Queries } from '@sontechsp/sdk';
import type { ActivationMarks } from '../kernel/activation-marks.js';
import { excusedAt } from './store.js';

/**
 * Why some plugins are not activated at this start: a host died while it started them. An admin may have excused one on another
 * host of the database since.
 */
export async function passedOver(plugins: readonly Plugin[], marks: ActivationMarks, db: Queries, log: Log): Promise<Map<string, string>> {
  const reasons = new Map<string, string>();
  const suspects = plugins.flatMap(plugin => {
    const death = marks.deathOf(plugin);
    return death ? [{ plugin, death }] : [];
  });
  if (suspects.length === 0) return reasons;
  const excused = await excusedAt(db);
  for (const { plugin, death: { at, version } } of suspects) {
    const excuse = excused.get(plugin.id);
    if (excuse !== undefined && excuse > at) {
      marks.excuse(plugin.id);
      continue;
    }
    marks.passOver(plugin);
    reasons.set(plugin.id, `Plugin '${plugin.id}' is quarantined: died while starting. The host ended at ${at} while it started version ${version}. Install another version, or let it try again in the plugin manager and start the host anew.`);
  }
  for (const [plugin, reason] of reasons) log.error({ plugin }, reason);
  return reasons;
}

import { createToken, type Clock, type HealthReport, type Scope } from '@sontechsp/sdk';
import { systemScope } from '../identity/system-scope.js';
import { withinBudget } from '../kernel/budget.js';
import type { Wiring } from '../kernel/tokens.js';
import type { PluginStates, Registry } from '../tokens.js';

const EVERY_MS = 60_000;
const PATIENCE_MS = 2000;

export interface CheckUp extends HealthReport {
  readonly at: string;
}
/** Asks plugins how they are, each at most once a minute per store. */
export interface CheckUps {
  /** What a plugin says of itself in a store; undefined: it has nothing to say, or is off there. */
  of(scope: Pick<Scope, 'firmId' | 'language'>, id: string, storeId: string): Promise<CheckUp | undefined>;
  /** What it last said there, without asking. */
  last(id: string, storeId: string): CheckUp | undefined;
  /** Plugins that last said somewhere that they are not well. */
  unwell(): string[];
}
export const CheckUps = createToken<CheckUps>('host.checkUps');

export function createCheckUps({ registry, states, wiring, clock }: { registry: Registry; states: PluginStates; wiring: Wiring; clock: Clock }): CheckUps {
  const asked = new Map<string, { at: number; answer: Promise<CheckUp>; last: CheckUp | undefined }>();

  async function ask({ firmId, language }: Pick<Scope, 'firmId' | 'language'>, id: string, storeId: string): Promise<CheckUp> {
    const { plugin } = registry.installed.find(one => one.plugin.id === id)!;
    try {
      const scope = systemScope({ firmId, storeId, userId: '', language, plugins: await states.setFor(storeId) });
      const { ok, detail } = await withinBudget(plugin.health!.check(scope, wiring.use(plugin, plugin.health!.use) as never), PATIENCE_MS, () => undefined);
      return { ok: ok === true, ...(detail === undefined ? {} : { detail: String(detail).slice(0, 300) }), at: clock.now() };
    } catch (error) {
      return { ok: false, detail: (error instanceof Error ? error.message : String(error)).slice(0, 300), at: clock.now() };
    }
  }

  return {
    async of(scope, id, storeId) {
      const found = registry.installed.find(one => one.plugin.id === id && one.state === 'active');
      if (!found?.plugin.health || !(await states.setFor(storeId)).has(id)) return undefined;
      const key = `${id} ${storeId}`;
      const known = asked.get(key);
      if (known && performance.now() - known.at < EVERY_MS) return known.answer;
      const entry = { at: performance.now(), answer: ask(scope, id, storeId), last: known?.last };
      asked.set(key, entry);
      return entry.last = await entry.answer;
    },
    last: (id, storeId) => asked.get(`${id} ${storeId}`)?.last,
    unwell: () => [...new Set([...asked].filter(([, one]) => one.last?.ok === false).map(([key]) => key.split(' ')[0]!))],
  };
}

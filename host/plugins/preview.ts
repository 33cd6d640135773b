import { Refusal, createToken, type Clock, type Db, type Messages, type Scope } from '@sontechsp/sdk';
import type { InstalledPlugin, Registry } from '../tokens.js';
import { allNeededBy, allNeeding, offUnlessOn } from './dependencies.js';
import { errors } from './errors.js';
import { outboxCounts, runningJobs } from './measures-store.js';
import type { Measures } from './measures.js';
import { storesOfFirm, switchesOf } from './store.js';

/** What a switch would do in a store, before it is made. */
export interface Preview {
  readonly enabled: boolean;
  /** Plugins that would go off with it, or that have to come on first: not without `cascade`. */
  readonly others: { readonly id: string; readonly name: string }[];
  /** Live sessions of the store, on all hosts, whose screens change at once. */
  readonly openScreens: number;
  /** Screens that leave the menu, or come into it. */
  readonly screens: { readonly plugin: string; readonly path: string; readonly title: string }[];
  /** Rows of the outbox that wait for it; on switching on, those held that go on. */
  readonly rows: { readonly subscriber: string; readonly topic: string; readonly onDisable: 'hold' | 'drain' | 'cancel'; readonly rows: number }[];
  /** Jobs that run in the store at this moment, and those that are no longer begun. */
  readonly jobs: { readonly id: string; readonly running: boolean }[];
  /** Hooks whose taps are skipped, or take part. */
  readonly taps: { readonly plugin: string; readonly hook: string }[];
  readonly routes: number;
}
export interface PluginPreview {
  of(scope: Pick<Scope, 'firmId' | 'language'>, id: string, storeId: string, enabled: boolean): Promise<Preview>;
}
export const PluginPreview = createToken<PluginPreview>('host.pluginPreview');

interface Deps { db: Db; registry: Registry; measures: Measures; messages: Messages; clock: Clock }

export function createPluginPreview({ db, registry, measures, messages, clock }: Deps): PluginPreview {
  return {
    async of({ firmId, language }, id, storeId, enabled) {
      const ours = registry.installed.filter(i => i.plugin.id !== 'host');
      const found = ours.find(i => i.plugin.id === id);
      if (!found) throw errors('plugin.notFound', { id });
      if (!(await storesOfFirm(db, firmId)).includes(storeId)) throw new Refusal('host.notFound', 404);
      const { off, suspended } = await switchesOf(db, [storeId], offUnlessOn(ours));
      const isOn = (one: string): boolean => !off.has(`${one} ${storeId}`);
      const others = enabled
        ? allNeededBy(id, ours).filter(one => !isOn(one))
        : allNeeding(id, ours.filter(i => i.state === 'active')).filter(isOn);
      const changes = (one: InstalledPlugin): boolean => isOn(one.plugin.id) !== enabled || (enabled && suspended.has(`${one.plugin.id} ${storeId}`));
      const changing = ours.filter(one => (one.plugin.id === id || others.includes(one.plugin.id)) && one.state === 'active' && changes(one)).map(i => i.plugin);
      const [openScreens, counts, running] = await Promise.all([measures.openScreens(storeId), outboxCounts(db, [storeId]), runningJobs(db, storeId, clock.now())]);

      const waiting = enabled ? ['held'] : ['ready', 'leased', 'retry'];
      const rowsOf = (subscriber: string): number => counts.filter(c => c.subscriber === subscriber && waiting.includes(c.state)).reduce((sum, c) => sum + c.rows, 0);
      return {
        enabled,
        others: others.map(one => ({ id: one, name: ours.find(i => i.plugin.id === one)!.plugin.name })),
        openScreens,
        screens: changing.flatMap(p => p.screens.map(s => ({ plugin: p.id, path: s.path, title: messages.text(language, s.title.includes(':') ? s.title : `${p.id}:${s.title}`) }))),
        rows: changing.flatMap(p => p.outbox.map(s => ({ subscriber: s.id, topic: s.topic.id, onDisable: s.options.onDisable ?? 'hold', rows: rowsOf(s.id) }))).filter(r => r.rows > 0),
        jobs: changing.flatMap(p => p.jobs.filter(j => j.per === 'store').map(j => ({ id: j.id, running: running.some(r => r.job === j.id) }))),
        taps: changing.flatMap(p => [...new Set(p.taps.map(t => t.hook.id))].map(hook => ({ plugin: p.id, hook }))),
        routes: changing.reduce((sum, p) => sum + p.routes.length, 0),
      };
    },
  };
}

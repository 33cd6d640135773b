import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import type { AnyComponent } from 'preact';
import type { Api, Events, SlotEntry, SlotSource } from '@sontechsp/sdk/ui';
import { match } from './match.js';

/** A screen as `GET /api/ui/frame` lists it: only what this user may open in this store. */
export interface FrameScreen {
  readonly plugin: string;
  readonly path: string;
  /** Message key, of the plugin's namespace unless it names another. */
  readonly title: string;
  readonly module: string;
  readonly menu: { readonly group: string; readonly order: number; readonly icon: string } | null;
  readonly till: boolean;
  /** The plugin's browser module; undefined for the host's own screens. */
  readonly url?: string;
}
interface FrameSlot {
  readonly plugin: string;
  readonly slot: string;
  readonly module: string;
  readonly url: string;
}
interface FrameReply {
  readonly version: number;
  readonly screens: readonly FrameScreen[];
  readonly slots: readonly FrameSlot[];
}
type View = AnyComponent<Record<string, unknown>>;
type Modules = Readonly<Record<string, () => Promise<{ default: View }>>>;
interface PluginModule {
  readonly screens: Modules;
  readonly slots: Modules;
}

export interface Found {
  readonly screen: FrameScreen;
  readonly params: Readonly<Record<string, string>>;
}
export interface MenuSection {
  readonly group: string;
  readonly screens: readonly FrameScreen[];
}

/** Which screens and slots there are now. */
export interface Frame extends SlotSource {
  readonly screens: ReadonlySignal<readonly FrameScreen[]>;
  readonly menu: ReadonlySignal<readonly MenuSection[]>;
  /** Where `/` leads: the first entry of the menu. */
  readonly home: ReadonlySignal<string | undefined>;
  find(path: string): Found | undefined;
  /** Whether a path was a screen in this visit, though it is none now: its plugin was switched off, or the right taken. */
  vanished(path: string): boolean;
  component(screen: FrameScreen): Promise<View>;
  load(): Promise<void>;
  /** Loads again whenever plugins go on or off. Returns how to stop. */
  follow(): () => void;
}

const groups = ['sale', 'catalogue', 'stock', 'customers', 'commerce', 'documents', 'reports', 'admin'];

interface Deps {
  api: Api;
  events: Events;
  /** The host's own screens this user may open. */
  own: () => readonly FrameScreen[];
  ownView: (module: string) => Promise<{ default: View }>;
  load?: (url: string) => Promise<unknown>;
}

export function createFrame({ api, events, own, ownView, load = url => import(/* @vite-ignore */ url) }: Deps): Frame {
  const screens = signal<readonly FrameScreen[]>([]);
  const slots = signal<ReadonlyMap<string, readonly SlotEntry[]>>(new Map());
  const seen = new Set<string>();
  const modules = new Map<string, Promise<PluginModule>>();

  const module = (url: string) => {
    const there = modules.get(url) ?? (load(url) as Promise<PluginModule>).catch((error: unknown) => {
      modules.delete(url);
      throw error;
    });
    modules.set(url, there);
    return there;
  };
  const part = async (url: string, kind: 'screens' | 'slots', name: string): Promise<View> => {
    const made = (await module(url))[kind][name];
    if (!made) throw new Error(`${url} has no ${kind.slice(0, -1)} named ${name}`);
    return (await made()).default;
  };
  const find = (path: string): Found | undefined => {
    for (const screen of screens.value) {
      const params = match(path, screen.path);
      if (params) return { screen, params };
    }
    return undefined;
  };
  const menu = computed(() => groups
    .map(group => ({ group, screens: screens.value.filter(s => s.menu?.group === group).sort((a, b) => a.menu!.order - b.menu!.order) }))
    .filter(section => section.screens.length > 0));

  async function loadFrame() {
    const reply = await api.get<FrameReply>('/api/ui/frame');
    const entries = new Map<string, SlotEntry[]>();
    for (const s of reply.slots) {
      const entry = { key: `${s.plugin}/${s.module}`, plugin: s.plugin, load: () => part(s.url, 'slots', s.module) };
      entries.set(s.slot, [...(entries.get(s.slot) ?? []), entry]);
    }
    batch(() => {
      // Fixed paths before those with parameters, so that `/products/new` is not a product.
      screens.value = [...reply.screens, ...own()].sort((a, b) => Number(a.path.includes(':')) - Number(b.path.includes(':')));
      slots.value = entries;
    });
    for (const s of screens.value) seen.add(s.path);
  }
  return {
    screens, menu, find,
    home: computed(() => (screens.value.find(s => s.till && s.menu) ?? menu.value[0]?.screens[0])?.path),
    of: name => slots.value.get(name) ?? [],
    vanished: path => !find(path) && [...seen].some(known => match(path, known)),
    component: async screen => (screen.url ? part(screen.url, 'screens', screen.module) : (await ownView(screen.module)).default),
    load: loadFrame,
    follow() {
      let met = events.connected.value;
      const again = () => void loadFrame().catch(() => {});
      const stops = [
        events.on('plugins.changed', again),
        // A stream that broke may have missed news.
        events.connected.subscribe(connected => {
          if (connected && met) again();
          met ||= connected;
        }),
      ];
      return () => stops.forEach(stop => stop());
    },
  };
}

import type { Scope, Screen } from '@sontechsp/sdk';
import type { Registry } from '../tokens.js';

/** What the frame builds its menu and its slots from. */
export interface FrameReply {
  readonly version: number;
  readonly screens: readonly (Pick<Screen, 'path' | 'title' | 'module' | 'till'> & { plugin: string; menu: Screen['menu'] | null; url: string })[];
  readonly slots: readonly { readonly plugin: string; readonly slot: string; readonly module: string; readonly url: string }[];
}

/** Screens and slots of the plugins that are on in the caller's store, as far as the caller may open them. */
export function frameOf(registry: Registry, scope: Scope): FrameReply {
  const installed = registry.installed.filter(({ plugin, state }) => state === 'active' && scope.plugins.has(plugin.id));
  const on = installed.map(one => one.plugin);
  const url = (plugin: string): string => installed.find(one => one.plugin.id === plugin)?.web ?? `/web/plugins/${plugin}.js`;
  return {
    version: scope.plugins.version,
    screens: on.flatMap(({ id, screens }) => screens.filter(s => isOpenTo(scope, s.permission)).map(({ path, title, module, menu, till }) =>
      ({ plugin: id, path, title, module, menu: menu ?? null, till, url: url(id) }))),
    slots: on.flatMap(({ id, slots }) => slots.filter(s => isOpenTo(scope, s.permission)).map(({ slot, module }) => ({ plugin: id, slot, module, url: url(id) }))),
  };
}

/** Whoever has a frame is signed in. */
const isOpenTo = (scope: Scope, permission: string): boolean => permission === 'signedIn' || permission === 'public' || scope.can(permission);

import 'reflect-metadata';
import { container as root, instanceCachingFactory, type DependencyContainer } from 'tsyringe';
import type { Dependency, HookDeclaration, Plugin, Provider, SettingsDeclaration, Token, Uses } from '@sontechsp/sdk';
import { knownIds } from './order.js';

/** What the container cannot make by itself: callers of hooks and readers of settings. */
export interface Specials {
  hook(hook: HookDeclaration): unknown;
  settings(declaration: SettingsDeclaration): unknown;
}

/** Typed tokens over tsyringe: one child container per plugin, values made once, when first asked for. */
export interface Container {
  /** Puts a ready-made value under a token of the host. */
  value<T>(token: Token<T>, value: T): void;
  /** Registers what a plugin provides. */
  plugin(plugin: Plugin): void;
  /** What the host asks for itself. */
  resolve<T>(token: Token<T>): T;
  /** Makes what `plugin` may have: its own, the host's, and what plugins it requires or knows provide. */
  use(plugin: Plugin, uses: Uses): Record<string, unknown>;
}

const ownerOf = (id: string): string => id.slice(0, id.indexOf('.'));

export function createContainer(specials: Specials): Container {
  const base = root.createChildContainer();
  const children = new Map<string, DependencyContainer>();

  function one(plugin: Plugin, dependency: Dependency, name: string): unknown {
    switch ((dependency as { kind?: unknown }).kind) {
      case 'token': return token(plugin, dependency as Token<unknown>);
      case 'settings': return specials.settings(dependency as SettingsDeclaration);
      case 'shape': case 'veto': case 'join': case 'collect': {
        const hook = dependency as HookDeclaration;
        if (ownerOf(hook.id) !== plugin.id)
          throw new Error(`Plugin '${plugin.id}' asks to call the hook '${hook.id}' of '${ownerOf(hook.id)}'. Only the owner calls a hook: tap it instead.`);
        return specials.hook(hook);
      }
      case undefined: return use(plugin, dependency as Uses);
      default: throw new Error(`Plugin '${plugin.id}' uses '${name}', which is neither a token, a hook nor settings.`);
    }
  }

  function token(plugin: Plugin, wanted: Token<unknown>): unknown {
    const owner = ownerOf(wanted.id);
    if (owner !== plugin.id && owner !== 'host' && plugin.id !== 'host' && !knownIds(plugin).includes(owner))
      throw new Error(`Plugin '${plugin.id}' asks for '${wanted.id}' of '${owner}', which it does not list. Add '${owner}' to its requires or optional.`);
    if (base.isRegistered(wanted.id)) return base.resolve(wanted.id);
    if (plugin.optional.some(o => o.split('@')[0] === owner)) return undefined;
    throw new Error(`Plugin '${plugin.id}' asks for '${wanted.id}', which nobody provides. Check the token's id in the contract of '${owner}'.`);
  }

  const use = (plugin: Plugin, uses: Uses): Record<string, unknown> =>
    Object.fromEntries(Object.entries(uses).map(([name, dependency]) => [name, one(plugin, dependency, name)]));

  function register(plugin: Plugin, child: DependencyContainer, provider: Provider): void {
    const id = provider.token.id;
    if (ownerOf(id) !== plugin.id) throw new Error(`Plugin '${plugin.id}' provides '${id}', whose first part names another plugin. Provide tokens of your own.`);
    if (base.isRegistered(id)) throw new Error(`Plugin '${plugin.id}' provides '${id}' twice. Remove one of the providers.`);
    const create = provider.create as (deps: unknown) => unknown;
    child.register(id, { useFactory: instanceCachingFactory(() => create(use(plugin, provider.use))) });
    base.register(id, { useFactory: () => child.resolve(id) });
  }

  return {
    value: (t, value) => { base.register(t.id, { useValue: value }); },
    plugin(plugin) {
      const child = base.createChildContainer();
      children.set(plugin.id, child);
      for (const provider of plugin.provides) register(plugin, child, provider);
    },
    resolve: <T>(t: Token<T>) => base.resolve<T>(t.id),
    use,
  };
}

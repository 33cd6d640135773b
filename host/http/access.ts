import type { Language, Scope } from '@sontechsp/sdk';
import type { PluginStates, Principal, Sessions } from '../tokens.js';
import { errors } from './errors.js';
import type { MountedRoute } from './mounted.js';

/** What access is decided on. */
export interface Caller {
  readonly authorization: string | undefined;
  readonly language: Language;
  readonly requestId: string;
  /** Whether this is a write that a page of another host sent. */
  readonly foreignWrite: boolean;
}
export interface Admission {
  readonly principal: Principal | undefined;
  /** The permission the caller lacks, where an approval may stand for it; whoever admits them looks for one in the body. */
  readonly lacks: string | undefined;
  readonly scope: Scope;
}
/** Lets a caller in to a route, or refuses: who are you, where are you, is it on there, may you (api.md, order of checks). */
export type Access = (to: MountedRoute, caller: Caller) => Promise<Admission>;

export function createAccess({ sessions, pluginStates }: { sessions: Sessions; pluginStates: PluginStates }): Access {
  return async ({ plugin, route }, caller) => {
    const bearer = bearerOf(caller.authorization);
    const principal = bearer === undefined ? undefined : await sessions.authenticate(bearer);
    if (!principal && route.permission !== 'public') throw errors('auth.required');
    const context = principal?.context;
    if (!context && route.context === 'store') throw errors('auth.context');
    const plugins = await pluginStates.setFor(context?.storeId ?? '');
    if (context && plugin !== 'host' && !plugins.has(plugin)) throw errors('plugin.disabled', { plugin });
    if (caller.foreignWrite) throw errors('auth.origin');
    const lacks = mayCall(route.permission, principal) ? undefined : route.permission;
    if (lacks !== undefined && !route.approvable) throw errors('auth.forbidden', { permission: lacks });
    return {
      principal,
      lacks,
      scope: {
        firmId: principal?.firmId ?? '',
        storeId: context?.storeId ?? '',
        terminalId: context?.terminalId ?? '',
        userId: principal?.userId ?? '',
        language: caller.language,
        plugins,
        requestId: caller.requestId,
        can: permission => principal?.permissions.has(permission) ?? false,
        limit: permission => principal?.permissions.get(permission) ?? 0,
      },
    };
  };
}

const mayCall = (permission: string, principal: Principal | undefined): boolean =>
  permission === 'public' || (principal !== undefined && (permission === 'signedIn' || principal.permissions.has(permission)));

/** The token of an `Authorization: Bearer` header (RFC 6750, 2.1). */
export function bearerOf(authorization: string | undefined): string | undefined {
  return authorization === undefined ? undefined : /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
}

/** Whether a request's `Origin` is not the host it was sent to; `null`, which sandboxes send, is nobody's. */
export function isForeign(origin: string | undefined, host: string, protocol: string): boolean {
  if (origin === undefined) return false;
  try {
    return new URL(origin).host !== new URL(`${protocol}://${host}`).host;
  } catch {
    return true;
  }
}

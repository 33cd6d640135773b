import type { AnyComponent } from 'preact';
import type { FrameScreen } from './frame.model.js';

type Module = Promise<{ default: AnyComponent<Record<string, unknown>> }>;

/** The host's own screens: administration, each fetched when first opened. */
const screens: readonly { path: string; module: string; icon: string; permission: string; load: () => Module }[] = [
  { path: '/users', module: 'users', icon: 'users', permission: 'host.users.read', load: () => import('../users/users.screen.js') as Module },
  { path: '/roles', module: 'roles', icon: 'shield', permission: 'host.users.read', load: () => import('../roles/roles.screen.js') as Module },
  { path: '/plugins', module: 'plugins', icon: 'puzzle', permission: 'host.plugins', load: () => import('../plugins/plugins.screen.js') as Module },
  { path: '/connections', module: 'connections', icon: 'link', permission: 'host.settings', load: () => import('../connections/connections.screen.js') as Module },
  { path: '/places', module: 'places', icon: 'store', permission: 'host.tenancy', load: () => import('../places/places.screen.js') as Module },
  { path: '/jobs', module: 'jobs', icon: 'clock', permission: 'host.settings', load: () => import('../jobs/jobs.screen.js') as Module },
  { path: '/audit', module: 'audit', icon: 'eye', permission: 'host.audit.read', load: () => import('../audit/audit.screen.js') as Module },
  { path: '/outbox', module: 'outbox', icon: 'upload', permission: 'host.settings', load: () => import('../outbox/outbox.screen.js') as Module },
];

export const ownScreens = (can: (permission: string) => boolean): FrameScreen[] => screens
  .filter(s => can(s.permission))
  .map(({ path, module, icon }, at) => ({
    plugin: 'host', path, module, title: `host:web.${module}.title`, till: false, menu: { group: 'admin', order: 100 + at, icon },
  }));

export const ownView = (module: string): Module => screens.find(s => s.module === module)!.load();

import type { Plugin } from '@sontechsp/sdk';
import { checkJob } from '../jobs/schedule.js';
import { secretNames } from '../settings/secret-fields.js';

/** What can be seen to be wrong in a plugin's value alone: an Error that names the plugin, what it declares, and the remedy. */
export function checkDeclarations(plugin: Plugin): void {
  for (const job of plugin.jobs) checkJob(plugin.id, job);
  if (plugin.id === 'host') return;
  checkIds(plugin);
  checkPaths(plugin);
  checkPermissions(plugin);
  checkTopics(plugin);
  checkAdapters(plugin);
  checkForms(plugin);
}

/** Every id a plugin declares begins with its own; the core's codes are those of api.md. */
function checkIds(plugin: Plugin): void {
  const ids = [
    ...plugin.permissions.map(p => ['permission', p.id] as const),
    ...plugin.topics.map(t => ['topic', t.id] as const),
    ...plugin.checks.map(c => ['check', c.id] as const),
    ...plugin.outbox.map(s => ['subscriber', s.id] as const),
    ...plugin.jobs.map(j => ['job', j.id] as const),
    ...plugin.workers.map(w => ['worker', w.id] as const),
    ...plugin.errors.flatMap(table => Object.keys(table.table).map(code => ['error', code] as const)),
  ];
  for (const [what, id] of ids)
    if (!id.startsWith(`${plugin.id}.`)) throw new Error(`Plugin '${plugin.id}' declares the ${what} '${id}'. Begin it with '${plugin.id}.'.`);
}

/** Without its slash `x` of `po` would be `/api/pox`, an address of somebody else. */
const inner = /^(\/|(\/(:[A-Za-z]\w*|[A-Za-z0-9_][A-Za-z0-9_.-]*))+)$/;
function checkPaths({ id, routes }: Plugin): void {
  for (const { method, path } of routes)
    if (!inner.test(path)) throw new Error(`Plugin '${id}' declares the route ${method} '${path}'. Write its path as '/word' or '/word/:name'.`);
}

const known = ({ id, requires, optional }: Plugin): string[] => [id, ...[...requires, ...optional].map(one => one.split('@')[0]!)];

/** A permission nobody declares is held by nobody: what asks for it is never reached. */
function checkPermissions(plugin: Plugin): void {
  const own = new Set(plugin.permissions.map(one => one.id));
  const asked = [
    ...plugin.routes.map(one => [`route ${one.method} ${one.path}`, one.permission] as const),
    ...plugin.screens.map(one => [`screen ${one.path}`, one.permission] as const),
    ...plugin.slots.map(one => [`slot ${one.slot}`, one.permission] as const),
  ];
  for (const [what, permission] of asked) {
    const owner = permission.split('.')[0]!;
    if (permission === 'public' || permission === 'signedIn' || owner === 'host') continue;
    if (owner === plugin.id ? !own.has(permission) : !known(plugin).includes(owner))
      throw new Error(`Plugin '${plugin.id}' asks for the permission '${permission}' at its ${what}, which ${owner === plugin.id ? 'it does not declare. Add it to its permissions.' : `is of '${owner}', which it does not list. Add '${owner}' to its requires or optional.`}`);
  }
}

function checkTopics(plugin: Plugin): void {
  const own = new Set(plugin.topics.map(one => one.id));
  for (const { id, topic } of plugin.outbox) {
    const owner = topic.id.split('.')[0]!;
    if (owner === plugin.id && !own.has(topic.id)) throw new Error(`Plugin '${plugin.id}' hears of '${topic.id}' in '${id}', which it does not declare. Add it to its topics.`);
    if (!known(plugin).includes(owner)) throw new Error(`Plugin '${plugin.id}' hears of '${topic.id}' of '${owner}', which it does not list. Add '${owner}' to its requires or optional.`);
  }
}

/** Adapters belong to their plugin and to a contract it lists. */
function checkAdapters(plugin: Plugin): void {
  const { id } = plugin;
  for (const adapter of plugin.adapters) {
    const owner = adapter.of.id.split('.')[0]!;
    if (adapter.id !== id && !adapter.id.startsWith(`${id}.`)) throw new Error(`Plugin '${id}' declares the adapter '${adapter.id}'. Name it '${id}' or begin it with '${id}.'.`);
    if (!known(plugin).includes(owner)) throw new Error(`Plugin '${id}' has an adapter for '${adapter.of.id}' of '${owner}', which it does not list. Add '${owner}' to its requires.`);
  }
}

/** Secrets stand where they are sealed, and a default is a value the field would take. */
function checkForms({ id, adapters, settings }: Plugin): void {
  for (const schema of [...(settings ? [settings.schema] : []), ...adapters.map(one => one.connection)]) {
    try {
      secretNames(schema);
    } catch (error) {
      throw new Error(`Plugin '${id}': ${(error as Error).message}`, { cause: error });
    }
    for (const [name, field] of Object.entries(schema.properties as Record<string, { default?: unknown; minimum?: number; maximum?: number; enum?: readonly unknown[] }>)) {
      const { default: given, minimum = -Infinity, maximum = Infinity, enum: words } = field;
      const unfit = typeof given === 'number' ? given < minimum || given > maximum : false;
      if (unfit || (given !== undefined && words && !words.includes(given))) throw new Error(`Plugin '${id}' gives the field '${name}' the default ${JSON.stringify(given)}, which the field itself refuses. Choose one that fits.`);
    }
  }
}

import type { Dependency, Plugin, Schedule, Uses } from '@sontechsp/sdk';
import type { Contributions } from './descriptor.js';

/** Everything a plugin contributes and asks for, as data: for its descriptor, and for the admin who is about to switch it on. */
export function describePlugin(plugin: Plugin): Contributions {
  const prefix = plugin.id === 'host' ? '/api' : `/api/${plugin.id}`;
  return {
    id: plugin.id,
    name: plugin.name,
    version: plugin.version,
    sdk: plugin.sdk ?? null,
    requires: [...plugin.requires],
    optional: [...plugin.optional],
    conflicts: [...plugin.conflicts],
    essential: plugin.essential,
    permissions: plugin.permissions.map(({ id, roles }) => ({ id, roles })),
    settings: plugin.settings ? settingsOf(plugin.settings) : null,
    routes: plugin.routes.map(({ method, path, permission }) => ({ method, path: prefix + (path === '/' ? '' : path), permission })),
    uses: tokensOf(plugin),
    provides: plugin.provides.map(one => one.token.id),
    hooks: plugin.hooks.map(hook => hook.id),
    taps: plugin.taps.map(({ hook, stage }) => ({ hook: hook.id, stage })),
    tables: plugin.tables.map(table => table.name),
    migrations: plugin.migrations.map(one => one.id),
    topics: plugin.topics.map(topic => topic.id),
    subscribes: plugin.outbox.map(({ topic, id }) => ({ topic: topic.id, id })),
    jobs: plugin.jobs.map(({ id, per, schedule }) => ({ id, per, schedule: scheduleText(schedule) })),
    workers: plugin.workers.map(one => one.id),
    screens: plugin.screens.map(({ path, permission, module }) => ({ path, permission, module })),
    slots: plugin.slots.map(({ slot, permission, module }) => ({ slot, permission, module })),
    adapters: plugin.adapters.map(({ id, of, title }) => ({ id, of: of.id, title })),
    errors: plugin.errors.flatMap(table => Object.keys(table.table)),
    checks: plugin.checks.map(one => one.id),
    locales: Object.keys(plugin.locales),
    health: plugin.health !== undefined,
    demo: plugin.demo !== undefined,
  };
}

function settingsOf({ per, schema }: NonNullable<Plugin['settings']>): Contributions['settings'] {
  const fields = Object.entries(schema.properties as Record<string, { secret?: boolean }>);
  return { per, fields: fields.map(([name]) => name), secrets: fields.filter(([, field]) => field.secret).map(([name]) => name) };
}

const scheduleText = (schedule: Schedule): string => ('cron' in schedule ? schedule.cron : `every ${schedule.everyMs} ms`);

/** Ids of the tokens anything of the plugin asks for, sorted; its own are left out. */
function tokensOf(plugin: Plugin): string[] {
  const found = new Set<string>();
  const walk = (uses: Uses): void => Object.values(uses).forEach(visit);
  const visit = (dependency: Dependency): void => {
    const { kind, id } = dependency as { kind?: unknown; id?: string };
    if (kind === 'token' && !id!.startsWith(`${plugin.id}.`)) found.add(id!);
    if (kind === undefined) walk(dependency as Uses);
  };
  for (const { use } of [...plugin.provides, ...plugin.taps, ...plugin.routes, ...plugin.outbox, ...plugin.jobs, ...plugin.workers]) walk(use);
  for (const one of [plugin.health, plugin.demo, plugin.settings?.test]) if (one) walk(one.use);
  return [...found].sort();
}

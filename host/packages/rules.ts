import semver from 'semver';
import type { Plugin } from '@sontechsp/sdk';
import sdkPackage from '../../sdk/package.json' with { type: 'json' };

export const sdkVersion: string = sdkPackage.version;
export const isPluginId = (id: string): boolean => /^[a-z][a-z0-9]{1,39}$/.test(id);

/**
 * Why a plugin from outside may not run here, as one sentence with its remedy; undefined when it may. `taken` are ids of the
 * built-in plugins and the first words of the host's own addresses.
 */
export function refusalOf(plugin: Plugin, taken: ReadonlySet<string>): string | undefined {
  const { id, sdk } = plugin;
  if (!isPluginId(id)) return `'${id}' is no id for a plugin. Use two to forty lower-case letters and digits, a letter first.`;
  if (taken.has(id)) return `the id '${id}' belongs to the host. Choose another one.`;
  if (!semver.valid(plugin.version)) return `'${plugin.version}' is no version. Write it as 1.0.0.`;
  if (sdk !== undefined && !semver.validRange(sdk)) return `'${sdk}' is no range of sdk versions. Write it as ^${sdkVersion}.`;
  if (sdk !== undefined && !semver.satisfies(sdkVersion, sdk)) return `it is written for sdk ${sdk}, and this host has ${sdkVersion}. Install a fitting version of either.`;
  const created = plugin.migrations.flatMap(one => one.steps.flatMap(step => (step.do === 'createTable' ? [step.table.name] : [])));
  const table = [...plugin.tables.map(one => one.name), ...created].find(name => !name.startsWith(`${id}_`));
  if (table) return `its table '${table}' does not begin with '${id}_'. Rename it.`;
  const screen = plugin.screens.find(({ path }) => path !== `/${id}` && !path.startsWith(`/${id}/`));
  if (screen) return `its screen '${screen.path}' does not lie under '/${id}'. Move it.`;
  if (plugin.settings && plugin.settings.plugin !== id) return `its settings are declared for '${plugin.settings.plugin}'. Declare them for '${id}'.`;
  const adapter = plugin.adapters.find(one => one.id !== id && !one.id.startsWith(`${id}.`));
  if (adapter) return `its adapter '${adapter.id}' is not named '${id}' or '${id}.…'. Rename it.`;
  const job = plugin.jobs.find(one => !one.id.startsWith(`${id}.`));
  if (job) return `its job '${job.id}' does not begin with '${id}.'. Rename it.`;
  const worker = plugin.workers.find(one => !one.id.startsWith(`${id}.`));
  if (worker) return `its worker '${worker.id}' does not begin with '${id}.'. Rename it.`;
  return undefined;
}

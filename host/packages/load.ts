import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { definePlugin, type Plugin } from '@sontechsp/sdk';
import { describePlugin } from './describe.js';
import { differenceOf } from './difference.js';
import type { PackageFolder } from './folder.js';
import { refusalOf } from './rules.js';

/** A module that awaits something for ever at its top must not keep the shop closed. */
const PATIENCE_MS = 10_000;

/** Runs a package's code once and gives its plugin; an Error of one sentence when it may not or cannot run. */
export async function loadPlugin({ folder, descriptor }: PackageFolder, taken: ReadonlySet<string>): Promise<Plugin> {
  // The hash makes a newer version in the same place another module.
  const url = `${pathToFileURL(join(folder, 'server.mjs')).href}?v=${descriptor.files['server.mjs']!.slice(0, 16)}`;
  const { default: made } = await inTime(import(url) as Promise<{ default?: Plugin }>);
  if (typeof made !== 'object' || made === null || made.kind !== 'plugin') throw new Error('its server.mjs has no plugin as default export. Export what definePlugin gives.');
  // The copy of the sdk inside may be older than this host's.
  const plugin: Plugin = { ...definePlugin({ id: made.id, name: made.name, version: made.version }), ...made };
  const refused = refusalOf(plugin, taken);
  if (refused) throw new Error(refused);
  const difference = differenceOf(descriptor, describePlugin(plugin));
  if (difference) throw new Error(`${difference}. Pack it again with \`sontechsp plugin pack\`.`);
  return plugin;
}

async function inTime<T>(loading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`its code was not loaded within ${PATIENCE_MS / 1000} s. Do nothing at import.`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([loading, late]);
  } catch (error) {
    throw error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}

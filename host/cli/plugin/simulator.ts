import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../command.js';
import { cloneFolder, complaints, loadBundler } from './clone.js';

/** A partner of a plugin, played on this machine. */
export interface RunningSimulator {
  readonly url: string;
  /** Settings under which it lets the plugin in: a connection's where there are adapters, else the plugin's own. */
  readonly settings: Readonly<Record<string, unknown>>;
  stop(): Promise<void>;
}

/** Starts what a project's `simulator.ts` exports as `simulator`; undefined when it has none. */
export async function startSimulator(folder: string): Promise<RunningSimulator | undefined> {
  if (!existsSync(join(folder, 'simulator.ts'))) return undefined;
  const out = join(cloneFolder(), 'dist', `benzetim-${process.pid}`);
  mkdirSync(out, { recursive: true });
  try {
    const { buildPluginTools } = await loadBundler();
    await buildPluginTools(folder, ['simulator.ts'], out).catch((error: unknown) => { throw new CommandError(complaints(error)); });
    const module = await import(`${pathToFileURL(join(out, 'simulator.js')).href}?v=${Date.now()}`) as { simulator?: () => Promise<RunningSimulator> };
    if (typeof module.simulator !== 'function') throw new CommandError("simulator.ts exports no function 'simulator' that starts it.");
    return await module.simulator();
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

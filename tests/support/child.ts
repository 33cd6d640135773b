import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Place } from './databases.js';

const root = process.env.SONTECHSP_ROOT ?? process.cwd();
const bundled = new Map<string, Promise<string>>();

/** A program under `tests/` as one file that Node can start. */
function fileOf(program: string): Promise<string> {
  let made = bundled.get(program);
  if (!made) bundled.set(program, made = (async () => {
    const folder = mkdtempSync(join(root, 'dist', 'child-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const { serverOptions } = await import(join(root, 'host/launch/options.mjs')) as { serverOptions: object };
    await build({ ...serverOptions, entryPoints: { child: `tests/${program}` }, outdir: folder });
    return join(folder, 'child.js');
  })());
  return made;
}

/** Starts a host program of the tests in a process of its own, at a place and with these words for it. */
export async function startChild(program: string, { dataFolder, databaseUrl }: Place, env: Record<string, string> = {}): Promise<ChildProcess> {
  return spawn(process.execPath, [await fileOf(program)], {
    env: { ...process.env, DATA: dataFolder, DATABASE: databaseUrl ?? '', ...env }, stdio: ['pipe', 'pipe', 'inherit'],
  });
}
/** Ends it as a power cut does; resolves when it is gone. */
export async function killChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.kill('SIGKILL');
  await gone;
}

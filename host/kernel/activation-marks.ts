import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Plugin } from '@sontechsp/sdk';

/** A host died while it was starting this version of a plugin. */
export interface Death {
  readonly version: string;
  readonly at: string;
  /** In a row. */
  readonly times: number;
}

/**
 * Says in the data folder which plugin is being activated, so that a host that dies of one leaves its name behind. The next
 * start passes that plugin over; an essential one is tried once more first, because a power cut may have hit it by chance.
 * Nothing is flushed to the disk: the note outlives its process, and should rather not outlive a power cut. Nor does a plugin
 * stay off because its note found no room: a full disk is no death.
 */
export interface ActivationMarks {
  /** Why the plugin should not be activated now; undefined: go on. */
  deathOf(plugin: Plugin): Death | undefined;
  /** It is not activated at this start. */
  passOver(plugin: Plugin): void;
  /** Why it was not activated at this start, also when it was excused since. */
  passedOver(plugin: Plugin): { readonly at: string; readonly version: string; readonly excused: boolean } | undefined;
  /** The next step is this plugin's. */
  begin(plugin: Plugin): void;
  /** Runs one step of a plugin's activation under its name. */
  during<T>(plugin: Plugin, work: () => T): T;
  /** No plugin is being activated any more. */
  rest(): void;
  /** The host is up: what was activated is well, whatever was noted before. Gives what had died and was tried again. */
  up(activated: readonly Plugin[]): { readonly plugin: Plugin; readonly death: Death }[];
  /** Lets the plugin be tried at the next start; false when nothing speaks against it. */
  excuse(id: string): boolean;
}

interface Note { pid: number; run: string; machine: string; plugin: string; version: string; at: string }
/** After so long a start is over, however slow the machine. */
const LONGEST_START_MS = 10 * 60_000;
/** In a container every host may have the same process id. */
const thisProcess = randomUUID();

export const marksFolder = (dataFolder: string): string => join(dataFolder, 'acilis');

export function createActivationMarks(dataFolder: string, now: () => string): ActivationMarks {
  const folder = marksFolder(dataFolder);
  const verdicts = join(dataFolder, 'karantina.json');
  const mine = join(folder, randomUUID());
  let marked: string | undefined;

  const died = readVerdicts(verdicts);
  const refused = new Map<string, Death>();
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names) {
    const note = readNote(join(folder, name));
    if (note && mayLive(note, now())) continue;
    rmSync(join(folder, name), { force: true });
    if (!note) continue;
    const before = died.get(note.plugin);
    died.set(note.plugin, { version: note.version, at: note.at, times: before?.version === note.version ? before.times + 1 : 1 });
  }
  if (names.length > 0) roomOrNot(keep);

  function keep(): void {
    if (died.size === 0) return rmSync(verdicts, { force: true });
    writeFileSync(`${verdicts}.tmp`, JSON.stringify(Object.fromEntries(died), null, 2));
    renameSync(`${verdicts}.tmp`, verdicts);
  }
  function mark({ id, version }: Plugin): void {
    if (marked === id) return;
    const note: Note = { pid: process.pid, run: thisProcess, machine: hostname(), plugin: id, version, at: now() };
    marked = id;
    roomOrNot(() => {
      mkdirSync(folder, { recursive: true });
      writeFileSync(mine, JSON.stringify(note));
    });
  }
  function rest(): void {
    if (marked === undefined) return;
    marked = undefined;
    rmSync(mine, { force: true });
  }

  return {
    deathOf({ id, version, essential }) {
      const death = died.get(id);
      return death && death.version === version && death.times >= (essential ? 2 : 1) ? death : undefined;
    },
    passOver({ id }) {
      refused.set(id, died.get(id)!);
    },
    passedOver({ id }) {
      const death = refused.get(id);
      return death && { at: death.at, version: death.version, excused: !died.has(id) };
    },
    begin: mark,
    during(plugin, work) {
      mark(plugin);
      return work();
    },
    rest,
    up(activated) {
      rest();
      const recovered = activated.flatMap(plugin => {
        const death = died.get(plugin.id);
        return death ? [{ plugin, death }] : [];
      });
      for (const { plugin } of recovered) died.delete(plugin.id);
      if (recovered.length > 0) roomOrNot(keep);
      return recovered;
    },
    excuse(id) {
      if (!died.delete(id)) return false;
      keep();
      return true;
    },
  };
}

/** Writes, unless the disk is full. */
function roomOrNot(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
function readVerdicts(file: string): Map<string, Death> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, Death>));
  } catch {
    return new Map();
  }
}
function readNote(file: string): Note | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note;
  } catch {
    return undefined;
  }
}
/** Whether the process that left a note may be starting still. */
function mayLive({ pid, run, machine, at }: Note, now: string): boolean {
  if (machine !== hostname()) return Date.parse(now) - Date.parse(at) < LONGEST_START_MS;
  if (pid === process.pid) return run === thisProcess;
  try {
    process.kill(pid, 0);
    return Date.parse(now) - Date.parse(at) < LONGEST_START_MS;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

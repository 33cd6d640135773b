import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A note in the package's folder while its code is being loaded. When the host dies at that, the note stays behind, and the next
 * start passes the package over instead of dying again. Installing it anew takes the note away.
 */
const MARK = '.yukleniyor';
/** In a container every host may have the same process id. */
const me = randomUUID();

/** Whether a process that is gone now died while it loaded this package. */
export function diedLoading(folder: string): boolean {
  let note: string;
  try {
    note = readFileSync(join(folder, MARK), 'utf8');
  } catch {
    return false;
  }
  const [pid, who] = note.split(' ');
  if (Number(pid) === process.pid) return who !== me;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EPERM';
  }
}
/** Leaves the note and gives how to take it away. A folder that cannot be written to does without. */
export function beginLoading(folder: string): () => void {
  const mark = join(folder, MARK);
  try {
    writeFileSync(mark, `${process.pid} ${me}`);
  } catch {
    return () => {};
  }
  return () => rmSync(mark, { force: true });
}

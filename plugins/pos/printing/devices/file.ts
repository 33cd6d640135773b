import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pause, type Printed, type Printing } from './device.js';

const CHUNK = 4096;
const BUSY_MS = 50;
/** A device that takes nothing for so long has stopped. */
const STALLED_MS = 20_000;

export const isDevice = (path: string): boolean => path.startsWith('/dev/') || path.startsWith('\\\\');

/** Prints into a device of this machine, or at the end of a file. */
export async function printToFile(path: string, { bytes, begin, signal }: Printing): Promise<Printed> {
  const file = await openDevice(path);
  if (!file) return { to: 'missed', trouble: 'device' };
  try {
    if (signal.aborted || !await begin()) return { to: 'refused' };
    const sent = await writeAll(file, bytes);
    if (sent < bytes.length) return sent === 0 ? { to: 'returned', trouble: 'device' } : { to: 'lost', trouble: 'device' };
    if (!isDevice(path)) await file.datasync();
    return { to: 'printed' };
  } catch {
    return { to: 'lost', trouble: 'device' };
  } finally {
    await file.close().catch(() => undefined);
  }
}

/** Never waits: a write into a printer that is off would otherwise hold one of the few threads that the database works with too. */
async function openDevice(path: string): Promise<FileHandle | undefined> {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants as typeof constants & { O_NONBLOCK?: number; O_NOCTTY?: number };
  const device = isDevice(path);
  try {
    const file = await open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | (device ? 0 : O_APPEND | O_CREAT), 0o600);
    const about = await file.stat();
    // A disk is a device as well.
    if (device ? !about.isBlockDevice() && !about.isDirectory() : about.isFile() || about.isFIFO()) return file;
    await file.close();
  } catch {
    // Not there, not ours, or busy.
  }
  return undefined;
}

/** Resolves to how much the device took. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<number> {
  let sent = 0;
  let movedAt = performance.now();
  while (sent < bytes.length) {
    try {
      const { bytesWritten } = await file.write(bytes, sent, Math.min(CHUNK, bytes.length - sent), null);
      sent += bytesWritten;
      if (bytesWritten > 0) movedAt = performance.now();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN' || performance.now() - movedAt > STALLED_MS) return sent;
      await pause(BUSY_MS);
    }
  }
  return sent;
}

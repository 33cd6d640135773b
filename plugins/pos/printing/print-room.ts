import { hostname } from 'node:os';
import { Clock, Db, Ids, Live, Log, worker, type WorkerContext } from '@sontechsp/sdk';
import { PrintContent } from './content.js';
import type { Manners } from './devices/device.js';
import { anyExpired, expireJobs, printersWithWork } from './jobs-store.js';
import { runLane, type LaneDeps } from './lane.js';
import { PrintWake } from './print-wake.js';
import { releasePrinters } from './printers-store.js';

/** Jobs of other processes, printers whose rest is over and jobs that waited too long are looked for this often. */
const POLL_MS = 1000;
const REST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Prints what waits, in each process that serves: printers hang on machines. A printer is leased, so that one process prints on it
 * and slips come in their order; each printer has its own lane, so that one that is off holds up no other.
 *
 * It is a loop of its own and not a subscriber of the outbox, because what may have been printed is never sent again there or
 * here, but here the slips behind it must go on; because a device may hang on one machine only; and because an old slip is not
 * wanted any more.
 */
async function printRoom({ ids, wake, signal, scopeAt, ...deps }: LaneDeps & WorkerContext & { ids: Ids; wake: PrintWake }): Promise<void> {
  const { db, clock, live, log } = deps;
  const by = `${hostname()} ${process.pid} ${ids.next()}`;
  const lanes = new Map<string, Promise<void>>();
  const resting = new Map<string, { until: number; times: number }>();
  const manners = new Map<string, Manners>();
  const woken = new Set<string>();
  let lookAt = 0;
  let rouse: () => void = () => undefined;
  signal.addEventListener('abort', () => rouse(), { once: true });
  wake.listen((printerId, urgent) => {
    if (urgent) resting.delete(printerId);
    woken.add(printerId);
    if (mayBegin(printerId)) rouse();
  });

  const mayBegin = (id: string): boolean => !lanes.has(id) && (resting.get(id)?.until ?? 0) <= performance.now();
  function begin(id: string): void {
    woken.delete(id);
    if (mayBegin(id)) lanes.set(id, lane(id));
  }
  async function look(): Promise<void> {
    lookAt = performance.now() + POLL_MS;
    const now = clock.now();
    if (await anyExpired(db, now)) {
      for (const storeId of await db.transaction(tx => expireJobs(tx, now))) void live.publish(storeId, 'printing.changed', {});
    }
    for (const { id, enabled, machine } of await printersWithWork(db)) if (enabled && (machine === null || machine === hostname())) begin(id);
  }
  async function lane(id: string): Promise<void> {
    const behaviour = manners.get(id) ?? manners.set(id, {}).get(id)!;
    try {
      const end = await runLane(deps, id, {
        signal, by, manners: behaviour, scopeAt: job => scopeAt({ firmId: job.firm_id, storeId: job.store_id, terminalId: job.terminal_id }),
      });
      if (end === 'idle') resting.delete(id);
      else if (end === 'taken') resting.set(id, { until: performance.now() + POLL_MS, times: 0 });
      else rest(id);
    } catch (error) {
      log.warn({ err: error, printer: id }, 'Printing was interrupted; trying again');
      rest(id);
    } finally {
      lanes.delete(id);
      // Something came while it was about to end.
      if (woken.has(id)) rouse();
    }
  }
  function rest(id: string): void {
    const times = (resting.get(id)?.times ?? 0) + 1;
    resting.set(id, { times, until: performance.now() + Math.min(LONGEST_MS, REST_MS * 2 ** times) });
  }

  while (!signal.aborted) {
    if (performance.now() >= lookAt) await look().catch((error: unknown) => log.warn({ err: error }, 'Print jobs could not be read; trying again'));
    const ready = [...woken].filter(mayBegin);
    ready.forEach(begin);
    if (ready.length === 0 && !signal.aborted) await new Promise<void>(resolve => {
      const timer = setTimeout(resolve, Math.max(10, lookAt - performance.now())).unref();
      rouse = () => { clearTimeout(timer); resolve(); };
    });
  }
  await Promise.all(lanes.values());
  // Who comes next need not wait for the leases to run out.
  await db.transaction(tx => releasePrinters(tx, by)).catch((error: unknown) => log.warn({ err: error }, 'Printers could not be released'));
}

export const printWorker = worker('pos.printing', { db: Db, content: PrintContent, live: Live, clock: Clock, log: Log, ids: Ids, wake: PrintWake }, printRoom);

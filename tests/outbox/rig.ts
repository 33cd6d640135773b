import { randomUUID } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { Outbox, definePlugin, object, subscribe, t, topic, type Clock, type Delivery, type Plugin, type Scope } from '@sontechsp/sdk';
import type { Host } from '../../host/boot.js';

export const rang = topic('zil.bell.rung', object({ n: t.Integer() }));

export interface Heard {
  readonly n: number;
  readonly delivery: Delivery;
}
/** A plugin that tells, and whose subscriber does what the test says. */
export function bell(handle: (heard: Heard) => Promise<void> | void): Plugin {
  return definePlugin({
    id: 'zil', name: 'Zil', version: '1.0.0', topics: [rang],
    outbox: [subscribe(rang, 'zil.listen', {}, async ({ n }, { delivery }) => handle({ n, delivery }))],
  });
}

export const scopeAt = (storeId: string, on = true): Scope => ({
  firmId: uuidv7(), storeId, terminalId: '', userId: '', language: 'tr', requestId: 'test',
  plugins: { version: 0, has: () => on }, can: () => false, limit: () => 0,
});

/** A clock that somebody set a day ahead. */
export const tomorrow: Clock = { now: () => new Date(Date.now() + 24 * 3600_000).toISOString() };

/** Tells `n` in a transaction of its own. */
export async function ring(host: Host, n: number, aggregate: string = randomUUID(), scope: Scope = scopeAt(randomUUID())): Promise<void> {
  await host.database.transaction(async tx => host.resolve(Outbox).add(tx, scope, rang, { n }, aggregate));
}
export async function states(host: Host): Promise<Record<string, number>> {
  const rows = await host.database.query<{ state: string; rows: number }>('SELECT state, COUNT(*) AS rows FROM cikis_kutusu GROUP BY state');
  return Object.fromEntries(rows.map(row => [row.state, row.rows]));
}

/** Waits until it holds; a test that would wait longer has failed. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
  const end = Date.now() + ms;
  while (!await holds()) {
    if (Date.now() > end) throw new Error(`It did not come true within ${ms} ms`);
    await new Promise(done => setTimeout(done, 20));
  }
}

import { randomUUID } from 'node:crypto';
import { Outbox, type Scope } from '@sontechsp/sdk';
import type { Host } from '../../host/boot.js';
import { scopeAt } from './rig.js';
import { posted } from './sender.js';

export interface Line {
  readonly id: string;
  readonly ref: string;
  readonly state: string;
  readonly attempts: number;
  readonly last_error: string | null;
  readonly in_doubt: boolean | number;
}
/** Tells the references in one transaction, in their order. */
export async function tell(host: Host, refs: readonly string[], options: { scope?: Scope; aggregate?: string } = {}): Promise<void> {
  await host.database.transaction(async tx => {
    for (const ref of refs) host.resolve(Outbox).add(tx, options.scope ?? scopeAt(''), posted, { ref, password: 'kapi-anahtari' }, options.aggregate ?? randomUUID());
  });
}
/** The rows by reference. */
export async function lines(host: Host): Promise<Record<string, Line>> {
  const rows = await host.database.query<Line & { payload: { ref: string } | string }>('SELECT * FROM cikis_kutusu ORDER BY id');
  return Object.fromEntries(rows.map(row => {
    const payload = typeof row.payload === 'string' ? JSON.parse(row.payload) as { ref: string } : row.payload;
    return [payload.ref, { ...row, ref: payload.ref }];
  }));
}
export const stateOf = async (host: Host): Promise<Record<string, string>> => Object.fromEntries(Object.entries(await lines(host)).map(([ref, row]) => [ref, row.state]));
/** The leases of a host that is gone run out. */
export const expireLeases = (host: Host): Promise<number> =>
  host.database.transaction(tx => tx.run("UPDATE cikis_kutusu SET leased_until = '2020-01-01T00:00:00.000Z' WHERE state = 'leased'"));

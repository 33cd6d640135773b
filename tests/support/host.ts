import { join } from 'node:path';
import type { Plugin } from '@sontechsp/sdk';
import { bootHost, type BootOptions, type Host } from '../../host/boot.js';
import { runChecks } from '../../host/doctor/doctor.js';
import { installed } from '../../host/installed.js';
import { client, type Client } from './client.js';
import { freshPlace, type Kind, type Place } from './databases.js';
import type { Beginning } from './postgres.js';

export interface Shop {
  readonly host: Host;
  readonly place: Place;
  readonly url: string;
  readonly firmId: string;
  readonly storeId: string;
  readonly terminalId: string;
  readonly warehouseId: string;
  /** Signed in as the administrator, at the first store and terminal. */
  readonly admin: Client;
  /** Makes a user with a role and signs in at a store and terminal (the first ones unless said). */
  as(role: 'cashier' | 'manager' | 'admin', at?: { storeId: string; terminalId: string }): Promise<Client>;
  /** Another store with a terminal and its warehouse. */
  anotherStore(): Promise<{ storeId: string; terminalId: string; warehouseId: string }>;
  /** Every violated invariant; a test of a fault ends with this being empty. */
  doctor(): Promise<string[]>;
  stop(): Promise<void>;
}

export const PASSWORD = 'kedi-merdiven-7';

/** Boots a whole host in this process on a fresh database and serves it on a free port. */
export async function bootAt(place: Place, plugins: readonly Plugin[] = installed, options: BootOptions = {}): Promise<{ host: Host; url: string }> {
  const host = await bootHost({
    host: '127.0.0.1', port: 0, dataFolder: place.dataFolder, databaseUrl: place.databaseUrl, role: 'tek', key: undefined, proxy: false,
    logLevel: process.env.LOG_LEVEL ?? 'silent',
  }, plugins, { webFolder: process.env.SONTECHSP_WEB ?? join(place.dataFolder, 'web'), ...options });
  const { url } = await host.listen();
  return { host, url };
}

export const setupBody = (extra: Record<string, unknown> = {}) => ({
  firm: { name: 'Deneme Ticaret' }, store: { name: 'Merkez' }, terminal: { name: 'Kasa 1' },
  admin: { username: 'admin', password: PASSWORD, fullName: 'Ayşe Yönetici' }, ...extra,
});

/** The migrations of the built-in ones among these plugins have run: on PostgreSQL they take longer than all the rest of a boot. */
function migrated(plugins: readonly Plugin[]): Beginning {
  const builtIn = plugins.filter(plugin => installed.includes(plugin));
  return {
    name: builtIn.map(plugin => plugin.id).join(),
    async make(databaseUrl) {
      const { dataFolder } = await freshPlace('sqlite');
      await (await bootAt({ kind: 'postgres', databaseUrl, dataFolder }, builtIn, { jobs: false })).host.stop();
    },
  };
}

/** A shop that was set up: one firm, one store, one terminal, one administrator. */
export async function openShop(kind: Kind, options: { plugins?: readonly Plugin[]; demo?: boolean; boot?: BootOptions } = {}): Promise<Shop> {
  const plugins = options.plugins ?? installed;
  const place = await freshPlace(kind, migrated(plugins));
  const { host, url } = await bootAt(place, plugins, options.boot);
  const made = await client(url).post('/api/setup', setupBody(options.demo ? { demo: true } : {}));
  if (made.status !== 201) throw new Error(`Set-up failed: ${JSON.stringify(made.body)}`);
  const { firmId, storeId, terminalId, warehouseId } = made.body as Record<string, string> as { firmId: string; storeId: string; terminalId: string; warehouseId: string };
  const admin = await client(url).signIn('admin', PASSWORD, { storeId, terminalId });
  let users = 0;
  return {
    host, place, url, firmId, storeId, terminalId, warehouseId, admin,
    async as(role, at = { storeId, terminalId }) {
      const username = `${role}${++users}`;
      const user = await admin.post('/api/users', { username, password: PASSWORD, fullName: `${role} ${users}`, roles: [role], storeIds: [at.storeId] });
      if (user.status !== 201) throw new Error(`No user: ${JSON.stringify(user.body)}`);
      return client(url).signIn(username, PASSWORD, at);
    },
    async anotherStore() {
      const store = await admin.post('/api/stores', { name: 'Şube' });
      const terminal = await admin.post('/api/terminals', { storeId: store.body.id, name: 'Kasa' });
      const warehouses = await admin.get(`/api/warehouses?storeId=${store.body.id}`);
      return { storeId: store.body.id, terminalId: terminal.body.id, warehouseId: warehouses.body.items[0].id };
    },
    doctor: async () => (await runChecks(host.database, host.checks)).flatMap(c => c.violations.map(v => `${c.check}: ${v}`)),
    stop: () => host.stop(),
  };
}

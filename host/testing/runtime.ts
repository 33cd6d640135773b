import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plugin } from '@sontechsp/sdk';
import { testClient, type OpenTestHost, type TestClock } from '@sontechsp/sdk/testing';
import { bootHost } from '../boot.js';
import { runChecks } from '../doctor/doctor.js';
import { installed } from '../installed.js';
import { fixedIds, testClock } from './fixed.js';
import { done, signedIn } from './signed-in.js';

const PASSWORD = 'kedi-merdiven-7';

/** What `testHost` of `@sontechsp/sdk/testing` calls: the address of this module, built, stands in SONTECHSP_TESTING. */
export const openTestHost: OpenTestHost = async (plugins, { databaseUrl, now = '2026-03-02T09:00:00.000Z', jobs = false, demo = false }) => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sontechsp-sinama-'));
  const remove = (): void => rmSync(dataFolder, { recursive: true, force: true });
  const clock = testClock(now);
  try {
    const host = await bootHost(
      { host: '127.0.0.1', port: 0, dataFolder, databaseUrl, role: 'tek', key: undefined, proxy: false, logLevel: process.env.LOG_LEVEL ?? 'silent' },
      withRequired(plugins), { jobs, clock, ids: fixedIds() },
    );
    const stop = async (): Promise<void> => {
      await host.stop();
      remove();
    };
    try {
      const { url } = await host.listen();
      const shop = await setUp(url, demo, clock);
      let users = 0;
      return {
        ...shop, url, clock, stop,
        off: host.registry.installed.filter(i => i.state === 'failed').map(i => ({ plugin: i.plugin.id, reason: i.reason ?? '' })),
        resolve: token => host.resolve(token),
        violations: async () => (await runChecks(host.database, host.checks)).flatMap(c => c.violations.map(v => `${c.check}: ${v}`)),
        async as(role, at = shop) {
          const username = `${role}${++users}`;
          await done(shop.admin.post('/api/users', { username, password: PASSWORD, fullName: `${role} ${users}`, roles: [role], storeIds: [at.storeId] }));
          return signedIn(url, { username, password: PASSWORD }, at, clock);
        },
        async anotherStore() {
          const { id: storeId } = await done(shop.admin.post('/api/stores', { name: 'Şube' }));
          const { id: terminalId } = await done(shop.admin.post('/api/terminals', { storeId, name: 'Kasa' }));
          const { items } = await done<{ items: { id: string }[] }>(shop.admin.get(`/api/warehouses?storeId=${storeId}`));
          return { storeId, terminalId, warehouseId: items[0]!.id };
        },
      };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
};

async function setUp(url: string, demo: boolean, clock: TestClock) {
  const made = await done<Record<'firmId' | 'storeId' | 'terminalId' | 'warehouseId', string>>(testClient(url).post('/api/setup', {
    firm: { name: 'Deneme Ticaret' }, store: { name: 'Merkez' }, terminal: { name: 'Kasa 1' },
    admin: { username: 'admin', password: PASSWORD, fullName: 'Ayşe Yönetici' }, ...(demo ? { demo } : {}),
  }));
  const { firmId, storeId, terminalId, warehouseId } = made;
  return { firmId, storeId, terminalId, warehouseId, admin: signedIn(url, { username: 'admin', password: PASSWORD }, { storeId, terminalId }, clock) };
}

/** These plugins and, before them, the built-in ones that any of them requires; a plugin given stands before a built-in of its id. */
function withRequired(given: readonly Plugin[]): Plugin[] {
  const chosen = new Map<string, Plugin>();
  const add = (plugin: Plugin): void => {
    if (chosen.has(plugin.id)) return;
    chosen.set(plugin.id, plugin);
    for (const id of plugin.requires.map(r => r.split('@')[0])) {
      const needed = given.find(p => p.id === id) ?? installed.find(p => p.id === id);
      if (needed) add(needed);
    }
  };
  given.forEach(add);
  return [...chosen.values()];
}

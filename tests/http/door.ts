import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { Route } from '@sontechsp/sdk';
import type { Database } from '../../host/database/database.js';
import { part } from '../../host/http/part.js';
import { createHttp, type HttpDeps } from '../../host/http/server.js';
import { createMessages } from '../../host/messages/messages.js';
import type { Principal } from '../../host/tokens.js';
import { client, type Client } from '../support/client.js';

export const STORE = '01900000-0000-7000-8000-000000000001';
export const FIRM = '01900000-0000-7000-8000-00000000000f';

export interface Door {
  readonly url: string;
  readonly guest: Client;
  /** Signed in at the store; the plugin `kahve` is on there and `cay` is off. */
  readonly cashier: Client;
  /** Signed in, no store chosen. */
  readonly wanderer: Client;
  readonly dataFolder: string;
  /** What was logged: level, facts, message. */
  readonly logged: { level: string; facts: Record<string, unknown>; message: string }[];
  state: 'starting' | 'ready' | 'draining';
  /** Moves the set of plugins on, as another host would. */
  bump(): void;
  /** Signs everybody out. */
  signOut(): void;
  stop(grace?: number): Promise<void>;
}

const principal = (context: Principal['context']): Principal => ({
  sessionId: 's', userId: '01900000-0000-7000-8000-0000000000aa', firmId: FIRM, expiresAt: 4e9, context,
  permissions: new Map([['kahve.drink', 100], ['kahve.discount', 10], ['cay.drink', 100]]),
});

/** A door with nothing behind it but these routes: `plugin → routes`, those of `host` at `/api` itself. */
export async function openDoor(routes: Record<string, Route[]>, more: Partial<HttpDeps> = {}): Promise<Door> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'sontechsp-door-'));
  const logged: Door['logged'] = [];
  const log = (level: string) => (facts: object, message: string) => void logged.push({ level, facts: facts as Record<string, unknown>, message });
  const sessions = new Map([['cashier', principal({ storeId: STORE, terminalId: STORE })], ['wanderer', principal(undefined)]]);
  let version = 1;
  const listeners = new Set<(version: number) => void>();
  const door = { state: 'ready' as Door['state'] };
  const http = createHttp({
    config: { host: '127.0.0.1', port: 0, proxy: false, dataFolder },
    db: { transaction: () => Promise.reject(new Error('No database stands behind this door')) } as unknown as Database,
    version: { current: () => version, bump: () => undefined, onChange: l => (listeners.add(l), () => void listeners.delete(l)), cache: load => load },
    sessions: { authenticate: async bearer => sessions.get(bearer) },
    pluginStates: { setFor: async store => ({ version, has: id => store === STORE && id === 'kahve' }) },
    messages: createMessages([{ namespace: 'host', locales: part.locales! }, { namespace: 'kahve', locales: { tr: { errors: { 'kahve.cold': 'Kahve soğudu: {degrees}°' } }, en: { errors: { 'kahve.cold': 'The coffee is cold: {degrees}°' } } } }]),
    log: { info: log('info'), warn: log('warn'), error: log('error'), debug: log('debug') },
    clock: { now: () => new Date().toISOString() },
    keys: { derive: purpose => Buffer.from(purpose) },
    ids: { next: () => uuidv7() },
    webFolder: undefined,
    state: () => door.state,
    ready: async () => ({ ok: door.state === 'ready', checks: { database: true } }),
    routes: Object.entries(routes).flatMap(([plugin, all]) => all.map(route => ({ plugin, fullPath: (plugin === 'host' ? '/api' : `/api/${plugin}`) + route.path, route, use: {} }))),
    ...more,
  });
  const { url } = await http.listen();
  return Object.assign(door, {
    url, dataFolder, logged,
    guest: client(url), cashier: client(url, 'cashier'), wanderer: client(url, 'wanderer'),
    bump() {
      version++;
      for (const listener of [...listeners]) listener(version);
    },
    signOut: () => sessions.clear(),
    async stop(grace = 2000) {
      await http.stop(grace);
      rmSync(dataFolder, { recursive: true, force: true });
    },
  });
}

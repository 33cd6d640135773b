import { randomBytes } from 'node:crypto';
import type { Plugin } from '@sontechsp/sdk';
import { bootHost, type Host } from '../../boot.js';
import { CommandError } from '../command.js';
import { sentenceOf, type Problem } from '../problem.js';

/** A shop of its own that nobody needs afterwards: on SQLite, or in an empty PostgreSQL database. */
export interface ThrowAwayShop {
  readonly url: string;
  readonly host: Host;
  readonly username: string;
  readonly password: string;
  readonly storeId: string;
  readonly terminalId: string;
  /** As the administrator at the first store and terminal; throws what the host refuses. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** The same, giving the status instead of throwing. */
  status(method: string, path: string, body?: unknown): Promise<{ status: number; body: { code?: string } }>;
  /** Ends the host and starts it again at the same address, with what is installed now. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}
interface Options { readonly dataFolder: string; readonly databaseUrl?: string | undefined; readonly builtIn: readonly Plugin[]; readonly port: number; readonly demo: boolean; readonly jobs: boolean; readonly logLevel: string }

export async function openThrowAwayShop({ dataFolder, databaseUrl, builtIn, port, demo, jobs, logLevel }: Options): Promise<ThrowAwayShop> {
  const username = 'admin';
  const password = randomBytes(9).toString('base64url');
  let host: Host;
  let url = '';
  let token = '';

  async function start(at: number): Promise<void> {
    host = await bootHost({ host: '127.0.0.1', port: at, dataFolder, databaseUrl, role: 'tek', key: undefined, proxy: false, logLevel }, builtIn, { jobs });
    ({ url } = await host.listen());
  }
  async function status(method: string, path: string, body?: unknown): Promise<{ status: number; body: { code?: string } }> {
    const reply = await fetch(url + path, {
      method, headers: { 'accept-language': 'en', ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, body: text.startsWith('{') ? JSON.parse(text) as { code?: string } : {} };
  }
  async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
    const reply = await status(method, path, body);
    if (reply.status >= 300) throw new CommandError(`${method} ${path} answered ${reply.status}: ${sentenceOf(reply.body as Problem)}`);
    return reply.body as T;
  }
  async function signIn(at: { storeId: string; terminalId: string }): Promise<void> {
    token = '';
    token = (await ask<{ accessToken: string }>('POST', '/api/auth/login', { username, password })).accessToken;
    token = (await ask<{ accessToken: string }>('POST', '/api/auth/context', at)).accessToken;
  }

  await start(port);
  try {
    const { storeId, terminalId } = await ask<{ storeId: string; terminalId: string }>('POST', '/api/setup', {
      firm: { name: 'Deneme Ticaret' }, store: { name: 'Merkez' }, terminal: { name: 'Kasa 1' }, admin: { username, password, fullName: 'Deneme Yönetici' }, ...(demo ? { demo } : {}),
    });
    await signIn({ storeId, terminalId });
    return {
      get url() { return url; },
      get host() { return host; },
      username, password, storeId, terminalId, ask, status,
      async restart() {
        const at = Number(new URL(url).port);
        await host.stop();
        await start(at);
        await signIn({ storeId, terminalId });
      },
      stop: () => host.stop(),
    };
  } catch (error) {
    await host!.stop();
    throw error;
  }
}

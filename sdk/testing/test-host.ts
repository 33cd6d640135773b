import type { Plugin } from '../plugin.js';
import type { Token } from '../token.js';
import type { TestClient } from './test-client.js';

/** A clock that stands still until a test moves it. */
export interface TestClock {
  now(): string;
  set(instant: string): void;
  advance(ms: number): void;
}
export interface TestPlace {
  readonly storeId: string;
  readonly terminalId: string;
  readonly warehouseId: string;
}

/** A whole host in this process: migrated, set up with one firm, store, terminal and administrator, and listening. */
export interface TestHost extends TestPlace {
  readonly url: string;
  readonly firmId: string;
  readonly clock: TestClock;
  /** Signed in as the administrator at the first store and terminal, and still so after the clock was moved. */
  readonly admin: TestClient;
  /** A new user of this role, signed in at a store and terminal (the first ones unless said). */
  as(role: 'cashier' | 'manager' | 'admin', at?: Pick<TestPlace, 'storeId' | 'terminalId'>): Promise<TestClient>;
  anotherStore(): Promise<TestPlace>;
  /** What any plugin of this host provides, or the host itself. */
  resolve<T>(token: Token<T>): T;
  /** Plugins that could not run, with the reason. */
  readonly off: readonly { readonly plugin: string; readonly reason: string }[];
  /** Every invariant of any plugin that does not hold, one line each: a good last expectation of a test. */
  violations(): Promise<string[]>;
  /** Ends the host and removes its data. */
  stop(): Promise<void>;
}

export interface TestHostOptions {
  /** An empty database, `postgres://…`; SQLite in a temporary folder unless said. */
  readonly databaseUrl?: string;
  /** What the clock shows; 2026-03-02T09:00:00.000Z unless said. */
  readonly now?: string;
  /** Whether jobs run and outbox rows are delivered; off unless said, so that nothing happens by itself. */
  readonly jobs?: boolean;
  /** Loads the demonstration data of every plugin that has some. */
  readonly demo?: boolean;
}
export type OpenTestHost = (plugins: readonly Plugin[], options: TestHostOptions) => Promise<TestHost>;

/**
 * Opens a host with these plugins and all that they require of the built-in ones. Ids are fixed: two runs of one test make the
 * same ones in the same order.
 *
 *     const host = await testHost([plugin]);
 *     expect((await host.admin.get('/api/ornek/notes')).body.items).to.deep.equal([]);
 *     await host.stop();
 */
export async function testHost(plugins: readonly Plugin[], options: TestHostOptions = {}): Promise<TestHost> {
  return (await findRuntime())(plugins, options);
}

/**
 * The sdk knows no host: whoever runs the tests says where one is. `sontechsp plugin test` and the tests of SONTECHSP itself put
 * the address of a module that exports `openTestHost` into SONTECHSP_TESTING.
 */
async function findRuntime(): Promise<OpenTestHost> {
  const address = process.env.SONTECHSP_TESTING;
  if (!address) throw new Error('testHost needs a host. Run the tests with `sontechsp plugin test`, which brings one along.');
  const { openTestHost } = await import(/* @vite-ignore */ address) as { openTestHost?: OpenTestHost };
  if (typeof openTestHost !== 'function') throw new Error(`SONTECHSP_TESTING names ${address}, which exports no openTestHost.`);
  return openTestHost;
}

import { col, createTable, migration, table, type Clock, type Log, type Row } from '@sontechsp/sdk';
import type { Database } from '../../host/database/database.js';
import { migrate, type MigrateTools } from '../../host/database/migrate.js';
import { openDatabase } from '../../host/database/open.js';
import { databasePart } from '../../host/database/part.js';
import { createFieldCipher } from '../../host/keys/fields.js';
import { createKeyRing } from '../../host/keys/keys.js';
import type { Config } from '../../host/config.js';
import { freshPlace, type Kind, type Place } from '../support/databases.js';

export const silent: Log = { info() {}, warn() {}, error() {} };
export const clock: Clock = { now: () => new Date().toISOString() };

const ring = createKeyRing({ config: { key: 'deneme' } as Config, db: { dialect: 'sqlite' } as Database, clock, log: silent });
export const tools: MigrateTools = { clock, log: silent, fields: createFieldCipher({ keys: ring }) };

export const things = table('nesneler', {
  id: col.id(),
  name: col.text(),
  amount: col.quantity({ default: 5 }),
  open: col.flag({ default: true }),
  data: col.nullable(col.json<{ tags: string[] }>()),
  at: col.instant(),
}, { indexes: [{ name: 'nesneler_name', columns: ['name'], unique: true }] });
export type Thing = Row<typeof things>;

export const links = table('baglar', { left_id: col.ref(), right_id: col.ref(), weight: col.integer() }, { primaryKey: ['left_id', 'right_id'] });

export const groups = [
  { plugin: 'host', migrations: databasePart.migrations! },
  { plugin: 'test', migrations: [migration('001-first', [createTable(things), createTable(links)])] },
];

export const id = (n: number): string => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const thing = (n: number, more: Partial<Thing> = {}): Thing =>
  ({ id: id(n), name: `thing ${n}`, amount: 5, open: true, data: null, at: '2026-01-31T09:30:00.120Z', ...more });

export const open = (place: Place): Promise<Database> => openDatabase({ ...place, log: silent });

/** A migrated database for each test, closed after it. */
export function usingDatabase(kind: Kind): { db: Database; place: Place } {
  const using = {} as { db: Database; place: Place };
  beforeEach(async () => {
    using.place = await freshPlace(kind);
    using.db = await open(using.place);
    await migrate(using.db, groups, tools);
  });
  afterEach(() => using.db.close());
  return using;
}
export const counted = async (db: Database): Promise<number> => (await db.first<{ n: number }>('SELECT count(*) AS n FROM nesneler'))!.n;

/** The error a promise ends with; fails when there is none. */
export const errorOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(() => {
    throw new Error('Nothing was refused.');
  }, (error: Error) => error);

export function signal(): { promise: Promise<void>; fire: () => void } {
  let fire = (): void => {};
  const promise = new Promise<void>(resolve => {
    fire = resolve;
  });
  return { promise, fire };
}

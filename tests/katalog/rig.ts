import { v7 } from 'uuid';
import type { Audit, Background, Clock, Ids, JoinHook, Live, Log, Outbox, Scope } from '@sontechsp/sdk';
import { createMessages } from '../../host/messages/messages.js';
import type { Database } from '../../host/database/database.js';
import { migrate } from '../../host/database/migrate.js';
import { openDatabase } from '../../host/database/open.js';
import { databasePart } from '../../host/database/part.js';
import { createChangeNews } from '../../plugins/katalog/change-news.js';
import type { Catalogue, ImportSource, ImportedRows } from '../../plugins/katalog/contract.js';
import { createImports, type ImportDesk } from '../../plugins/katalog/imports/imports.js';
import { createImportLedger } from '../../plugins/katalog/imports/ledger.js';
import { createImportRunner } from '../../plugins/katalog/imports/runner.js';
import { createCatalogue } from '../../plugins/katalog/lookup/catalogue.js';
import katalog from '../../plugins/katalog/plugin.js';
import { scaleReader } from '../../plugins/katalog/scale-barcode.js';
import type { ScaleLabels } from '../../plugins/katalog/scale-labels.js';
import { createProducts, type Products } from '../../plugins/katalog/products/products.js';
import { tools } from '../database/place.js';
import { freshPlace, type Kind } from '../support/databases.js';

const clock: Clock = { now: () => new Date().toISOString() };
const ids: Ids = { next: () => v7() };
const log: Log = { info() {}, warn() {}, error() {} };
const audit: Audit = { async record() {} };
const live: Live = { async publish() {} };
const outbox: Outbox = { add() {} };
/** As a firm reads them that changed nothing. */
export const labels: ScaleLabels = { of: async () => scaleReader([
  { prefix: '27', kind: 'weight', itemLength: 5, decimals: 3, checkDigit: true }, { prefix: '28', kind: 'weight', itemLength: 5, decimals: 3, checkDigit: true },
  { prefix: '29', kind: 'price', itemLength: 5, decimals: 2, checkDigit: true },
]) };

export const firmId = '01900000-0000-7000-8000-000000000001';
export const scopeOf = (firm = firmId, permissions = ['katalog.read', 'katalog.write', 'katalog.cost.read']): Scope => ({
  firmId: firm, storeId: '01900000-0000-7000-8000-00000000000a', terminalId: '01900000-0000-7000-8000-00000000000b', userId: '01900000-0000-7000-8000-00000000000c',
  language: 'en', plugins: { version: 1, has: () => true }, requestId: 'test', can: permission => permissions.includes(permission), limit: () => 100,
});
export const scope = scopeOf();

/** A file that was never on a disk. */
export const file = (content: string | Uint8Array, name = 'goods.csv'): ImportSource => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { name, bytes: bytes.length, async* open() { for (let at = 0; at < bytes.length; at += 65536) yield bytes.subarray(at, at + 65536); } };
};

/** The catalogue on a real database, with nothing of the host around it. */
export interface Rig {
  readonly db: Database;
  readonly catalogue: Catalogue;
  readonly products: Products;
  readonly imports: ImportDesk;
  /** Tells work in the background to stop. */
  readonly stopping: AbortController;
  /** Resolves when no work is left in the background. */
  idle(): Promise<unknown>;
  doctor(): Promise<string[]>;
  close(): Promise<void>;
}
export type Joining = JoinHook<ImportedRows>['call']['late'];

export async function catalogueOn(kind: Kind, join: Joining = async () => undefined): Promise<Rig> {
  const place = await freshPlace(kind);
  const db = await openDatabase({ ...place, log });
  const results = await migrate(db, [{ plugin: 'host', migrations: databasePart.migrations! }, { plugin: 'katalog', migrations: katalog.migrations }], { ...tools, clock, log });
  const failed = results.find(result => result.error);
  if (failed) throw failed.error!;
  const messages = createMessages([{ namespace: 'katalog', locales: katalog.locales }]);
  const news = createChangeNews({ live, log });
  const ledger = createImportLedger({ db, clock, ids, messages, log });
  const runner = createImportRunner({ db, made: { clock, ids }, labels, outbox, news, join: { early: async () => undefined, late: join } });
  const stopping = new AbortController();
  let working: Promise<unknown> = Promise.resolve();
  const background: Background = { start(_name, work) { working = working.then(() => work(stopping.signal)); } };
  return {
    db, stopping,
    idle: () => working,
    catalogue: createCatalogue({ db, labels }),
    products: createProducts({ db, made: { clock, ids }, labels, outbox, audit, news }),
    imports: createImports({ db, audit, ledger, runner, background }),
    doctor: async () => (await Promise.all(katalog.checks.map(check => check.violations(db)))).flat(),
    close: () => db.close(),
  };
}

import { createToken, type Clock, type Db, type Ids, type Log, type Messages, type Scope, type Tx } from '@sontechsp/sdk';
import type { ImportReport } from '../contract.js';
import { errors } from '../errors.js';
import { MOST_PROBLEMS, toReport } from './report.js';
import { bury, findImport, insertImport, seen, type ImportRow } from './store.js';

/** Which imports there are, how far they are, and which of them died with their process. */
export interface ImportLedger {
  /** Writes a queued import and gives its id. */
  open(tx: Tx, scope: Scope, fileName: string): Promise<string>;
  /** Shows signs of life for an import of this process until the returned function is called. */
  attend(id: string): () => void;
  report(scope: Pick<Scope, 'firmId' | 'language'>, id: string): Promise<ImportReport>;
}
export const ImportLedger = createToken<ImportLedger>('katalog.importLedger');

const SIGN_EVERY_MS = 2_000;
const DEAD_AFTER_MS = 10_000;

export function createImportLedger({ db, clock, ids, messages, log }: { db: Db; clock: Clock; ids: Ids; messages: Messages; log: Log }): ImportLedger {
  const worker = ids.next();
  const mine = new Set<string>();
  let signs: NodeJS.Timeout | undefined;

  /** An SQLite file has one host: what another process left running is dead. On PostgreSQL it may live elsewhere. */
  function isDead(row: ImportRow): boolean {
    if ((row.state !== 'queued' && row.state !== 'running') || mine.has(row.id)) return false;
    return db.dialect === 'sqlite' || row.worker === worker || Date.parse(clock.now()) - Date.parse(row.seen_at) > DEAD_AFTER_MS;
  }

  return {
    async open(tx, { firmId, storeId, userId }, fileName) {
      const id = ids.next();
      const now = clock.now();
      await insertImport(tx, {
        id, firm_id: firmId, store_id: storeId, user_id: userId, file_name: fileName, state: 'queued', lines: 0, lines_done: 0,
        read: 0, created: 0, updated: 0, failed: 0, errors: [], ignored: [], encoding: null, worker, seen_at: now, created_at: now, finished_at: null,
      });
      return id;
    },

    attend(id) {
      mine.add(id);
      signs ??= setInterval(() => {
        seen(db, worker, clock.now()).catch((error: unknown) => log.warn({ err: error }, 'An import could not show that it is alive.'));
      }, SIGN_EVERY_MS).unref();
      return () => {
        mine.delete(id);
        if (mine.size > 0) return;
        clearInterval(signs);
        signs = undefined;
      };
    },

    async report(scope, id) {
      let row = await findImport(db, scope.firmId, id);
      if (row && isDead(row)) {
        const dead = row;
        const ended: Partial<ImportRow> = {
          state: 'failed', finished_at: clock.now(),
          errors: [...dead.errors.slice(0, MOST_PROBLEMS - 1), { line: dead.lines_done + 1, code: 'interrupted' }],
        };
        await db.transaction(tx => bury(tx, dead, ended));
        row = await findImport(db, scope.firmId, id);
      }
      if (!row) throw errors('katalog.notFound', { id });
      return toReport(row, scope.language, messages);
    },
  };
}

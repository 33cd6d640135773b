import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { createToken, type Audit, type Background, type Db, type Scope, type Tx, type UploadedFile } from '@sontechsp/sdk';
import type { ImportReport, ImportSource, Imports } from '../contract.js';
import { atMost, cleanName } from '../text.js';
import type { ImportLedger } from './ledger.js';
import type { ImportRunner } from './runner.js';

/** What the routes need beside what others may do. */
export interface ImportDesk extends Imports {
  /** Takes an uploaded file, and imports it after the reply, one file of a firm at a time. */
  accept(scope: Scope, file: UploadedFile, once: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>): Promise<{ id: string }>;
  report(scope: Scope, id: string): Promise<ImportReport>;
}
export const ImportDesk = createToken<ImportDesk>('katalog.importDesk');

interface Deps {
  db: Db;
  background: Background;
  audit: Audit;
  ledger: ImportLedger;
  runner: ImportRunner;
}

export function createImports({ db, background, audit, ledger, runner }: Deps): ImportDesk {
  async function open(tx: Tx, scope: Scope, name: string): Promise<string> {
    const fileName = atMost(cleanName(name), 200);
    const id = await ledger.open(tx, scope, fileName);
    await audit.record(tx, scope, 'katalog.import.start', { type: 'import', id }, { file: fileName });
    return id;
  }

  const run: Imports['run'] = async (scope, source, progress) => {
    const id = await db.transaction(tx => open(tx, scope, source.name));
    const leave = ledger.attend(id);
    try {
      const told = () => {
        if (progress) ledger.report(scope, id).then(progress, () => undefined);
      };
      await runner.run(scope, id, source, new AbortController().signal, told);
    } finally {
      leave();
    }
    return ledger.report(scope, id);
  };

  return {
    run,
    runFile: async (scope, path, progress) => run(scope, fileSource(path, basename(path), (await stat(path)).size), progress),

    async accept(scope, file, once) {
      let opened: string | undefined;
      const { id } = await once(async tx => {
        opened = await open(tx, scope, file.name);
        return { id: opened };
      });
      // A repeated request is answered as before: the first one's file is at work already.
      if (id !== opened) await file.dispose();
      else {
        const leave = ledger.attend(id);
        background.start(`katalog.import.${scope.firmId}`, async signal => {
          try {
            await runner.run(scope, id, fileSource(file.path, file.name, file.bytes), signal, () => undefined);
          } finally {
            leave();
            await file.dispose();
          }
        });
      }
      return { id };
    },

    report: (scope, id) => ledger.report(scope, id),
  };
}

const fileSource = (path: string, name: string, bytes: number): ImportSource => ({ name, bytes, open: () => createReadStream(path) });

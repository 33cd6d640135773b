import { access, constants } from 'node:fs/promises';
import type { Config } from '../config.js';
import type { Database } from '../database/database.js';

export interface SetupCheck {
  readonly id: 'folders' | 'database' | 'migrations' | 'admin';
  readonly ok: boolean;
  /** One word for programs; the wizard has the sentence. */
  readonly detail: string;
}

/** What stands between this machine and a first sale. */
export async function setupChecks(config: Config, database: Database): Promise<SetupCheck[]> {
  const writable = await access(config.dataFolder, constants.W_OK).then(() => true, () => false);
  const answers = await database.ping().then(() => true, () => false);
  return [
    { id: 'folders', ok: writable, detail: writable ? 'writable' : 'notWritable' },
    { id: 'database', ok: answers, detail: database.dialect },
    // The host does not listen before it has migrated.
    { id: 'migrations', ok: answers, detail: answers ? 'upToDate' : 'unknown' },
    { id: 'admin', ok: false, detail: 'missing' },
  ];
}

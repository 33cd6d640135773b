import { hkdfSync, randomBytes } from 'node:crypto';
import { createToken, type Clock, type Db, type Log } from '@sontechsp/sdk';
import type { Config } from '../config.js';
import type { Keys } from '../tokens.js';
import { keyFromFile } from './key-file.js';
import { keepProof, keepRootKey } from './store.js';

/** The root key: `SONTECHSP_KEY`, else a file (SQLite), else a row that all hosts of the database share. */
export interface KeyRing extends Keys {
  /** Fetches the root key, once. `derive` works after it. */
  open(): Promise<Keys>;
  /** Says in the log when the root key is another than this database was first used with. */
  prove(): Promise<void>;
}
export const KeyRing = createToken<KeyRing>('host.keyRing');

interface Deps {
  config: Config;
  db: Db;
  clock: Clock;
  log: Log;
}

export function createKeyRing({ config, db, clock, log }: Deps): KeyRing {
  let root: string | undefined;
  let opening: Promise<Keys> | undefined;
  const derived = new Map<string, Uint8Array>();

  async function fetchRoot(): Promise<Keys> {
    if (config.key) root = config.key;
    else if (db.dialect === 'sqlite') root = keyFromFile(config.dataFolder);
    else {
      root = (await keepRootKey(db, randomBytes(32).toString('base64'), clock.now())).secret;
      log.warn({}, 'The root key is kept in the database. Set SONTECHSP_KEY, so that who reads a backup cannot read encrypted fields or sign tokens.');
    }
    return keys;
  }

  const keys: KeyRing = {
    open: () => (opening ??= fetchRoot().catch((error: unknown) => {
      opening = undefined;
      throw error;
    })),
    async prove() {
      await keys.open();
      const proof = Buffer.from(keys.derive('proof')).toString('base64');
      if (await keepProof(db, proof, clock.now()) !== proof)
        log.error({}, 'The root key is another than this database was first used with. PINs and encrypted fields of before cannot be read: start with the key of then, or enter them again.');
    },
    derive(purpose) {
      if (root === undefined) throw new Error('The root key is not open yet. Call KeyRing.open() at start.');
      let key = derived.get(purpose);
      if (!key) derived.set(purpose, key = new Uint8Array(hkdfSync('sha256', root, '', `sontechsp ${purpose}`, 32)));
      return key;
    },
  };
  return keys;
}

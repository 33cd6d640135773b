import type { BrowserClock } from '@sontechsp/sdk/ui';

/**
 * Keeps texts on the disk. `localStorage` alone is written down by browsers seconds later: a power cut or a browser that was
 * killed takes with it what is younger.
 */
export interface Vault {
  /** What was kept last; null where nothing was, or the browser has no answer. */
  read(name: string): Promise<string | null>;
  keep(name: string, text: string): void;
  /** When all that was kept is on the disk, or it takes too long to wait for: a disk stops no sale. */
  settled(): Promise<void>;
}
/** For what need not outlive its page. */
export const noVault: Vault = { read: async () => null, keep() {}, settled: async () => {} };

const STORE = 'kept';
const READ_MS = 1000;
const WRITE_MS = 250;

const answered = <T>(request: IDBRequest<T>): Promise<T> => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
});
async function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open('sontechsp.pos', 1);
  request.onupgradeneeded = () => { request.result.createObjectStore(STORE); };
  return answered(request);
}
async function put(database: IDBDatabase, texts: ReadonlyMap<string, string>): Promise<void> {
  const transaction = database.transaction(STORE, 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore(STORE);
  for (const [name, text] of texts) store.put(text, name);
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('IndexedDB'));
  });
}

export function createVault({ factory, clock }: { factory: IDBFactory; clock: BrowserClock }): Vault {
  const database = open(factory);
  database.catch(() => undefined);
  let waiting = new Map<string, string>();
  let writing: Promise<void> | undefined;

  /** One write at a time: what comes meanwhile goes with the next, only its last state. */
  async function write(): Promise<void> {
    try {
      while (waiting.size > 0) {
        const texts = waiting;
        waiting = new Map();
        await put(await database, texts);
      }
    } catch { /* a full or forbidden disk keeps nothing, and stops no sale */ } finally {
      writing = undefined;
    }
  }
  const atMost = <T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> => new Promise(resolve => {
    const cancel = clock.after(ms, () => resolve(otherwise));
    const end = (value: T): void => {
      cancel();
      resolve(value);
    };
    work.then(end, () => end(otherwise));
  });
  return {
    read: name => atMost(READ_MS, database.then(async there =>
      await answered(there.transaction(STORE).objectStore(STORE).get(name) as IDBRequest<string | undefined>) ?? null), null),
    keep(name, text) {
      waiting.set(name, text);
      writing ??= write();
    },
    settled: () => (writing === undefined ? Promise.resolve() : atMost(WRITE_MS, writing, undefined)),
  };
}

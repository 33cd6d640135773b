import { Db, createToken, provide } from '@sontechsp/sdk';
import type { Columns } from '../receipt/paper.js';
import { unpacked, type Dots } from './dots.js';
import { logoOf, type LogoRow } from './store.js';

/** What was looked up is used so long before it is looked up anew. */
const FRESH_MS = 5000;

/** The logo of a store as slips need it. */
export interface Logo {
  readonly id: string;
  /** On paper of 80 mm, in dots of an eighth of a millimetre. */
  readonly width: number;
  readonly height: number;
  on(columns: Columns): Dots;
}
/** Knows the logo of each store, so that a slip need not ask the database. A change made by another process is known within seconds. */
export interface LogoBook {
  of(storeId: string): Promise<Logo | undefined>;
  forget(storeId: string): void;
}
export const LogoBook = createToken<LogoBook>('pos.logoBook');

export function createLogoBook({ db }: { db: Db }): LogoBook {
  const known = new Map<string, { readonly logo: Logo | undefined; readonly at: number }>();
  let changes = 0;
  return {
    async of(storeId) {
      const there = known.get(storeId);
      if (there && performance.now() - there.at < FRESH_MS) return there.logo;
      const before = changes;
      const row = await logoOf(db, storeId);
      const logo = row && (row.id === there?.logo?.id ? there.logo : logoFrom(row));
      // Changed while it was read: whoever asks next reads anew.
      if (before === changes) known.set(storeId, { logo, at: performance.now() });
      return logo;
    },
    forget(storeId) {
      changes++;
      known.delete(storeId);
    },
  };
}
export const logoBook = provide(LogoBook, { db: Db }, createLogoBook);

export function logoFrom({ id, wide, narrow }: LogoRow): Logo {
  const made = new Map<Columns, Dots>();
  return {
    id, width: wide.width, height: wide.height,
    on(columns) {
      const { width, height, bits } = columns === 48 ? wide : narrow;
      const dots = made.get(columns) ?? unpacked(width, height, Buffer.from(bits, 'base64'));
      made.set(columns, dots);
      return dots;
    },
  };
}

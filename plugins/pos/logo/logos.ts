import { Audit, Clock, Ids, Live, createToken, provide, type Scope, type Tx } from '@sontechsp/sdk';
import { errors } from '../errors.js';
import { dithered, fitted, packed, shadesOf, trimmed, type Shades } from './dots.js';
import { LogoBook } from './logo-book.js';
import { readPicture } from './picture-file.js';
import { deleteLogo, keepLogo, type LogoRow } from './store.js';

/** The logo at the head of a store's slips, as its managers choose it. */
export interface Logos {
  /** Makes it out of a PNG or JPEG, for both widths of paper. Nothing is written. `pos.logoUnreadable`, `pos.logoTooLarge`, `pos.logoEmpty`. */
  make(file: Uint8Array): Promise<Pick<LogoRow, 'wide' | 'narrow'>>;
  put(tx: Tx, scope: Scope, name: string, logo: Pick<LogoRow, 'wide' | 'narrow'>): Promise<LogoRow>;
  remove(tx: Tx, scope: Scope): Promise<void>;
}
export const Logos = createToken<Logos>('pos.logos');

/** In dots, of which eight make a millimetre: as wide as the paper prints, and no higher than a finger is wide. */
const MOST_HEIGHT = 200;
const widths = { wide: 576, narrow: 384 };

interface Deps { book: LogoBook; told: { audit: Audit; live: Live }; made: { ids: Ids; clock: Clock } }

export function createLogos({ book, told: { audit, live }, made }: Deps): Logos {
  const tell = (tx: Tx, { storeId }: Scope): void => tx.afterCommit(() => {
    book.forget(storeId);
    void live.publish(storeId, 'printing.changed', {});
  });
  return {
    async make(file) {
      const picture = trimmed(shadesOf(await readPicture(file)));
      if (!picture) throw errors('pos.logoEmpty');
      return { wide: onPaper(picture, widths.wide), narrow: onPaper(picture, widths.narrow) };
    },
    async put(tx, scope, name, logo) {
      const row: LogoRow = { store_id: scope.storeId, firm_id: scope.firmId, id: made.ids.next(), name, ...logo, changed_at: made.clock.now(), changed_by: scope.userId };
      await keepLogo(tx, row);
      tell(tx, scope);
      await audit.record(tx, scope, 'pos.logo.change', { type: 'host.store', id: scope.storeId }, { name, width: logo.wide.width, height: logo.wide.height });
      return row;
    },
    async remove(tx, scope) {
      if (await deleteLogo(tx, scope.storeId) === 0) return;
      tell(tx, scope);
      await audit.record(tx, scope, 'pos.logo.remove', { type: 'host.store', id: scope.storeId });
    },
  };
}
export const logosProvider = provide(Logos, { book: LogoBook, told: { audit: Audit, live: Live }, made: { ids: Ids, clock: Clock } }, createLogos);

function onPaper(picture: Shades, width: number): LogoRow['wide'] {
  const dots = dithered(fitted(picture, { width, height: MOST_HEIGHT }));
  return { width: dots.width, height: dots.height, bits: Buffer.from(packed(dots)).toString('base64') };
}

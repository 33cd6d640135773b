import { Audit, Clock, Db, Live, Refusal, createToken, provide, type Queries, type Scope } from '@sontechsp/sdk';
import { Catalogue, type ResolvedItem } from '../../katalog/contract.js';
import { errors } from '../errors.js';
import type { FavouritesBody, FavouritesReply } from './schemas.js';
import { findFavourites, keepFavourites, lockFavourites } from './store.js';

/** The goods a store sells by touch: pages of tiles, as its manager arranged them. */
export interface Favourites {
  show(scope: Scope): Promise<FavouritesReply>;
  /**
   * Puts this in the place of all that was. `pos.favouritesChanged` when it was made from another version than stands, `katalog.notFound` for a product nobody knows, `pos.favouriteTwice` for one that
   * stands on a page twice.
   */
  arrange(scope: Scope, layout: FavouritesBody): Promise<FavouritesReply>;
}
export const Favourites = createToken<Favourites>('pos.favourites');

interface Deps {
  db: Db;
  catalogue: Catalogue;
  clock: Clock;
  audit: Audit;
  live: Live;
}
type Pages = FavouritesBody['pages'];

export function createFavourites({ db, catalogue, clock, audit, live }: Deps): Favourites {
  async function goodsOf(queries: Queries, scope: Scope, pages: Pages): Promise<Map<string, ResolvedItem | undefined>> {
    const ids = [...new Set(pages.flatMap(page => page.tiles.map(tile => tile.productId)))];
    const items = ids.length === 0 ? [] : await catalogue.resolve(queries, scope, ids.map(productId => ({ productId })));
    return new Map(ids.map((id, at) => [id, items[at]]));
  }

  return {
    async show(scope) {
      const found = await findFavourites(db, scope.storeId);
      const pages = found?.pages as Pages | undefined ?? [];
      return shown(found?.version ?? 0, pages, await goodsOf(db, scope, pages));
    },

    async arrange(scope, { version, pages }) {
      for (const { tiles } of pages) {
        const twice = tiles.find((tile, at) => tiles.findIndex(other => other.productId === tile.productId) < at);
        if (twice) throw errors('pos.favouriteTwice', { productId: twice.productId });
      }
      return db.transaction(async tx => {
        const row = { store_id: scope.storeId, firm_id: scope.firmId, changed_at: clock.now(), changed_by: scope.userId };
        const before = await lockFavourites(tx, row);
        if (version !== undefined && version !== before.version) throw errors('pos.favouritesChanged', { version: before.version });
        const next = before.version + 1;
        const goods = await goodsOf(tx, scope, pages);
        const absent = [...goods.keys()].filter(id => !goods.get(id));
        // Taken out of sale meanwhile: it is kept, and shown again should it come back.
        const names = await catalogue.names(tx, scope, absent);
        const unknown = absent.find(id => !names.has(id));
        if (unknown !== undefined) throw new Refusal('katalog.notFound', 404, { productId: unknown });
        await keepFavourites(tx, { ...row, pages, version: next });
        await audit.record(tx, scope, 'pos.favourites.change', { type: 'host.store', id: scope.storeId }, { pages: pages.length, tiles: pages.reduce((n, page) => n + page.tiles.length, 0) });
        tx.afterCommit(() => void live.publish(scope.storeId, 'favourites.changed', { version: next }));
        return shown(next, pages, goods);
      });
    },
  };
}
export const favourites = provide(Favourites, { db: Db, catalogue: Catalogue, clock: Clock, audit: Audit, live: Live }, createFavourites);

function shown(version: number, pages: Pages, goods: ReadonlyMap<string, ResolvedItem | undefined>): FavouritesReply {
  return {
    version,
    pages: pages.map(({ name, colour = 'plain', tiles }) => ({
      name, colour,
      tiles: tiles.flatMap(({ productId, colour: own = 'plain' }) => {
        const item = goods.get(productId);
        return item ? [{ productId, colour: own, name: item.name, unit: item.unit, price: item.price, vatRate: item.vatRate }] : [];
      }),
    })),
  };
}

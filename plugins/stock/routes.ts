import { Audit, Db, Refusal, Tenancy, fromThousandths, route, toThousandths, type Queries, type Scope } from '@sontechsp/sdk';
import { Catalogue, type ProductName } from '../katalog/contract.js';
import { errors } from './errors.js';
import { StockLedger } from './ledger.js';
import { listBalances, listMovements } from './list-store.js';
import { balanceOf, movementOf } from './reply.js';
import {
  balance, balanceList, balanceQuery, levelsBody, movementBody, movementList, movementMade, movementQuery, productParams,
} from './schemas.js';
import { everything, wantedBy } from './search.js';
import { settings } from './settings.js';
import { updateLevels, type Place } from './store.js';

async function productOf(catalogue: Catalogue, db: Queries, scope: Scope, id: string): Promise<ProductName> {
  const name = (await catalogue.names(db, scope, [id.toLowerCase()])).get(id.toLowerCase());
  if (!name) throw new Refusal('katalog.notFound', 404, { productId: id });
  return name;
}
/** A warehouse of the caller's store; the one it sells from when none is named. */
async function placeOf(tenancy: Tenancy, scope: Scope, warehouseId: string | undefined): Promise<Place> {
  const warehouse = warehouseId === undefined ? await tenancy.defaultWarehouse(scope.storeId) : await tenancy.warehouse(scope.storeId, warehouseId.toLowerCase());
  if (!warehouse) throw errors('stock.notFound', { warehouseId });
  return { firmId: scope.firmId, storeId: scope.storeId, warehouseId: warehouse.id };
}

const readBalances = route({
  method: 'GET', path: '/balances', permission: 'stock.read', query: balanceQuery, reply: balanceList,
  summary: 'How many of each product the store has.',
  use: { db: Db, catalogue: Catalogue, settings },
  async handle({ scope, query, use: { db, catalogue, settings: reader } }) {
    const { critical } = await reader.read(scope);
    const { items, nextCursor } = await listBalances(db, scope, query, await wantedBy(catalogue, scope, query.q), critical);
    return { items: items.map(row => balanceOf(row, critical)), nextCursor };
  },
});

const setLevels = route({
  method: 'PATCH', path: '/balances/:productId', permission: 'stock.write', params: productParams, body: levelsBody, reply: balance,
  summary: 'Gives a product levels of its own in a warehouse; null gives back the store\'s.',
  use: { db: Db, catalogue: Catalogue, tenancy: Tenancy, ledger: StockLedger, audit: Audit, settings },
  async handle({ scope, params, body, use: { db, catalogue, tenancy, ledger, audit, settings: reader } }) {
    const product = await productOf(catalogue, db, scope, params.productId);
    const place = await placeOf(tenancy, scope, body.warehouseId);
    const level = (value: number | null | undefined) => (value == null ? value : toThousandths(value));
    const changes = Object.fromEntries(
      Object.entries({ floor: level(body.floor), warn_at: level(body.warnAt), critical: level(body.critical) }).filter(([, value]) => value !== undefined));
    await db.transaction(async tx => {
      await ledger.lock(tx, place, [product.id]);
      if (Object.keys(changes).length === 0) return;
      await updateLevels(tx, product.id, place.warehouseId, changes);
      await audit.record(tx, scope, 'stock.balance.update', { type: 'product', id: product.id }, { ...body, warehouseId: place.warehouseId });
    });
    const { critical } = await reader.read(scope);
    const { items: [row] } = await listBalances(db, scope, { productId: product.id, warehouseId: place.warehouseId }, everything, critical);
    return balanceOf(row!, critical);
  },
});

const readMovements = route({
  method: 'GET', path: '/movements', permission: 'stock.read', query: movementQuery, reply: movementList,
  summary: 'What changed the store\'s balances, newest first.',
  use: { db: Db, catalogue: Catalogue },
  async handle({ scope, query, use: { db, catalogue } }) {
    const { items, nextCursor } = await listMovements(db, scope, query, await wantedBy(catalogue, scope, query.q));
    return { items: items.map(row => movementOf(row, row.name, scope)), nextCursor };
  },
});

const move = route({
  method: 'POST', path: '/movements', permission: 'stock.write', body: movementBody, reply: movementMade, status: 201,
  summary: 'Books goods in, goods out or a correction. No floor is obeyed.',
  use: { db: Db, catalogue: Catalogue, tenancy: Tenancy, ledger: StockLedger, audit: Audit },
  async handle({ scope, body, once, use: { db, catalogue, tenancy, ledger, audit } }) {
    const product = await productOf(catalogue, db, scope, body.productId);
    const place = await placeOf(tenancy, scope, body.warehouseId);
    const quantity = toThousandths(body.quantity) * (body.type === 'out' ? -1 : 1);
    return once(async tx => {
      const locked = await ledger.lock(tx, place, [product.id]);
      const change = { id: body.id?.toLowerCase(), productId: product.id, quantity, unitCost: body.unitCost };
      const [row] = ledger.book(tx, scope, place, locked, [change], { type: body.type, reason: body.reason });
      await audit.record(tx, scope, 'stock.movement.create', { type: 'product', id: product.id }, { type: body.type, quantity: body.quantity, reason: body.reason });
      return { ...movementOf(row!, product.name, scope), onHand: fromThousandths(locked.get(product.id)!.on_hand + quantity) };
    });
  },
});

export const routes = [readBalances, setLevels, readMovements, move];

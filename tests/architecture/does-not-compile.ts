/**
 * What must not compile. `npm test` checks the types of this file: each `@ts-expect-error` fails the run when the line below it
 * is accepted.
 */
import { createToken, definePlugin, defineSettings, object, provide, route, shapeHook, t, tap, vetoHook, type Db } from '@sontechsp/sdk';

interface Ledger { count(id: string): number }
const Ledger = createToken<Ledger>('sample.ledger');
const price = shapeHook<{ total: number }>('sample.price');
const allowed = vetoHook<{ total: number }>('sample.allowed', { onFault: 'open' });

// @ts-expect-error a route without a permission
route({ method: 'GET', path: '/x', handle: async () => ({}) });

route({
  method: 'POST', path: '/x', permission: 'sample.write', body: object({ name: t.String() }),
  // @ts-expect-error a field the schema does not have
  handle: async ({ body }) => ({ title: body.title }),
});

route({
  method: 'GET', path: '/x', permission: 'sample.read', reply: object({ total: t.Integer() }),
  // @ts-expect-error a reply that is not of the schema
  handle: async () => ({ total: 'ten' }),
});

// @ts-expect-error a factory that makes something else than the token names
provide(Ledger, {}, () => ({ weigh: () => 1 }));

// @ts-expect-error a dependency the factory was not given
provide(Ledger, {}, ({ db }: { db: Db }) => ({ count: () => (db ? 1 : 0) }));

// @ts-expect-error a shaping tap that returns another type
tap(price, {}, () => 'cheap');

// @ts-expect-error only join hooks have stages
tap(allowed, { stage: 'early' }, () => undefined);

// @ts-expect-error a plugin without an id
definePlugin({ name: 'Sample', version: '1.0.0' });

const settings = defineSettings('sample', 'store', object({ floor: t.Integer({ default: -5 }) }));
tap(price, { use: { settings } }, async (value, { settings, scope }) => {
  // @ts-expect-error a setting that is not declared
  return { total: value.total + (await settings.read(scope)).ceiling };
});

import { adapter, choice, col, definePlugin, defineSettings, job, object, permission, route, screen, secret, subscribe, t, table, topic, type PluginSpec } from '@sontechsp/sdk';
import { carrier } from '@sontechsp/sdk/carrier';
import { expect } from 'chai';
import { core } from '../../host/core.js';
import { installed } from '../../host/installed.js';
import { checkDeclarations } from '../../host/kernel/declarations.js';

const told = topic('kahve.cup.poured', object({}));
const get = (path: string, permission = 'signedIn') => route({ method: 'GET', path, permission, handle: async () => ({}) });
const hears = (of: typeof told, id = 'kahve.hear') => subscribe(of, id, {}, async () => undefined);
const settings = (field: Parameters<typeof object>[0][string]) => defineSettings('kahve', 'store', object({ field }));
const wrong = (spec: Partial<PluginSpec>): string => {
  try {
    checkDeclarations(definePlugin({ id: 'kahve', name: 'Kahve', version: '1.0.0', ...spec }));
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('What a plugin declares', () => {
  it('is right in everything of the house', () => {
    for (const plugin of [core, ...installed]) checkDeclarations(plugin);
  });

  it('is right in what leans on a plugin that is listed', () => {
    expect(wrong({
      requires: ['pos@^0.1.0'], optional: ['kargo'], topics: [told], permissions: [permission('kahve.read', {})], tables: [table('kahve_t', { id: col.id() })],
      routes: [get('/'), get('/cups/:id/label.pdf', 'kahve.read'), get('/sales', 'pos.sell'), get('/users', 'host.users.read'), get('/open', 'public')],
      outbox: [hears(told), hears(topic('pos.sale.completed', object({})) as typeof told, 'kahve.sale')],
      settings: settings(choice(['a', 'b'], { default: 'b' })),
    })).to.equal('');
  });

  const cases: readonly [string, Partial<PluginSpec>, RegExp][] = [
    ['whose address would lie beside its own', { routes: [get('x')] }, /declares the route GET 'x'\. Write its path as/],
    ['whose address leads up', { routes: [get('/../pos/sales')] }, /Write its path as/],
    ['that asks for a permission it does not declare', { routes: [get('/x', 'kahve.read')] }, /asks for the permission 'kahve\.read' at its route GET \/x, which it does not declare/],
    ['whose screen asks for that of a plugin it does not list', { screens: [screen({ path: '/kahve', title: 't', permission: 'pos.sell', module: 'm' })] }, /'pos\.sell' at its screen \/kahve, which is of 'pos', which it does not list/],
    ['that hears of a topic of its own nobody declared', { outbox: [hears(told)] }, /hears of 'kahve\.cup\.poured' in 'kahve\.hear', which it does not declare/],
    ['that hears of a plugin it does not list', { outbox: [hears(topic('pos.sale.completed', object({})) as typeof told)] }, /'pos\.sale\.completed' of 'pos', which it does not list/],
    ['whose default is below what is allowed', { settings: settings(t.Integer({ default: 1, minimum: 5 })) }, /the field 'field' the default 1, which the field itself refuses/],
    ['whose default is none of the choices', { settings: settings(choice(['a'], { default: 'b' as 'a' })) }, /the default "b"/],
    ['whose secret lies inside another field', { settings: settings(object({ inner: secret() })) }, /secret inside the field 'field'/],
    ['whose ids are another\'s', { topics: [topic('pos.cup', object({}))] }, /declares the topic 'pos\.cup'\. Begin it with 'kahve\.'/],
    ['whose job never comes', { jobs: [job({ id: 'kahve.j', schedule: { cron: '0 0 31 2 *' }, per: 'store' }, async () => undefined)] }, /never comes/],
    ['with an adapter for a contract it does not list', { adapters: [adapter(carrier, { id: 'kahve', title: 'K', connection: object({}) }, {} as never)] }, /of 'kargo', which it does not list/],
  ];
  for (const [what, spec, reason] of cases) it(`keeps off a plugin ${what}`, () => {
    expect(wrong(spec)).to.match(/^Plugin 'kahve'/).and.match(reason);
  });
});

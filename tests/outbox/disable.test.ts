import { expect } from 'chai';
import type { Host } from '../../host/boot.js';
import { PluginSwitch } from '../../host/plugins/switch.js';
import { PluginStates } from '../../host/tokens.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { bootAt } from '../support/host.js';
import { lines, stateOf, tell } from './letters.js';
import { startRemote, type Remote } from './remote.js';
import { until } from './rig.js';
import { post } from './sender.js';
import { openShopIn } from './shop.js';

eachDatabase('When a plugin is switched off in a store, its outbox rows', kind => {
  let host: Host;
  let remote: Remote;
  beforeEach(async () => { remote = await startRemote(); });
  afterEach(async () => {
    await host.stop();
    await remote.stop();
  });
  async function shopWith(onDisable: 'hold' | 'drain' | 'cancel') {
    ({ host } = await bootAt(await freshPlace(kind), [post(remote.url, { onDisable })]));
    const { scope, storeId } = await openShopIn(host);
    const plugins = host.resolve(PluginSwitch);
    const now = async () => ({ ...scope, plugins: await host.resolve(PluginStates).setFor(storeId) });
    return {
      tell: async (ref: string) => tell(host, [ref], { scope: await now() }),
      /** As told by a sale that began while it was on. */
      tellFromBefore: (ref: string) => tell(host, [ref], { scope: { ...scope, plugins: { version: 0, has: () => true } } }),
      turn: (enabled: boolean) => plugins.set(scope, 'posta', storeId, { enabled }),
    };
  }

  it('wait, those that failed before too, and go when it is on again', async () => {
    const shop = await shopWith('hold');
    remote.become(({ ref }) => ({ status: ref === 'failed-1' ? 503 : 200 }));
    await shop.tell('failed-1');
    await until(async () => (await stateOf(host))['failed-1'] === 'retry');
    await shop.turn(false);
    remote.become(() => ({ status: 200 }));
    await shop.tell('new-1');
    await shop.tellFromBefore('old-1');
    await until(async () => Object.values(await stateOf(host)).every(s => s === 'held'));
    expect([...remote.effects.keys()]).to.deep.equal([]);
    await shop.turn(true);
    await until(async () => Object.values(await stateOf(host)).every(s => s === 'done'));
    expect([...remote.effects.values()]).to.deep.equal([1, 1, 1]);
    expect((await lines(host))['new-1']!.attempts).to.equal(1);
  });

  it('are sent all the same where the subscriber says `drain`', async () => {
    const shop = await shopWith('drain');
    await shop.turn(false);
    await shop.tell('new-1');
    await shop.tellFromBefore('old-1');
    await until(async () => JSON.stringify(await stateOf(host)) === JSON.stringify({ 'new-1': 'done', 'old-1': 'done' }));
  });

  it('are given up where the subscriber says `cancel`, and stay given up', async () => {
    const shop = await shopWith('cancel');
    await shop.turn(false);
    await shop.tell('new-1');
    await shop.tellFromBefore('old-1');
    await until(async () => JSON.stringify(await stateOf(host)) === JSON.stringify({ 'new-1': 'cancelled', 'old-1': 'cancelled' }));
    await shop.turn(true);
    await shop.tell('new-2');
    await until(async () => (await stateOf(host))['new-2'] === 'done');
    expect([...remote.effects.keys()]).to.deep.equal(['new-2']);
    expect((await lines(host))['old-1']).to.include({ state: 'cancelled', closed_by: 'plugin.disabled', attempts: 0 });
  });
});

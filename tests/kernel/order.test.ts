import { expect } from 'chai';
import { definePlugin, type Plugin, type PluginSpec } from '@sontechsp/sdk';
import { orderPlugins } from '../../host/kernel/order.js';
import { sdkVersion } from '../../host/packages/rules.js';

const plugin = (id: string, spec: Partial<PluginSpec> = {}): Plugin => definePlugin({ id, name: id, version: '1.0.0', ...spec });
const boot = (...plugins: Plugin[]) => {
  const { order, off } = orderPlugins(plugins);
  return { order: order.map(p => p.id), off: Object.fromEntries(off.map(o => [o.plugin.id, o.reason])) };
};

describe('Plugins', () => {
  it('boot after those they require, whatever the order of the list', () => {
    expect(boot(plugin('c', { requires: ['b'] }), plugin('b', { requires: ['a@^1.0.0'] }), plugin('a')).order).to.deep.equal(['a', 'b', 'c']);
  });

  it('boot after an optional one that is there', () => {
    expect(boot(plugin('b', { optional: ['a'] }), plugin('a')).order).to.deep.equal(['a', 'b']);
    expect(boot(plugin('b', { optional: ['a'] })).order).to.deep.equal(['b']);
  });

  it('that lack another stay off, and those behind them too, each reason naming both parties', () => {
    const { order, off } = boot(plugin('a'), plugin('stock', { requires: ['katalog'] }), plugin('shelf', { requires: ['stock'] }));
    expect(order).to.deep.equal(['a']);
    expect(off.stock).to.equal("Plugin 'stock' requires 'katalog', which is not installed. Install 'katalog' or remove 'stock'.");
    expect(off.shelf).to.match(/^Plugin 'shelf' requires 'stock', which is off: Plugin 'stock' requires 'katalog'/);
  });

  it('of an unfit version, in conflict, in a circle or installed twice stay off', () => {
    expect(boot(plugin('a'), plugin('b', { requires: ['a@^2.0.0'] })).off.b).to.match(/requires 'a' \^2\.0\.0, but 1\.0\.0 is installed/);
    expect(boot(plugin('a'), plugin('b', { conflicts: ['a'] })).off.b).to.match(/does not work together with 'a'/);
    expect(Object.keys(boot(plugin('a', { requires: ['b'] }), plugin('b', { requires: ['a'] })).off).sort()).to.deep.equal(['a', 'b']);
    expect(boot(plugin('a'), plugin('a')).order).to.deep.equal(['a']);
  });

  it('are held to the sdk they are written for', () => {
    const { order, off } = boot(plugin('any'), plugin('fits', { sdk: `^${sdkVersion}` }), plugin('later', { sdk: '^99.0.0' }), plugin('odd', { sdk: 'soon' }), plugin('behind', { requires: ['later'] }));
    expect(order).to.deep.equal(['any', 'fits']);
    expect(off['later']).to.equal(`Plugin 'later' is written for sdk ^99.0.0, but this host has ${sdkVersion}. Install a version of 'later' made for it, or update the host.`);
    expect(off['odd']).to.match(/sdk 'soon', which is no range/);
    expect(off['behind']).to.match(/requires 'later', which is off/);
  });
});

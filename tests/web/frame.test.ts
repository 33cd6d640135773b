import { signal } from '@preact/signals';
import { expect } from 'chai';
import { createFrame } from '../../host/web/frame/frame.model.js';
import { fakeApi, tick } from './fakes.js';

const screenOf = (plugin: string, path: string, more: object = {}) => ({ plugin, path, title: 'screens.x', module: 'x', menu: { group: 'stock', order: 1, icon: 'box' }, till: false, url: `/web/plugins/${plugin}.js`, ...more });

function rig(first: object[]) {
  let screens = first;
  const { api } = fakeApi(() => ({ version: 1, screens, slots: [{ plugin: 'stock', slot: 'pos.basket.line', module: 'badge', url: '/web/plugins/stock.js' }].filter(() => screens.length === first.length) }));
  const heard = new Map<string, () => void>();
  const connected = signal(false);
  const loads: string[] = [];
  const frame = createFrame({
    api, own: () => [], ownView: () => Promise.reject(new Error('none')),
    events: { connected, on: (type, hear) => { heard.set(type, hear as () => void); return () => heard.delete(type); } },
    load: async url => {
      loads.push(url);
      return { screens: { x: async () => ({ default: () => null }) }, slots: { badge: async () => ({ default: () => null }) } };
    },
  });
  return { frame, heard, connected, loads, change(next: object[]) { screens = next; } };
}

describe('the frame', () => {
  it('lets screens and slots of a plugin vanish when it goes off, and knows that they were there', async () => {
    const { frame, heard, change } = rig([screenOf('pos', '/sale', { till: true }), screenOf('stock', '/stock'), screenOf('stock', '/stock/:id', { menu: null })]);
    await frame.load();
    frame.follow();
    expect([frame.find('/stock')?.screen.plugin, frame.find('/stock/7')?.params, frame.of('pos.basket.line').length]).to.deep.equal(['stock', { id: '7' }, 1]);
    change([screenOf('pos', '/sale', { till: true })]);
    heard.get('plugins.changed')!();
    await tick();
    expect([frame.find('/stock'), frame.of('pos.basket.line')]).to.deep.equal([undefined, []]);
    expect([frame.vanished('/stock'), frame.vanished('/stock/7'), frame.vanished('/nowhere')]).to.deep.equal([true, true, false]);
  });
  it('asks again when the stream of events comes back', async () => {
    const { frame, connected, change } = rig([screenOf('pos', '/sale')]);
    await frame.load();
    frame.follow();
    connected.value = true;
    change([]);
    connected.value = false;
    await tick();
    expect(frame.find('/sale')).to.not.equal(undefined);
    connected.value = true;
    await tick();
    expect(frame.find('/sale')).to.equal(undefined);
  });
  it('loads a plugin once for all its parts', async () => {
    const { frame, loads } = rig([screenOf('stock', '/stock')]);
    await frame.load();
    await frame.component(frame.find('/stock')!.screen);
    await frame.of('pos.basket.line')[0]!.load();
    expect(loads).to.deep.equal(['/web/plugins/stock.js']);
  });
});

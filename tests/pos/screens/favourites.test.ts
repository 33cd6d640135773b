import { expect } from 'chai';
import { commandOf } from '../../../plugins/pos/screens/keys.js';
import { createArrange } from '../../../plugins/pos/screens/favourites/arrange.model.js';
import { itemOfTile, type Tile } from '../../../plugins/pos/screens/favourites/favourites.model.js';
import { gridMove } from '../../../plugins/pos/screens/favourites/grid-keys.js';
import { createDisplay } from '../../../plugins/pos/screens/display/display.model.js';
import type { DisplayMessage, DisplayState } from '../../../plugins/pos/screens/display/state.js';
import type { Api, Toasts } from '../../../sdk/ui/index.js';
import { fakeClock, fakeEvents, fakeHost, fakeStorage, openTill, problem, settle } from './fakes.js';

const tile = (productId: string, name: string, price: number): Tile => ({ productId, name, price, colour: 'plain', unit: 'piece', vatRate: 1 });
const plum = tile('plum', 'Erik', 4690);

describe('favourites at the till', () => {
  it('are a scan of one: the quantity typed before counts, and the done panel makes room', async () => {
    const { api } = fakeHost();
    const { clock, pass } = fakeClock();
    const till = openTill({ api, clock, storage: fakeStorage() });
    till.typed('3*');
    till.take(itemOfTile(plum));
    till.take(itemOfTile(plum));
    await pass(10);
    expect(till.till.keeper.basket.value.lines.map(line => line.kind === 'item' && [line.name, line.quantity])).to.deep.equal([['Erik', 4000]]);
  });

  it('wait for the next basket while a sale is being written', async () => {
    const host = fakeHost();
    const { clock, pass } = fakeClock();
    const till = openTill({ api: host.api, clock, storage: fakeStorage() });
    till.take(itemOfTile(plum));
    let answer = () => {};
    host.host.before = request => (request === 'sell' ? new Promise<void>(resolve => { answer = resolve; }) : undefined);
    till.command('cash');
    till.command('confirm');
    await pass(10);
    till.take(itemOfTile(tile('milk', 'Süt', 2500)));
    expect(till.till.keeper.basket.value.lines.length).to.equal(1);
    host.host.before = () => {};
    answer();
    await pass(50);
    expect([...host.sales.values()].map(kept => kept.reply.lines.map(line => line.productId))).to.deep.equal([['plum']]);
    expect(till.till.keeper.basket.value.lines.map(line => line.kind === 'item' && line.name)).to.deep.equal(['Süt']);
  });

  it('are called with Ctrl+F, remembered by the till, and asked for only where they are shown', async () => {
    const { api, asked } = fakeHost();
    const { clock } = fakeClock();
    const storage = fakeStorage();
    const press = (key: string) => commandOf({ key, code: '', ctrl: true, alt: false, shift: false, field: true });
    expect(press('f')).to.equal('favourites');
    const till = openTill({ api, clock, storage });
    expect([till.favourites.shown.value, asked.includes('/api/pos/favourites')]).to.deep.equal([false, false]);
    till.command('favourites');
    await settle();
    expect([till.favourites.shown.value, till.favourites.called.value, asked.includes('/api/pos/favourites')]).to.deep.equal([true, 0, true]);
    expect(openTill({ api, clock, storage }).favourites.shown.value).to.equal(true);
  });

  it('are walked by arrows within the grid', () => {
    const from = (at: number) => ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'x'].map(key => gridMove(key, at, 7, 3));
    expect(from(0)).to.deep.equal([1, 0, 3, 0, 0, 6, undefined]);
    expect(from(6)).to.deep.equal([6, 5, 6, 3, 0, 6, undefined]);
    expect(gridMove('ArrowRight', 0, 0, 3)).to.equal(undefined);
  });
});

describe('arranging favourites', () => {
  it('moves tiles within a page and to another, and sends the whole when it is saved', async () => {
    const sent: unknown[] = [];
    const layout = { version: 4, pages: [{ name: 'A', colour: 'plain', tiles: [tile('a', 'a', 1), tile('b', 'b', 2), tile('c', 'c', 3)] }, { name: 'B', colour: 'warn', tiles: [tile('b', 'b', 2)] }] };
    const api = { get: async () => layout, put: async (_: string, body: { pages: object[] }) => { sent.push(body); return { version: 5, pages: layout.pages }; } } as unknown as Api;
    const model = createArrange({ api, clock: fakeClock().clock, events: fakeEvents(), toast: { success() {} } as unknown as Toasts, t: key => key });
    await model.load();
    const shown = () => model.pages.value.map(page => page.tiles.map(one => one.productId).join(''));
    model.choose(0);
    model.moveTo(2);
    expect([shown(), model.chosen.value, model.changed.value]).to.deep.equal([['bca', 'b'], 2, true]);
    model.moveToPage(1);
    expect([shown(), model.at.value, model.chosen.value]).to.deep.equal([['bc', 'ba'], 1, 1]);
    model.turn(0);
    model.choose(0);
    model.moveToPage(1);
    expect(shown(), 'one that stands there already').to.deep.equal(['c', 'ba']);
    model.turn(0);
    model.movePage(1);
    model.changePage({ name: ' Son ' });
    model.choose(0);
    model.colourTile('success');
    model.removeTile();
    model.addPage();
    expect(shown()).to.deep.equal(['ba', '', '']);
    await model.save();
    expect(sent).to.deep.equal([{ version: 4, pages: [
      { name: 'B', colour: 'warn', tiles: [{ productId: 'b', colour: 'plain' }, { productId: 'a', colour: 'plain' }] },
      { name: 'Son', colour: 'plain', tiles: [] }, { name: 'pos:ui.favourites.newPage', colour: 'plain', tiles: [] },
    ] }]);
    expect(model.changed.value).to.equal(false);
  });

  it('shows what was taken out of sale in its place, and sends it along unless it is removed', async () => {
    const sent: { pages: { tiles: { productId: string }[] }[] }[] = [];
    const layout = { version: 1, pages: [{ name: 'A', colour: 'plain', tiles: [tile('a', 'a', 1), tile('c', 'c', 3)], gone: [{ productId: 'b', colour: 'warn', name: 'b', place: 1 }] }] };
    const api = { get: async () => layout, put: async (_: string, body: (typeof sent)[number]) => { sent.push(body); return { ...layout, version: 2 }; } } as unknown as Api;
    const model = createArrange({ api, clock: fakeClock().clock, events: fakeEvents(), toast: { success() {} } as unknown as Toasts, t: key => key });
    await model.load();
    expect(model.page.value!.tiles.map(({ productId, price }) => [productId, price])).to.deep.equal([['a', 1], ['b', undefined], ['c', 3]]);
    expect(model.changed.value).to.equal(false);
    model.choose(2);
    model.moveTo(0);
    await model.save();
    model.choose(1);
    model.removeTile();
    await model.save();
    expect(sent.map(({ pages }) => pages[0]!.tiles.map(one => one.productId).join(''))).to.deep.equal(['cab', 'ac']);
  });

  it('is told when somebody else saved first, saves nothing over it, and goes on from both', async () => {
    const page = (name: string, ...ids: string[]) => ({ name, colour: 'plain', tiles: ids.map(id => tile(id, id, 1)) });
    let stands = { version: 1, pages: [page('A', 'a', 'b')] };
    const api = {
      get: async () => stands,
      put: async (_: string, body: typeof stands) => {
        if (body.version !== stands.version) throw problem(409, 'pos.favouritesChanged', { version: stands.version });
        return stands = { version: stands.version + 1, pages: body.pages.map(one => page(one.name, ...one.tiles.map(t => t.productId))) };
      },
    } as unknown as Api;
    const events = fakeEvents();
    const model = createArrange({ api, clock: fakeClock().clock, events, toast: { success() {}, show() {} } as unknown as Toasts, t: key => key });
    const stop = model.start();
    await settle();
    model.choose(0);
    model.removeTile();
    model.addPage();
    stands = { version: 2, pages: [page('A', 'a', 'b', 'c')] };
    await model.save();
    expect([model.conflict.value, model.problem.value, stands.version, model.changed.value]).to.deep.equal([true, undefined, 2, true]);
    await model.merge();
    const shown = () => model.pages.value.map(one => `${one.name}:${one.tiles.map(t => t.productId).join('')}`);
    expect([shown(), model.conflict.value, model.changed.value]).to.deep.equal([['A:bc', 'pos:ui.favourites.newPage:'], false, true]);
    await model.save();
    expect([stands.version, model.changed.value]).to.deep.equal([3, false]);

    // News of another's save come before one's own: with nothing to lose it is shown, else one is told.
    stands = { version: 4, pages: [page('B', 'x')] };
    events.tell('favourites.changed', { version: 4 });
    await settle();
    expect(shown()).to.deep.equal(['B:x']);
    model.addPage();
    events.tell('favourites.changed', { version: 4 });
    expect(model.conflict.value).to.equal(false);
    events.tell('favourites.changed', { version: 5 });
    expect([model.conflict.value, shown()]).to.deep.equal([true, ['B:x', 'pos:ui.favourites.newPage:']]);
    await model.load();
    expect([model.conflict.value, shown()]).to.deep.equal([false, ['B:x']]);
    stop();
  });
});

describe('the customer\'s window', () => {
  it('asks for what to show, shows it, and rests when the till is gone', () => {
    const sent: DisplayMessage[] = [];
    const channel = { postMessage: (message: DisplayMessage) => void sent.push(message), onmessage: null as BroadcastChannel['onmessage'] };
    const { state } = createDisplay(channel);
    const hear = (data: DisplayMessage) => (channel.onmessage as unknown as (event: { data: DisplayMessage }) => void)({ data });
    expect([sent, state.value]).to.deep.equal([[{ say: 'ask' }], undefined]);
    hear({ say: 'here' });
    const basket = { kind: 'basket', store: 'Merkez', lines: [{ key: '1' }], sums: [], main: undefined } as unknown as DisplayState;
    hear({ say: 'show', state: basket });
    expect([sent.length, state.value]).to.deep.equal([2, basket]);
    hear({ say: 'gone' });
    expect([state.value?.kind, state.value?.lines, state.value?.store]).to.deep.equal(['idle', [], 'Merkez']);
  });
});

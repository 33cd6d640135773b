import { expect } from 'chai';
import {
  collectHook, definePlugin, joinHook, Refusal, shapeHook, tap, vetoHook,
  type CollectHook, type JoinHook, type Plugin, type Scope, type ShapeHook, type Tap, type Tx, type VetoHook,
} from '@sontechsp/sdk';
import { createFaultRecord } from '../../host/kernel/fault-record.js';
import { createHooks } from '../../host/kernel/hooks.js';

const price = shapeHook<{ total: number }>('shop.price', { budget: 30 });
const open = vetoHook<{ total: number }>('shop.open', { onFault: 'open', budget: 30 });
const closed = vetoHook<{ total: number }>('shop.closed', { onFault: 'closed', budget: 30 });
const join = joinHook<{ total: number }>('shop.join', { budget: 30 });
const badges = collectHook<{ total: number }, string>('shop.badges', { budget: 30 });
const owner = definePlugin({ id: 'shop', name: 'Shop', version: '1.0.0', hooks: [price, open, closed, join, badges] });

const scope = (off: string[] = []): Scope => ({
  firmId: 'f', storeId: 's', terminalId: 't', userId: 'u', language: 'en', requestId: 'r',
  plugins: { version: 1, has: id => !off.includes(id) }, can: () => true, limit: () => 100,
});
const tx = { dialect: 'sqlite' } as Tx;
const guest = (id: string, ...taps: Tap[]): Plugin => definePlugin({ id, name: id, version: '1.0.0', requires: ['shop'], taps });
const hang = (): Promise<never> => new Promise(() => undefined);

function build(...guests: Plugin[]) {
  const record = createFaultRecord(() => 'now', { warn: () => undefined });
  const hooks = createHooks(record);
  hooks.declare(owner);
  hooks.tapAll([owner, ...guests], () => () => ({}));
  return {
    faults: record.faults,
    price: hooks.caller(price) as ShapeHook<{ total: number }>['call'],
    open: hooks.caller(open) as VetoHook<{ total: number }>['call'],
    closed: hooks.caller(closed) as VetoHook<{ total: number }>['call'],
    join: hooks.caller(join) as JoinHook<{ total: number }>['call'],
    badges: hooks.caller(badges) as CollectHook<{ total: number }, string>['call'],
  };
}

describe('A hook', () => {
  it('that shapes keeps the value of a tap that throws, hangs, returns nothing or spoils it half-way, and reports each', async () => {
    const hooks = build(
      guest('good', tap(price, {}, v => ({ total: v.total - 10 }))),
      guest('throws', tap(price, {}, v => { v.total = 0; throw new Error('x'); })),
      guest('hangs', tap(price, {}, hang)),
      guest('nothing', tap(price, {}, () => undefined as never)),
      guest('last', tap(price, {}, v => ({ total: v.total * 2 }))),
    );
    const { value, skipped } = await hooks.price(scope(), { total: 110 });
    expect(value).to.deep.equal({ total: 200 });
    expect(skipped.map(s => [s.plugin, s.reason])).to.deep.equal([['throws', 'threw'], ['hangs', 'timeout'], ['nothing', 'invalid']]);
    expect(hooks.faults).to.have.length(3);
  });

  it('that may refuse ignores a failing tap when it is open, and refuses naming it when it is closed', async () => {
    for (const bad of [() => { throw new Error('x'); }, hang, () => 'no' as never]) {
      const hooks = build(guest('bad', tap(open, {}, bad), tap(closed, {}, bad)));
      expect(await hooks.open(scope(), { total: 1 })).to.equal(undefined);
      const refusal = await hooks.closed(scope(), { total: 1 });
      expect([refusal?.code, refusal?.facts]).to.deep.equal(['plugin.failed', { plugin: 'bad' }]);
    }
  });

  it('that may refuse stops at the first refusal, returned or thrown', async () => {
    const returned = build(guest('one', tap(open, {}, () => new Refusal('one.no', 422))), guest('two', tap(open, {}, () => { throw new Error('never reached'); })));
    expect((await returned.open(scope(), { total: 1 }))?.code).to.equal('one.no');
    expect(returned.faults).to.have.length(0);
    const thrown = build(guest('one', tap(open, {}, () => { throw new Refusal('one.no', 422); })));
    expect((await thrown.open(scope(), { total: 1 }))?.code).to.equal('one.no');
  });

  it('that joins fails the whole, naming the plugin; a refusal keeps its code and a deadlock reaches the transaction', async () => {
    const failing = async (run: () => never | Promise<never>): Promise<unknown> => build(guest('bad', tap(join, { stage: 'early' }, run))).join.early(scope(), { total: 1 }, tx).then(() => undefined, (e: unknown) => e);
    expect(await failing(() => { throw new Error('x'); })).to.include({ pluginFailed: true, plugin: 'bad' });
    expect(await failing(hang)).to.include({ pluginFailed: true, plugin: 'bad' });
    expect(await failing(() => { throw new Refusal('bad.no', 409); })).to.include({ refusal: true, code: 'bad.no' });
    expect(await failing(() => { throw Object.assign(new Error('deadlock'), { code: '40P01' }); })).to.include({ code: '40P01' });
  });

  it('that joins runs early taps before late ones, and skips those of a store where the plugin is off', async () => {
    const ran: string[] = [];
    const note = (what: string) => (): void => { ran.push(what); };
    const hooks = build(guest('a', tap(join, { stage: 'late' }, note('a late')), tap(join, { stage: 'early' }, note('a early'))), guest('b', tap(join, { stage: 'early' }, note('b early'))));
    await hooks.join.early(scope(['b']), { total: 1 }, tx);
    await hooks.join.late(scope(['b']), { total: 1 }, tx);
    expect(ran).to.deep.equal(['a early', 'a late']);
  });

  it('that collects gets nothing from a tap that throws, hangs or returns rubbish', async () => {
    const hooks = build(
      guest('a', tap(badges, {}, () => ['one'])), guest('b', tap(badges, {}, () => { throw new Error('x'); })),
      guest('c', tap(badges, {}, hang)), guest('d', tap(badges, {}, () => 'rubbish' as never)), guest('e', tap(badges, {}, async () => ['two'])),
    );
    expect(await hooks.badges(scope(), { total: 1 })).to.deep.equal(['one', 'two']);
    expect(hooks.faults.map(f => f.plugin)).to.deep.equal(['b', 'c', 'd']);
  });

  it('runs taps in boot order, but after the plugins a tap names', async () => {
    const add = (n: number, after?: string[]) => tap(price, after ? { after } : {}, v => ({ total: v.total * 10 + n }));
    const hooks = build(guest('first', add(1, ['third'])), guest('second', add(2)), guest('third', add(3)));
    expect((await hooks.price(scope(), { total: 0 })).value).to.deep.equal({ total: 231 });
  });

  it('of an owner that is not listed cannot be tapped', () => {
    const stranger = definePlugin({ id: 'stranger', name: 'x', version: '1.0.0', taps: [tap(price, {}, v => v)] });
    expect(() => build(stranger)).to.throw("Plugin 'stranger' taps 'shop.price' of 'shop', which it does not list.");
  });
});

import { expect } from 'chai';
import { createOutboxModel, type OutboxCase, type OutboxState } from '../../host/web/outbox/outbox.model.js';
import { ApiProblem } from '../../sdk/ui/index.js';
import { fakeApi, fakeClock, quiet, tick, words } from '../web/fakes.js';

const row = (id: string, state: OutboxState, extra: Partial<OutboxCase> = {}) => ({ id, topic: 't', subscriber: 's', state, inDoubt: false, history: [], ...extra });

function rig(answer: (method: string, path: string, body: unknown) => unknown = () => undefined) {
  let heard = (): void => undefined;
  const { clock, ring } = fakeClock();
  const { api, calls } = fakeApi((method, path, body) => {
    const own = answer(method, path, body);
    if (own !== undefined) return own;
    if (path === '/api/outbox/counts') return { counts: { dead: 1 } };
    if (path === '/api/outbox') return { items: [row('a', 'dead'), row('b', 'done')], nextCursor: null };
    return row(path.split('/')[3]!, path.endsWith('/retry') ? 'ready' : path.endsWith('/done') ? 'done' : path.endsWith('/cancel') ? 'cancelled' : 'dead');
  });
  const model = createOutboxModel({ api, toast: quiet, t: words, clock, events: { on: (_type: string, listener: (data: never) => void) => { heard = listener as () => void; return () => undefined; } } });
  return { model, calls, ring, told: () => heard(), posts: () => calls.filter(([method]) => method === 'POST').map(([, path, body]) => [path, body]) };
}

describe('The screen of the outbox', () => {
  it('shows the rows of a state', async () => {
    const { model, calls } = rig();
    await model.choose('dead');
    expect((calls.at(-1)![2] as { state: string }).state).to.equal('dead');
    await model.choose('all');
    expect((calls.at(-1)![2] as { state?: string }).state).to.equal(undefined);
  });
  it('tries a row again at once that surely was not sent, and asks first where it may have been', async () => {
    const { model, posts } = rig((method, path) => (method === 'GET' && path === '/api/outbox/u' ? row('u', 'uncertain', { inDoubt: true }) : undefined));
    await model.show('a');
    await model.want('retry');
    expect([posts(), model.open.value?.state, model.asking.value]).to.deep.equal([[['/api/outbox/a/retry', undefined]], 'ready', undefined]);
    await model.show('u');
    await model.want('retry');
    expect([posts().length, model.asking.value?.deed]).to.deep.equal([1, 'retry']);
    await model.confirm();
    expect(posts().length).to.equal(2);
  });
  it('wants a reason before a row is marked as done', async () => {
    const { model, posts } = rig();
    await model.list.reload();
    await model.show('a');
    await model.want('done');
    await model.confirm();
    expect([posts(), model.asking.value?.missing]).to.deep.equal([[], true]);
    model.reason('Telefonla soruldu');
    await model.confirm();
    expect(posts()).to.deep.equal([['/api/outbox/a/done', { reason: 'Telefonla soruldu' }]]);
    expect(model.list.items.value.map(item => item.state)).to.deep.equal(['done', 'done']);
  });
  it('shows how a row stands when somebody else was quicker', async () => {
    let sent = false;
    const { model } = rig((method, path) => {
      if (method === 'POST') throw new ApiProblem({ status: 409, code: 'outbox.notRetryable', title: '', detail: '' });
      return path === '/api/outbox/a' && sent ? row('a', 'done') : undefined;
    });
    await model.show('a');
    sent = true;
    await model.want('retry');
    expect([model.open.value?.state, (model.problem.value as ApiProblem).code, model.busy.value]).to.deep.equal(['done', 'outbox.notRetryable', undefined]);
  });
  it('offers what the state allows', () => {
    const { model } = rig();
    const offered = (state: OutboxState) => (['retry', 'cancel', 'done'] as const).filter(deed => model.may(row('x', state) as never, deed));
    expect((['ready', 'leased', 'retry', 'uncertain', 'dead', 'held', 'done', 'cancelled'] as const).map(offered)).to.deep.equal([
      ['cancel', 'done'], [], ['retry', 'cancel', 'done'], ['retry', 'cancel', 'done'], ['retry', 'cancel', 'done'], ['cancel', 'done'], [], [],
    ]);
  });
  it('follows what happens, by news and now and then by itself', async () => {
    const { model, calls, told, ring } = rig();
    const stop = model.start();
    await tick();
    const count = (path: string) => calls.filter(([, p]) => p === path).length;
    expect([count('/api/outbox'), count('/api/outbox/counts')]).to.deep.equal([1, 1]);
    told();
    await tick();
    expect([count('/api/outbox'), count('/api/outbox/counts')]).to.deep.equal([2, 2]);
    ring();
    await tick();
    expect([count('/api/outbox'), count('/api/outbox/counts')]).to.deep.equal([2, 3]);
    stop();
    ring();
    await tick();
    expect(count('/api/outbox/counts')).to.equal(3);
  });
});

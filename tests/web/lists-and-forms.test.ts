import { expect } from 'chai';
import { ApiProblem, createForm, createPagedList, createWork, type ListPage, type Query } from '../../sdk/ui/index.js';

/** A host whose answers the test gives one by one. */
function slowHost() {
  const asked: { query: Query; answer: (page: ListPage<number>) => void; fail: (error: unknown) => void }[] = [];
  const load = (query: Query) => new Promise<ListPage<number>>((answer, fail) => { asked.push({ query, answer, fail }); });
  return { asked, load };
}

describe('a list that arrives page by page', () => {
  it('asks on from the cursor, and only while there is more', async () => {
    const { asked, load } = slowHost();
    const list = createPagedList(load, { limit: 2 });
    const first = list.reload();
    asked[0]!.answer({ items: [1, 2], nextCursor: 'c' });
    await first;
    const second = list.loadMore();
    await list.loadMore();
    asked[1]!.answer({ items: [3], nextCursor: null });
    await second;
    await list.loadMore();
    expect(list.items.value).to.deep.equal([1, 2, 3]);
    expect(asked.map(a => a.query['cursor'])).to.deep.equal([null, 'c']);
  });
  it('drops an answer that a later question overtook', async () => {
    const { asked, load } = slowHost();
    const list = createPagedList(load);
    const old = list.setQuery({ q: 's' });
    const young = list.setQuery({ q: 'su' });
    asked[1]!.answer({ items: [2], nextCursor: null });
    asked[0]!.answer({ items: [1], nextCursor: null });
    await Promise.all([old, young]);
    expect(list.items.value).to.deep.equal([2]);
  });
  it('keeps its rows when more cannot be had, and says why', async () => {
    const { asked, load } = slowHost();
    const list = createPagedList(load);
    const first = list.reload();
    asked[0]!.answer({ items: [1], nextCursor: 'c' });
    await first;
    const more = list.loadMore();
    asked[1]!.fail(new Error('gone'));
    await more;
    expect([list.items.value, list.state.value, (list.error.value as Error).message]).to.deep.equal([[1], 'error', 'gone']);
  });
});

const refusal = (errors: { path: string; message: string }[]) => new ApiProblem({ status: 400, code: 'request.invalid', title: 'Geçersiz', detail: '', errors });

describe('a form', () => {
  it('puts what the host says beside the fields, and forgets it when they change', async () => {
    const form = createForm({ name: '', barcodes: [] as string[] });
    const sent = await form.submit(() => Promise.reject(refusal([{ path: 'name', message: 'boş' }, { path: 'barcodes.0.code', message: 'yanlış' }])));
    expect([sent, form.error('name'), form.error('barcodes'), form.problem.value]).to.deep.equal([false, 'boş', 'yanlış', undefined]);
    form.set('name', 'Süt');
    expect([form.error('name'), form.error('barcodes.0.code')]).to.deep.equal([undefined, 'yanlış']);
  });
  it('shows the whole problem when any part of it has no field', async () => {
    const form = createForm({ name: '' });
    const problem = refusal([{ path: 'name', message: 'boş' }, { path: 'other', message: 'bilinmiyor' }]);
    await form.submit(() => Promise.reject(problem));
    expect(form.problem.value).to.equal(problem);
  });
  it('is sent once, however often it is asked to', async () => {
    const form = createForm({ name: 'a' });
    let sends = 0;
    let done = () => {};
    const sending = form.submit(() => new Promise<void>(resolve => { sends++; done = resolve; }));
    expect(await form.submit(async () => { sends++; })).to.equal(false);
    done();
    expect([await sending, sends]).to.deep.equal([true, 1]);
  });
});

describe('what a press on a button does', () => {
  it('is done once, however often it is pressed, and once more when that is over', async () => {
    const work = createWork();
    let times = 0;
    let done = () => {};
    const press = () => work.run(() => new Promise<void>(resolve => { times++; done = resolve; }));
    const first = press();
    expect([await press(), work.busy.value]).to.deep.equal([false, true]);
    done();
    expect([await first, times, work.busy.value]).to.deep.equal([true, 1, false]);
    const again = press();
    done();
    expect([await again, times]).to.deep.equal([true, 2]);
  });
  it('says why it failed, also to whoever tells it elsewhere, until the next begins', async () => {
    const told: unknown[] = [];
    const work = createWork(problem => told.push(problem));
    const problem = new Error('gone');
    expect(await work.run(() => Promise.reject(problem))).to.equal(false);
    expect([work.problem.value, told, work.busy.value]).to.deep.equal([problem, [problem], false]);
    let during: unknown = 'nothing yet';
    await work.run(async () => { during = work.problem.value; });
    expect([during, work.problem.value]).to.deep.equal([undefined, undefined]);
  });
  it('can be told what is wrong without having been done', () => {
    const work = createWork();
    work.say('closed');
    expect([work.problem.value, work.busy.value]).to.deep.equal(['closed', false]);
    work.say(undefined);
    expect(work.problem.value).to.equal(undefined);
  });
});

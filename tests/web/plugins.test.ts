import { expect } from 'chai';
import { createPluginsModel } from '../../host/web/plugins/plugins.model.js';
import { ApiProblem } from '../../sdk/ui/index.js';
import { fakeApi, quiet, words } from './fakes.js';

const plugin = (id: string, requires: string[] = []) => ({ id, name: id.toUpperCase(), version: '1.0.0', state: 'active', settings: false, requires, stores: { s1: { enabled: true, state: 'on' } } });
const preview = (...others: string[]) => ({ others: others.map(id => ({ id, name: id.toUpperCase() })), openScreens: 2, screens: [], rows: [], jobs: [], taps: [], routes: 3 });

function rig(options: { others?: string[]; refuse?: boolean } = {}) {
  let others = options.others ?? [];
  const { api, calls } = fakeApi((method, path, body) => {
    if (path.endsWith('/preview')) return preview(...others);
    if (method === 'GET') return { items: [plugin('host'), plugin('pos'), plugin('stock', ['pos'])] };
    if (options.refuse && !(body as { cascade?: boolean }).cascade) {
      others = ['stock'];
      throw new ApiProblem({ status: 409, code: 'plugin.required', title: '', detail: '', facts: { by: ['stock'] } });
    }
    return {};
  });
  const model = createPluginsModel({ api, toast: quiet, t: words, stores: () => [{ id: 's1', name: 'M1' }], storeId: () => 's1' });
  return { model, writes: () => calls.filter(([method]) => method !== 'GET').map(([method, path, body]) => [method, path, body]) };
}

describe('switching a plugin off', () => {
  it('is asked first, with what would stop', async () => {
    const { model, writes } = rig();
    await model.load();
    await model.toggle(model.items.value![1]!, false);
    expect([model.asking.value?.plugin.id, model.asking.value?.preview?.openScreens, writes()]).to.deep.equal(['stock', 2, []]);
    await model.confirm();
    expect(writes()).to.deep.equal([['PUT', '/api/plugins/stock/stores/s1', { enabled: false }]]);
    expect(model.asking.value).to.equal(undefined);
  });
  it('takes those along that need it', async () => {
    const { model, writes } = rig({ others: ['stock'] });
    await model.load();
    await model.toggle(model.items.value![0]!, false);
    expect(model.asking.value?.preview?.others.map(o => o.name)).to.deep.equal(['STOCK']);
    await model.confirm();
    expect(writes()).to.deep.equal([['PUT', '/api/plugins/pos/stores/s1', { enabled: false, cascade: true }]]);
  });
  it('looks again when one was switched on meanwhile that needs it', async () => {
    const { model, writes } = rig({ refuse: true });
    await model.load();
    await model.toggle(model.items.value![0]!, false);
    await model.confirm();
    expect([model.asking.value?.preview?.others.map(o => o.id), model.asking.value?.busy]).to.deep.equal([['stock'], false]);
    await model.confirm();
    expect(writes().at(-1)).to.deep.equal(['PUT', '/api/plugins/pos/stores/s1', { enabled: false, cascade: true }]);
    expect(model.asking.value).to.equal(undefined);
  });
});

describe('a plugin that does not run', () => {
  it('is let try again in the store, or at the next start', async () => {
    const { model, writes } = rig();
    await model.load();
    await model.resume(model.items.value![1]!);
    await model.retry(model.items.value![0]!);
    expect(writes().map(([method, path]) => `${method} ${path}`)).to.deep.equal(['POST /api/plugins/stock/stores/s1/resume', 'POST /api/plugins/pos/retry']);
    expect(model.switching.value).to.equal(undefined);
  });
});

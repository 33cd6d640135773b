import { expect } from 'chai';
import { createPluginsModel } from '../../host/web/plugins/plugins.model.js';
import { ApiProblem } from '../../sdk/ui/index.js';
import { fakeApi, quiet, words } from './fakes.js';

const plugin = (id: string, requires: string[] = []) => ({ id, name: id.toUpperCase(), version: '1.0.0', state: 'active', settings: false, requires, stores: { s1: { enabled: true, state: 'active' } } });

function rig() {
  const { api, calls } = fakeApi((method, path, body) => {
    if (method === 'GET') return { items: [plugin('host'), plugin('pos'), plugin('stock', ['pos'])] };
    if (path.includes('/pos/') && !(body as { cascade?: boolean }).cascade) throw new ApiProblem({ status: 409, code: 'plugin.required', title: '', detail: '', facts: { by: ['stock'] } });
    return {};
  });
  const model = createPluginsModel({ api, toast: quiet, t: words, stores: () => [{ id: 's1', name: 'M1' }], storeId: () => 's1' });
  return { model, writes: () => calls.filter(([method]) => method === 'PUT').map(([, path, body]) => [path, body]) };
}

describe('switching a plugin off', () => {
  it('is asked first', async () => {
    const { model, writes } = rig();
    await model.load();
    await model.toggle(model.items.value![1]!, false);
    expect([model.asking.value?.plugin.id, writes()]).to.deep.equal(['stock', []]);
    await model.confirm();
    expect(writes()).to.deep.equal([['/api/plugins/stock/stores/s1', { enabled: false }]]);
    expect(model.asking.value).to.equal(undefined);
  });
  it('names those that need it, and takes them along after a second yes', async () => {
    const { model, writes } = rig();
    await model.load();
    await model.toggle(model.items.value![0]!, false);
    await model.confirm();
    expect(model.asking.value?.by).to.deep.equal(['STOCK']);
    await model.confirm();
    expect(writes().at(-1)).to.deep.equal(['/api/plugins/pos/stores/s1', { enabled: false, cascade: true }]);
    expect(model.asking.value).to.equal(undefined);
  });
});

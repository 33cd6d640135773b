import { expect } from 'chai';
import { createWizardModel } from '../../host/web/setup/wizard.model.js';
import { ApiProblem } from '../../sdk/ui/index.js';
import { fakeApi, fakeBrowser, words } from './fakes.js';

function rig(answer: (method: string, body: unknown) => unknown = () => ({ firmId: 'f', storeId: 's', terminalId: 't', warehouseId: 'w', userId: 'u' })) {
  const { api, calls } = fakeApi((method, _path, body) => (method === 'GET' ? { done: false, checks: [{ id: 'database', ok: true, detail: '' }, { id: 'admin', ok: false, detail: '' }] } : answer(method, body)));
  const finished: unknown[] = [];
  const model = createWizardModel({ api, t: words, timeZone: 'Europe/Istanbul', finish: async (...with_) => void finished.push(with_), already() {} });
  return { model, calls, finished };
}
type Model = ReturnType<typeof rig>['model'];
async function through(model: Model, password: string): Promise<void> {
  await model.next();
  await model.check();
  await model.next();
  await model.next();
  model.set('password', password);
  await model.next();
}

describe('the first run', () => {
  let forget: () => void;
  beforeEach(() => { forget = fakeBrowser(); });
  afterEach(() => forget());

  it('needs nothing but a password', async () => {
    const { model, calls, finished } = rig();
    await through(model, 'gizli-parola');
    await model.next();
    expect(calls.at(-1)![2]).to.deep.include({ admin: { username: 'admin', password: 'gizli-parola', fullName: 'host:web.setup.defaults.fullName' }, demo: true });
    expect(finished).to.deep.equal([['admin', 'gizli-parola', { storeId: 's', terminalId: 't' }]]);
  });
  it('stops at checks that fail', async () => {
    const { model } = rig();
    await model.next();
    await model.next();
    expect(model.step.value).to.equal('checks');
  });
  it('resumes after a kill with all but the password, which is nowhere stored', async () => {
    const { model } = rig();
    await through(model, 'gizli-parola');
    model.set('firmName', 'Bakkal Ömer');
    expect(localStorage.getItem('sontechsp.setup')).to.not.contain('gizli-parola');
    const again = rig().model;
    expect([again.step.value, again.form.values.value.firmName, again.form.values.value.password]).to.deep.equal(['admin', 'Bakkal Ömer', '']);
  });
  it('goes back to where a refused field was typed', async () => {
    const { model } = rig(() => { throw new ApiProblem({ status: 400, code: 'request.invalid', title: '', detail: '', errors: [{ path: 'firm.taxId', message: 'yanlış' }] }); });
    await through(model, 'gizli-parola');
    await model.next();
    expect([model.step.value, model.form.error('taxId')]).to.deep.equal(['business', 'yanlış']);
  });
  it('asks for another password when the host finds it weak', async () => {
    const { model } = rig(() => { throw new ApiProblem({ status: 422, code: 'identity.weakPassword', title: 'Zayıf', detail: 'Çok yaygın' }); });
    await through(model, 'password123');
    await model.next();
    expect([model.step.value, model.form.error('password')]).to.deep.equal(['admin', 'Çok yaygın']);
  });
});

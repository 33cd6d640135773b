import { expect } from 'chai';
import { createConnectionModel } from '../../host/web/connections/connection.model.js';
import { createSettingsModel } from '../../host/web/plugins/settings.model.js';
import { fieldsOf, firstValues, isShown, missing, sentValues, type FormSchema } from '../../host/web/plugins/settings-fields.js';
import { ApiProblem } from '../../sdk/ui/index.js';
import { fakeApi, quiet, words } from '../web/fakes.js';

const schema: FormSchema = {
  required: ['mode', 'customer', 'apiKey', 'liveKey', 'labels', 'days'],
  properties: {
    mode: { type: 'string', enum: ['test', 'live'], default: 'test' },
    rate: { anyOf: [{ const: 1 }, { const: 20 }] },
    customer: { type: 'string', minLength: 1 },
    apiKey: { type: 'string', secret: true, minLength: 1 },
    liveKey: { type: 'string', secret: true, default: '', showWhen: { mode: ['live'] } },
    labels: { type: 'boolean', default: true },
    days: { type: 'integer', default: 3 },
    weight: { anyOf: [{ type: 'number' }, { type: 'null' }] },
    note: { type: 'string', maxLength: 2000 },
  },
};
const set = { set: true };

describe('the form of a schema', () => {
  it('has a field of its kind for each property', () => {
    expect(fieldsOf(schema).map(f => [f.name, f.kind, f.required])).to.deep.equal([
      ['mode', 'choice', false], ['rate', 'choice', false], ['customer', 'text', true], ['apiKey', 'secret', true], ['liveKey', 'secret', false],
      ['labels', 'switch', false], ['days', 'integer', false], ['weight', 'number', false], ['note', 'lines', false],
    ]);
    expect(fieldsOf(schema)[1]!.choices).to.deep.equal([1, 20]);
    expect(fieldsOf({ properties: { list: { anyOf: [] }, tree: {} } })).to.deep.equal([]);
  });

  it('begins with what is in force, and shows fields while others say so', () => {
    const first = firstValues(schema, { customer: 'C1', apiKey: set, liveKey: { set: false }, days: 5 });
    expect(first).to.deep.equal({ mode: 'test', rate: null, customer: 'C1', apiKey: set, liveKey: '', labels: true, days: 5, weight: null, note: '' });
    const live = fieldsOf(schema).find(f => f.name === 'liveKey')!;
    expect([isShown(live, first), isShown(live, { ...first, mode: 'live' })]).to.deep.equal([false, true]);
  });

  it('has rows for a list of objects, each with the fields of its schema', () => {
    const rules: FormSchema = { properties: { rules: { type: 'array', items: { type: 'object', required: ['prefix'], properties: { prefix: { type: 'string', enum: ['27', '28'], default: '27' }, verify: { type: 'boolean', default: true } } } }, words: { type: 'array', items: { type: 'string' } } } };
    const [field, ...others] = fieldsOf(rules);
    expect([field!.name, field!.kind, others]).to.deep.equal(['rules', 'rows', []]);
    expect(firstValues(field!.schema.items!, {})).to.deep.equal({ prefix: '27', verify: true });
    expect(firstValues(rules, {})).to.deep.equal({ rules: [] });
    const kept = { rules: [{ prefix: '28', verify: false }], words: ['a'] };
    expect(sentValues(rules, firstValues(rules, kept), kept)).to.deep.equal(kept);
  });

  it('sends a secret only when it was typed or removed, and leaves what is empty to the schema', () => {
    const before = { apiKey: set, liveKey: { set: false } };
    const sent = (change: object) => sentValues(schema, { ...firstValues(schema, before), ...change }, before);
    const rest = { mode: 'test', customer: '', labels: true, days: 3, note: '' };
    expect(sent({})).to.deep.equal({ ...rest, apiKey: set });
    expect(sent({ apiKey: '' })).to.deep.equal({ ...rest, apiKey: set });
    expect(sent({ apiKey: 'yeni', liveKey: 'x' })).to.deep.equal({ ...rest, apiKey: 'yeni', liveKey: 'x' });
    expect(sent({ apiKey: null })).to.deep.equal({ ...rest, apiKey: null });
  });

  it('knows what must be given and is not', () => {
    const first = firstValues(schema, {});
    expect(missing(schema, first)).to.deep.equal(['customer', 'apiKey']);
    expect(missing(schema, { ...first, customer: 'C1', apiKey: 'a', days: null })).to.deep.equal(['days']);
    expect(missing(schema, { ...first, customer: 'C1', apiKey: set })).to.deep.equal([]);
  });
});

describe('settings of a plugin in the browser', () => {
  it('are sent whole, and say beside a field what the host said', async () => {
    const { api, calls } = fakeApi((method, _, body) => {
      if (method === 'GET') return { per: 'store', schema, testable: true, values: { customer: 'C1', apiKey: set } };
      if ((body as { customer: string }).customer === 'kotu') throw new ApiProblem({ status: 400, code: 'request.invalid', title: '', detail: '', errors: [{ path: 'customer', message: 'Olmaz.' }] });
      return { per: 'store', schema, testable: true, values: { ...body as object, apiKey: set } };
    });
    const model = createSettingsModel({ api, toast: quiet, t: words, plugin: 'posta', storeId: 's1' });
    await model.load();
    model.form.set('customer', '');
    await model.save();
    expect([model.form.error('customer'), calls.length]).to.deep.equal(['host:web.ui.required', 1]);
    model.form.set('customer', 'kotu');
    await model.save();
    expect(model.form.error('customer')).to.equal('Olmaz.');
    model.form.set('customer', 'C2');
    model.form.set('apiKey', 'yeni');
    await model.save();
    expect(calls.at(-1)).to.deep.equal(['PUT', '/api/plugins/posta/settings?storeId=s1', { mode: 'test', customer: 'C2', apiKey: 'yeni', labels: true, days: 3, note: '' }]);
    expect(model.form.values.value['apiKey']).to.deep.equal(set);
  });

  it('are tested as they stand, saved or not; a change makes the outcome void', async () => {
    const { api, calls } = fakeApi((method, path, body) => {
      if (method === 'GET') return { per: 'store', schema, testable: true, values: { customer: 'C1', apiKey: set } };
      if (!path.includes('/test')) return { per: 'store', schema, testable: true, values: { customer: 'C2', apiKey: set } };
      if ((body as { customer: string }).customer === 'kotu') throw new ApiProblem({ status: 400, code: 'request.invalid', title: '', detail: '', errors: [{ path: 'customer', message: 'Olmaz.' }] });
      return { ok: true, said: 'Hesap C2' };
    });
    const model = createSettingsModel({ api, toast: quiet, t: words, plugin: 'posta', storeId: 's1' });
    await model.load();
    model.set('customer', '');
    await model.test();
    expect([model.form.error('customer'), calls.length]).to.deep.equal(['host:web.ui.required', 1]);
    model.set('customer', 'kotu');
    await model.test();
    expect([model.form.error('customer'), model.result.value]).to.deep.equal(['Olmaz.', undefined]);
    model.set('customer', 'C2');
    await model.test();
    expect(calls.at(-1)).to.deep.equal(['POST', '/api/plugins/posta/settings/test?storeId=s1', { mode: 'test', customer: 'C2', apiKey: set, labels: true, days: 3, note: '' }]);
    expect(model.result.value).to.deep.equal({ ok: true, said: 'Hesap C2' });
    model.set('apiKey', 'yeni');
    expect(model.result.value).to.equal(undefined);
    await model.test();
    await model.save();
    expect(model.result.value, 'of what is saved now').to.equal(undefined);
  });
});

describe('a connection in the browser', () => {
  const adapter = { id: 'posta', kind: 'ortak.courier', title: 'Posta', plugin: 'posta', pluginName: 'Posta', schema };
  const rig = (answer: Parameters<typeof fakeApi>[0], connection?: object) => {
    const saved: unknown[] = [];
    const { api, calls } = fakeApi(answer);
    return { saved, calls, model: createConnectionModel({ api, toast: quiet, t: words, adapter, connection: connection as never, storeId: 's1', names: ['Posta'], onSaved: one => void saved.push(one) }) };
  };
  const sent = { mode: 'test', customer: 'C1', apiKey: 'a', labels: true, days: 3, note: '' };

  it('is tested before it is saved; a change makes the outcome void', async () => {
    const { model, calls } = rig(() => ({ ok: false, failure: { kind: 'auth', message: 'Yok.' } }));
    await model.test();
    expect([calls, model.error('customer'), model.error('apiKey')]).to.deep.equal([[], 'host:web.ui.required', 'host:web.ui.required']);
    model.set('customer', 'C1');
    model.set('apiKey', 'a');
    await model.test();
    expect(calls).to.deep.equal([['POST', '/api/connections/test', { adapterId: 'posta', settings: sent }]]);
    expect(model.result.value?.failure?.message).to.equal('Yok.');
    model.set('apiKey', 'b');
    expect(model.result.value).to.equal(undefined);
  });

  it('is added under a free name, or says that the name is taken', async () => {
    const { model, calls, saved } = rig((_, __, body) => {
      if ((body as { name: string }).name === 'Posta 2') throw new ApiProblem({ status: 409, code: 'host.connectionName', title: '', detail: 'Ad var.' });
      return { id: 'c1' };
    });
    model.set('customer', 'C1');
    model.set('apiKey', 'a');
    await model.save();
    expect([model.form.error('name'), saved]).to.deep.equal(['Ad var.', []]);
    model.form.set('name', ' Ana ');
    await model.save();
    expect([calls.at(-1), saved]).to.deep.equal([['POST', '/api/connections', { storeId: 's1', adapterId: 'posta', name: 'Ana', settings: sent }], [{ id: 'c1' }]]);
  });

  it('that is there keeps its secret when it is saved or tested', async () => {
    const { model, calls } = rig(() => ({ ok: true }), { id: 'c1', name: 'Ana', settings: { ...sent, apiKey: set, liveKey: { set: false } } });
    await model.test();
    await model.save();
    const settings = { ...sent, apiKey: set };
    expect(calls).to.deep.equal([
      ['POST', '/api/connections/test', { adapterId: 'posta', settings, id: 'c1' }], ['PATCH', '/api/connections/c1', { name: 'Ana', settings }],
    ]);
  });
});

import { expect } from 'chai';
import { choice, defineSettings, isRefusal, object, t, type Scope, type SettingsDeclaration } from '@sontechsp/sdk';
import { systemScope } from '../../host/identity/system-scope.js';
import { SettingsStore } from '../../host/settings/token.js';
import { eachDatabase } from '../support/databases.js';
import { openShop, type Shop } from '../support/host.js';

const perStore = defineSettings('deneme', 'store', object({ floor: t.Optional(t.Integer({ default: -5, minimum: -100 })), note: t.Optional(t.String({ default: '' })) }));
const perFirm = defineSettings('genel', 'firm', object({ rate: t.Optional(t.Integer({ default: 20 })) }));

eachDatabase('Settings', kind => {
  let shop: Shop;
  let scope: Scope;
  let store: SettingsStore;
  before(async () => {
    shop = await openShop(kind);
    store = shop.host.resolve(SettingsStore);
    scope = systemScope({ firmId: shop.firmId, storeId: shop.storeId, userId: (await shop.admin.get('/api/auth/me')).body.user.id });
  });
  after(() => shop.stop());
  const write = (declaration: SettingsDeclaration, storeId: string, values: unknown) =>
    shop.host.database.transaction(tx => store.write(tx, scope, declaration, storeId, values));

  it('are what the schema says until they are changed, in that store only', async () => {
    const reader = store.readerFor(perStore);
    const other = { ...scope, storeId: (await shop.anotherStore()).storeId };
    expect(await reader.read(scope)).to.deep.equal({ floor: -5, note: '' });
    expect(await write(perStore, shop.storeId, { floor: 0 })).to.deep.equal({ floor: 0, note: '' });
    expect(await reader.read(scope)).to.deep.equal({ floor: 0, note: '' });
    expect(await reader.read(other)).to.deep.equal({ floor: -5, note: '' });
  });

  it('of a firm are the same in every store', async () => {
    await write(perFirm, shop.storeId, { rate: 10 });
    expect(await store.readerFor(perFirm).read({ firmId: shop.firmId, storeId: (await shop.anotherStore()).storeId })).to.deep.equal({ rate: 10 });
  });

  it('that do not fit are refused, and nothing changes', async () => {
    await write(perStore, shop.storeId, { floor: -7 });
    for (const values of [{ floor: 'x' }, { floor: -101 }, { unknown: 1 }, null, [], 'x']) {
      const error = await write(perStore, shop.storeId, values).catch((e: unknown) => e);
      expect(isRefusal(error) && [error.status, error.code], JSON.stringify(values)).to.deep.equal([400, 'request.invalid']);
    }
    expect((await store.readerFor(perStore).read(scope)).floor).to.equal(-7);
  });

  it('ask for a field only while it is shown, and hold what stands in it to the schema all the same', async () => {
    const settings = defineSettings('kosullu', 'store', object({ mode: choice(['test', 'other'], {}), address: t.String({ default: '', minLength: 5, showWhen: { mode: 'other' } }) }));
    expect(await write(settings, shop.storeId, { mode: 'test' })).to.deep.equal({ mode: 'test', address: '' });
    expect(await store.readerFor(settings).read(scope)).to.deep.equal({ mode: 'test', address: '' });
    for (const values of [{ mode: 'other' }, { mode: 'other', address: '' }, { mode: 'test', address: 'x' }, { mode: 'test', address: 5 }]) {
      const error = await write(settings, shop.storeId, values).catch((e: unknown) => e);
      expect(isRefusal(error) && error.code, JSON.stringify(values)).to.equal('request.invalid');
    }
    expect(await write(settings, shop.storeId, { mode: 'other', address: 'http://x' })).to.deep.equal({ mode: 'other', address: 'http://x' });
  });

  it('leave their names in the audit trail, never their values', async () => {
    await write(perStore, shop.storeId, { note: 'cok-gizli' });
    const { text } = await shop.admin.get('/api/audit?subjectType=plugin&subjectId=deneme');
    expect(text).to.include('note').and.not.include('cok-gizli');
  });
});

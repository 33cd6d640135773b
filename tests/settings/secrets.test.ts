import { expect } from 'chai';
import { createToken, definePlugin, defineSettings, object, optional, provide, secret, t, type SettingsReader } from '@sontechsp/sdk';
import { settingRows } from '../../host/settings/tables.js';
import { client } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { PASSWORD, bootAt, openShop, type Shop } from '../support/host.js';

interface Values { sender: string; password: string; pin: string; token?: string }
const settings = defineSettings('posta', 'store', object({
  sender: t.String({ default: '', maxLength: 50 }), password: secret({ maxLength: 40 }), pin: secret(), token: optional(t.String({ secret: true, minLength: 8 })),
}));
const perFirm = defineSettings('genel', 'firm', object({ key: secret() }));
const Reader = createToken<SettingsReader<Values>>('posta.reader');
const FirmReader = createToken<SettingsReader<{ key: string }>>('genel.reader');
const plugins = [
  definePlugin({ id: 'posta', name: 'Posta', version: '1.0.0', settings, provides: [provide(Reader, { settings }, ({ settings }) => settings as SettingsReader<Values>)] }),
  definePlugin({ id: 'genel', name: 'Genel', version: '1.0.0', settings: perFirm, provides: [provide(FirmReader, { settings: perFirm }, ({ settings }) => settings)] }),
];

eachDatabase('Secrets among settings', kind => {
  let shop: Shop;
  before(async () => { shop = await openShop(kind, { plugins }); });
  after(() => shop.stop());
  const path = '/api/plugins/posta/settings';
  const put = async (values: object) => (await shop.admin.put(path, values)).body.values;
  const read = () => shop.host.resolve(Reader).read(shop);
  const unset = { set: false };
  const set = { set: true };

  it('say whether they are set, and are in clear for the plugin only', async () => {
    expect((await shop.admin.get(path)).body.values).to.deep.equal({ sender: '', password: unset, pin: unset, token: unset });
    expect(await put({ sender: 'Ali', password: 'gizli-parola' })).to.deep.equal({ sender: 'Ali', password: set, pin: unset, token: unset });
    expect((await shop.admin.get(path)).body.values).to.deep.equal({ sender: 'Ali', password: set, pin: unset, token: unset });
    expect(await read()).to.deep.equal({ sender: 'Ali', password: 'gizli-parola', pin: '' });
  });

  it('stay when they are left out or come as they were shown, and go when they are emptied', async () => {
    await put({ password: 'gizli-parola', pin: '4711', token: 'jeton-jeton' });
    const steps: [object, Partial<Values>][] = [
      [{ sender: 'Veli' }, { password: 'gizli-parola', pin: '4711', token: 'jeton-jeton' }],
      [{ password: { set: true }, pin: { set: false }, token: { set: true } }, { password: 'gizli-parola', pin: '4711', token: 'jeton-jeton' }],
      [{ password: 'yeni', pin: null }, { password: 'yeni', pin: '', token: 'jeton-jeton' }],
      [{ password: '', token: null }, { password: '', pin: '' }],
    ];
    for (const [given, expected] of steps) {
      await put(given);
      const { sender: _, ...secrets } = await read();
      expect(secrets, JSON.stringify(given)).to.deep.equal(expected);
    }
  });

  it('obey the schema like any value, and a refusal keeps what was there', async () => {
    await put({ password: 'gizli-parola', token: 'jeton-jeton' });
    for (const [field, value] of [['password', 'x'.repeat(41)], ['password', 7], ['password', { set: 'yes' }], ['password', { set: true, more: 1 }], ['token', 'kisa'], ['pin', ['a']]] as const) {
      const reply = await shop.admin.put(path, { [field]: value });
      expect([reply.status, reply.body.errors?.[0]?.path], JSON.stringify(value)).to.deep.equal([400, `/${field}`]);
    }
    expect(await read()).to.deep.include({ password: 'gizli-parola', token: 'jeton-jeton' });
  });

  it('are sealed for their row: copied to another store they do not open', async () => {
    await put({ sender: 'Ali', password: 'gizli-parola' });
    const other = await shop.anotherStore();
    const row = await shop.host.database.first('SELECT * FROM ayarlar WHERE plugin = $1 AND store_id = $2', ['posta', shop.storeId], settingRows);
    expect(row!.values['password']).to.have.all.keys('sealed');
    await shop.host.database.transaction(tx => tx.insert(settingRows, [{ ...row!, store_id: other.storeId }]));
    expect(await shop.host.resolve(Reader).read({ firmId: shop.firmId, storeId: other.storeId })).to.deep.equal({ sender: 'Ali', password: '', pin: '' });
  });

  it('of a firm are one for all its stores', async () => {
    const other = await shop.anotherStore();
    await shop.admin.put(`/api/plugins/genel/settings?storeId=${other.storeId}`, { key: 'firma-anahtari' });
    expect((await shop.admin.get('/api/plugins/genel/settings')).body.values).to.deep.equal({ key: set });
    expect(await shop.host.resolve(FirmReader).read(shop)).to.deep.equal({ key: 'firma-anahtari' });
  });

  it('outlive a start with the same root key', async () => {
    await put({ password: 'gizli-parola' });
    await shop.host.stop();
    const { host, url } = await bootAt(shop.place, plugins);
    expect((await host.resolve(Reader).read(shop)).password).to.equal('gizli-parola');
    const admin = await client(url).signIn('admin', PASSWORD, shop);
    expect((await admin.get(path)).body.values.password).to.deep.equal(set);
    await host.stop();
    ({ host: (shop as { host: typeof host }).host } = await bootAt(shop.place, plugins));
  });
});

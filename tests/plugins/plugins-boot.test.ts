import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createToken, definePlugin, migration, provide, route, runSql, tap, type Plugin } from '@sontechsp/sdk';
import { expect } from 'chai';
import { installed } from '../../host/installed.js';
import { sale } from '../../plugins/pos/contract.js';
import { client } from '../support/client.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt, openShop, PASSWORD, setupBody } from '../support/host.js';

const ping = (id: string, spec: Partial<Parameters<typeof definePlugin>[0]> = {}): Plugin => definePlugin({
  id, name: id, version: '1.0.0', routes: [route({ method: 'GET', path: '/ping', permission: 'signedIn', handle: async () => ({}) })], ...spec,
});
/** The note a host leaves that died while it started a plugin. */
function leaveNote(place: Place, plugin: string): void {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  mkdirSync(join(place.dataFolder, 'acilis'), { recursive: true });
  writeFileSync(join(place.dataFolder, 'acilis', `${plugin}-${pid}`), JSON.stringify({ pid, run: 'x', machine: hostname(), plugin, version: '1.0.0', at: new Date().toISOString() }));
}

eachDatabase('A plugin at the start', kind => {
  it('that a host died of is passed over with its reason and migrates nothing, until an admin lets it try again', async () => {
    const place = await freshPlace(kind);
    leaveNote(place, 'olumcul');
    const plugins = [...installed, ping('olumcul', { migrations: [migration('001', [runSql('CREATE TABLE olumcul_a (id INTEGER)')])] }), ping('saglam'), ping('ister', { requires: ['olumcul'] })];
    const first = await bootAt(place, plugins);
    const made = (await client(first.url).post('/api/setup', setupBody())).body;
    const admin = await client(first.url).signIn('admin', PASSWORD, made);
    const items = async (at = admin) => Object.fromEntries((await at.get('/api/plugins')).body.items.map((i: { id: string }) => [i.id, i]));
    const before = await items();
    expect([before.olumcul.state, before.saglam.state, before.ister.state]).to.deep.equal(['failed', 'active', 'failed']);
    expect(before.olumcul.reason).to.match(/^Plugin 'olumcul' is quarantined: died while starting\./);
    expect(before.olumcul.quarantine).to.include({ version: '1.0.0', excused: false });
    expect((await admin.get('/api/saglam/ping')).status).to.equal(200);
    expect(await first.host.database.query("SELECT id FROM gocler WHERE plugin = 'olumcul'")).to.deep.equal([]);

    const retried = await admin.post('/api/plugins/olumcul/retry');
    expect([retried.status, retried.body.state, retried.body.quarantine.excused]).to.deep.equal([200, 'failed', true]);
    expect((await admin.post('/api/plugins/hic/retry')).status).to.equal(404);
    expect((await admin.post('/api/plugins/saglam/retry')).status, 'nothing to do').to.equal(200);
    await first.host.stop();

    const second = await bootAt(place, plugins);
    try {
      const again = await client(second.url).signIn('admin', PASSWORD, made);
      const after = await items(again);
      expect([after.olumcul.state, after.ister.state, after.olumcul.quarantine]).to.deep.equal(['active', 'active', undefined]);
      expect((await again.get('/api/olumcul/ping')).status).to.equal(200);
    } finally {
      await second.host.stop();
    }
  });

  it('that was excused on one host is tried by the others of the database', async () => {
    const shop = await openShop(kind, { plugins: [...installed, ping('olumcul')] });
    try {
      const elsewhere: Place = { ...await freshPlace('sqlite'), kind, databaseUrl: shop.place.databaseUrl };
      if (kind === 'sqlite') return;
      leaveNote(elsewhere, 'olumcul');
      const second = await bootAt(elsewhere, [...installed, ping('olumcul')]);
      await client(second.url, shop.admin.token).post('/api/plugins/olumcul/retry');
      await second.host.stop();
      const third: Place = { ...await freshPlace('sqlite'), kind, databaseUrl: shop.place.databaseUrl };
      const { pid } = spawnSync(process.execPath, ['-e', '']);
      mkdirSync(join(third.dataFolder, 'acilis'));
      writeFileSync(join(third.dataFolder, 'acilis', 'n'), JSON.stringify({ pid, run: 'x', machine: hostname(), plugin: 'olumcul', version: '1.0.0', at: '2026-01-01T00:00:00.000Z' }));
      const host = await bootAt(third, [...installed, ping('olumcul')]);
      expect((await client(host.url, shop.admin.token).get('/api/olumcul/ping')).status).to.equal(200);
      await host.host.stop();
    } finally {
      await shop.stop();
    }
  });

  it('that is essential is tried once more after a death, and the admin sees it', async () => {
    const place = await freshPlace(kind);
    leaveNote(place, 'bekci');
    const { host, url } = await bootAt(place, [...installed, ping('bekci', { essential: true })]);
    try {
      const made = (await client(url).post('/api/setup', setupBody())).body;
      const admin = await client(url).signIn('admin', PASSWORD, made);
      const { body } = await admin.get('/api/plugins/bekci');
      expect([body.state, body.quarantine, body.essential]).to.deep.equal(['active', undefined, true]);
      expect(body.health[made.storeId].faults[0]).to.include({ hook: 'start', times: 1 });
      expect(body.health[made.storeId].faults[0].message).to.match(/died while it started this plugin/);
    } finally {
      await host.stop();
    }
  });

  it('whose taps cannot stand is off with its reason, and the rest runs', async () => {
    const nowhere = { ...sale.join, id: 'pos.sale.never' };
    const broken = [
      ping('ucan', { requires: ['pos'], taps: [tap(nowhere, {}, () => undefined)] }),
      ping('yabanci', { taps: [tap(sale.join, {}, () => undefined)] }),
      ping('tavuk', { requires: ['pos'], taps: [tap(sale.join, { after: ['yumurta'] }, () => undefined)] }),
      ping('yumurta', { requires: ['pos'], taps: [tap(sale.join, { after: ['tavuk'] }, () => undefined)] }),
      ping('eski', { sdk: '^99.0.0' }),
      ping('patlak', { provides: [provide(createToken('patlak.x'), {}, () => { throw new Error('boom'); })] }),
    ];
    const fine = ping('secmeli', { optional: ['crm2'], taps: [tap({ ...sale.join, id: 'crm2.join' }, {}, () => undefined)] });
    const shop = await openShop(kind, { plugins: [...installed, ...broken, fine] });
    try {
      const { items } = (await shop.admin.get('/api/plugins')).body;
      const reason = (id: string): string => items.find((i: { id: string; state: string }) => i.id === id && i.state === 'failed')?.reason ?? 'runs';
      expect(reason('ucan')).to.match(/taps 'pos.sale.never', which 'pos' does not declare/);
      expect(reason('yabanci')).to.match(/taps 'pos.sale.join' of 'pos', which it does not list/);
      expect([reason('tavuk'), reason('yumurta')].every(r => /taps wait for each other/.test(r))).to.equal(true);
      expect(reason('eski')).to.match(/is written for sdk \^99\.0\.0/);
      expect(reason('patlak')).to.equal('boom');
      expect(reason('secmeli')).to.equal('runs');
      expect((await shop.admin.get('/api/secmeli/ping')).status).to.equal(200);
      expect((await shop.admin.get('/api/tavuk/ping')).status).to.equal(404);
    } finally {
      await shop.stop();
    }
  });
});

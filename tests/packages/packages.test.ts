import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { client, type Client } from '../support/client.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import type { Host } from '../../host/boot.js';
import { packageFolder, plugin, tamper, writeProject } from './rig.js';

const who = `permissions: [permission('ID.read', { admin: true })],
  routes: [route({ method: 'GET', path: '/who', permission: 'ID.read', reply: object({ id: t.String() }), handle: async () => ({ id: 'ID' }) })]`;
const specOf = (id: string): string => who.replaceAll('ID', id);

describe('A package from the data folder', function () {
  this.timeout(60_000);
  let sources: string;
  before(() => { sources = mkdtempSync(join(tmpdir(), 'sontechsp-kaynak-')); });
  after(() => rmSync(sources, { recursive: true, force: true }));

  eachDatabase('in its life', kind => {
    let place: Place;
    let host: Host;
    let url: string;
    let stores: { storeId: string; terminalId: string }[];
    let admin: Client[];

    const pendingAt = async (address: string) => (await (await client(address).signIn('admin', PASSWORD, stores[0])).get('/api/plugins')).body.pending;
    async function start(): Promise<void> {
      ({ host, url } = await bootAt(place));
      admin = stores && await Promise.all(stores.map(at => client(url).signIn('admin', PASSWORD, at)));
    }
    async function restart(): Promise<void> {
      await host.stop();
      await start();
    }
    before(async () => {
      place = await freshPlace(kind);
      await start();
      const { body } = await client(url).post('/api/setup', setupBody());
      stores = [{ storeId: body.storeId, terminalId: body.terminalId }];
      const first = await client(url).signIn('admin', PASSWORD, stores[0]);
      const store = await first.post('/api/stores', { name: 'Şube' });
      const terminal = await first.post('/api/terminals', { storeId: store.body.id, name: 'Kasa' });
      stores.push({ storeId: store.body.id, terminalId: terminal.body.id });
      await host.stop();
    });
    afterEach(() => host.stop());

    it('is off in every store until an administrator switches it on, and then only there', async () => {
      await plugin(place, 'create', 'notlar', '--dir', join(sources, kind));
      const { out } = await plugin(place, 'pack', join(sources, kind));
      await start();
      const said = await plugin(place, 'install', out.split('\n').at(-1)!);
      expect(said.out).to.contain(packageFolder(place, 'notlar')).and.contain('A host that runs goes on without it until it is started anew');
      expect(await pendingAt(url)).to.deep.equal([{ id: 'notlar', name: 'Notlar', version: '0.1.0', change: 'added' }]);
      await restart();
      expect(await pendingAt(url)).to.deep.equal([]);
      const item = async () => (await admin[0]!.get('/api/plugins')).body.items.find((one: { id: string }) => one.id === 'notlar');
      const { state, stores: where } = await item();
      expect([state, ...stores.map(({ storeId }) => where[storeId])]).to.deep.equal(['active', { enabled: false, state: 'off' }, { enabled: false, state: 'off' }]);
      expect((await admin[0]!.get('/api/notlar/notes')).body.code).to.equal('plugin.disabled');
      expect((await admin[0]!.put(`/api/plugins/notlar/stores/${stores[0]!.storeId}`, { enabled: true })).status).to.equal(200);
      expect((await admin[0]!.post('/api/notlar/notes', { body: 'Süt geldi' })).status).to.equal(201);
      expect((await admin[1]!.get('/api/notlar/notes')).body.code).to.equal('plugin.disabled');
      expect((await item()).stores[stores[1]!.storeId]).to.deep.equal({ enabled: false, state: 'off' });
    });

    it('stays on over a restart, and serves its screens for ever under the hash of their content', async () => {
      await start();
      const frame = (await admin[0]!.get('/api/ui/frame')).body.screens.find((one: { plugin: string }) => one.plugin === 'notlar');
      expect(frame.url).to.match(/^\/web\/plugins\/notlar\.js\?v=[0-9a-f]{16}$/);
      const module = await fetch(url + frame.url);
      expect([module.status, module.headers.get('content-type'), module.headers.get('cache-control')])
        .to.deep.equal([200, 'text/javascript; charset=utf-8', 'public, max-age=31536000, immutable']);
      expect(await module.text()).to.contain('/web/shared/ui.js');
      const plain = await fetch(`${url}/web/plugins/notlar.js`);
      expect([plain.status, plain.headers.get('cache-control')]).to.deep.equal([200, 'no-cache']);
      expect((await fetch(`${url}/web/plugins/notlar.css`)).headers.get('content-type')).to.equal('text/css; charset=utf-8');
      for (const path of ['notlar.mjs', 'server.mjs', '../server.mjs', 'notlar/../../server.mjs', 'notlar/descriptor.json', '%2e%2e/descriptor.json'])
        expect((await fetch(`${url}/web/plugins/${path}`, { headers: { accept: 'text/javascript' } })).status, path).to.equal(404);
    });

    it('is gone once removed, keeps its data, and has it again when it comes back', async () => {
      await start();
      await plugin(place, 'uninstall', 'notlar');
      expect(await pendingAt(url)).to.deep.equal([{ id: 'notlar', name: 'Notlar', version: '0.1.0', change: 'removed' }]);
      await restart();
      expect(await pendingAt(url)).to.deep.equal([]);
      expect((await admin[0]!.get('/api/notlar/notes')).body.code).to.equal('route.notFound');
      expect((await admin[0]!.get('/api/plugins')).body.items.map((one: { id: string }) => one.id)).to.not.include('notlar');
      expect((await host.database.first<{ n: number }>('SELECT COUNT(*) AS n FROM notlar_notlar'))!.n).to.equal(1);
      await host.stop();
      await plugin(place, 'install', join(sources, kind));
      await start();
      expect((await admin[0]!.get('/api/notlar/notes')).body.items.map((note: { body: string }) => note.body)).to.deep.equal(['Süt geldi']);
    });

    it('runs as it was until the next start when another version takes its place, and the host says so', async () => {
      await start();
      for (const file of ['plugin.ts', 'package.json']) writeFileSync(join(sources, kind, file), readFileSync(join(sources, kind, file), 'utf8').replace('0.1.0', '0.2.0'));
      expect((await plugin(place, 'install', join(sources, kind))).out).to.contain('A host that runs goes on with the old one until it is started anew.');
      expect(await pendingAt(url)).to.deep.equal([{ id: 'notlar', name: 'Notlar', version: '0.2.0', change: 'changed' }]);
      expect((await admin[0]!.get('/api/plugins/notlar')).body.version).to.equal('0.1.0');
      await restart();
      expect(await pendingAt(url)).to.deep.equal([]);
      expect((await admin[0]!.get('/api/plugins/notlar')).body.version).to.equal('0.2.0');
    });
  });

  describe('that is wrong stays off with its reason, and the others run', () => {
    const wrong: Readonly<Record<string, readonly [what: (folder: string, place: Place) => void, reason: RegExp]>> = {
      degisik: [folder => writeFileSync(join(folder, 'server.mjs'), 'export default 1'), /its file server\.mjs is not the one that was packed/],
      eksik: [folder => unlinkSync(join(folder, 'server.mjs')), /its file server\.mjs is missing/],
      bag: [folder => {
        writeFileSync(join(folder, '..', '..', 'baska.mjs'), '');
        unlinkSync(join(folder, 'server.mjs'));
        symlinkSync(join(folder, '..', '..', 'baska.mjs'), join(folder, 'server.mjs'));
      }, /is a link or no file/],
      dizin: [folder => {
        const elsewhere = join(folder, '..', '..', 'baska');
        mkdirSync(elsewhere);
        rmSync(folder, { recursive: true });
        symlinkSync(elsewhere, folder);
      }, /it is a link or a file instead of a folder/],
      disari: [folder => tamper(folder, { descriptor: it => ({ ...it, files: { ...it['files'] as object, '../../kasa.key': 'a'.repeat(64) } }) }), /'\.\.\/\.\.\/kasa\.key', which would lie elsewhere/],
      gizli: [folder => tamper(folder, { descriptor: it => ({ ...it, routes: [] }) }), /its code has under routes 'GET \/api\/gizli\/who', which its descriptor does not name/],
      fazla: [folder => tamper(folder, { descriptor: it => ({ ...it, uses: ['host.db'] }) }), /its descriptor names under uses 'host\.db', which its code does not have/],
      yalan: [folder => tamper(folder, { descriptor: it => ({ ...it, name: 'Güvenli' }) }), /its descriptor says name "Güvenli", its code "YALAN"/],
      yenilmez: [folder => tamper(folder, { server: code => code.replace('sdk: "^0.1.0"', 'essential: true, sdk: "^0.1.0"') }), /its descriptor says essential false, its code true/],
      baskasi: [folder => tamper(folder, { descriptor: it => ({ ...it, id: 'gizli' }) }), /its descriptor names 'gizli'/],
      atan: [folder => tamper(folder, { server: () => 'throw new Error("no luck today")' }), /no luck today/],
      bos: [folder => tamper(folder, { server: () => 'export default { kind: "other" }' }), /no plugin as default export/],
      bozuk: [folder => tamper(folder, { server: () => 'export default {' }), /Unexpected end of input/],
      metin: [folder => writeFileSync(join(folder, 'descriptor.json'), '{'), /descriptor\.json is not JSON/],
      eski: [folder => tamper(folder, { descriptor: () => ({ descriptor: 0 }) }), /not of a kind this host knows/],
      uzak: [folder => tamper(folder, { server: code => code.replace('sdk: "^0.1.0"', 'sdk: "^9.0.0"') }), /written for sdk \^9\.0\.0, and this host has/],
      kapan: [folder => writeFileSync(join(folder, '.yukleniyor'), '999999999 x'), /the host ended while it was loaded last time/],
    };
    let place: Place;
    let host: Host;
    before(async () => {
      place = await freshPlace('sqlite');
      for (const id of [...Object.keys(wrong), 'saglam']) await plugin(place, 'install', writeProject(join(sources, id), id, specOf(id)));
      // Under the name of a built-in plugin, past the command that refuses it.
      const thief = packageFolder(place, 'pos');
      mkdirSync(thief);
      writeFileSync(join(thief, 'descriptor.json'), '{}');
      for (const [id, [spoil]] of Object.entries(wrong)) spoil(packageFolder(place, id), place);
      // Packed before it was written down who is essential.
      tamper(packageFolder(place, 'saglam'), { descriptor: ({ essential: _, ...it }) => it });
      ({ host } = await bootAt(place));
    });
    after(() => host.stop());
    const stateOf = (id: string) => host.registry.installed.find(one => one.plugin.id === id && one.origin === 'package');

    for (const [id, [, reason]] of Object.entries(wrong)) {
      it(`for '${reason.source.replaceAll('\\', '')}'`, () => {
        expect(stateOf(id)?.state).to.equal('failed');
        expect(stateOf(id)?.reason).to.match(new RegExp(`^Plugin '${id}' is off: `)).and.match(reason);
      });
    }
    it('while a sound one beside them runs, and nobody takes the place of a built-in one', () => {
      expect(stateOf('saglam')?.state).to.equal('active');
      expect(stateOf('pos')).to.equal(undefined);
      expect(host.registry.installed.find(one => one.plugin.id === 'pos')).to.include({ origin: 'builtin', state: 'active' });
      expect(existsSync(join(packageFolder(place, 'saglam'), '.yukleniyor'))).to.equal(false);
    });
  });
});

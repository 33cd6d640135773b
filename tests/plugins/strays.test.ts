import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { catchStrays, packageOf } from '../../host/kernel/strays.js';
import { until } from '../outbox/rig.js';
import { plugin, writeProject } from '../packages/rig.js';
import { client, type Client } from '../support/client.js';
import { eachDatabase, freshPlace, type Place } from '../support/databases.js';
import { cashSale, makeGood } from '../support/goods.js';
import { PASSWORD, setupBody } from '../support/host.js';
import { startHost, type RunningHost } from '../support/process.js';

const careless = `
  provides: [provide(Pulse, {}, () => { void later(5).then(() => { throw new Error('forgotten at the start'); }); return {}; })],
  routes: [
    act('/promise', () => { void later(1).then(() => { throw new Error('forgotten promise'); }); }),
    act('/timer', () => { setTimeout(() => { throw new Error('thrown by a timer'); }, 1); }),
    act('/socket', () => { connect(1, '127.0.0.1'); }),
    act('/words', () => { void Promise.reject('words only'); }),
  ],`;
const head = `
  import { connect } from 'node:net';
  import { createToken, provide } from '@sontechsp/sdk';
  const Pulse = createToken('savruk.pulse');
  const later = (ms: number) => new Promise<void>(done => setTimeout(done, ms));
  const act = (path: string, work: () => void) => route({ method: 'POST', path, permission: 'signedIn', reply: object({ ok: t.Boolean() }), handle: async () => { work(); return { ok: true }; } });`;

eachDatabase('A plugin that forgets to wait', kind => {
  let home: string;
  let place: Place;
  let host: RunningHost;
  let admin: Client;
  let storeId: string;
  before(async function () {
    this.timeout(60_000);
    home = mkdtempSync(join(tmpdir(), 'sontechsp-savruk-'));
    place = await freshPlace(kind);
    await plugin(place, 'install', writeProject(join(home, 'savruk'), 'savruk', careless, head));
    host = await startHost(place, { LOG_LEVEL: 'silent' });
    const { body } = await client(host.url).post('/api/setup', setupBody());
    storeId = body.storeId as string;
    admin = await client(host.url).signIn('admin', PASSWORD, { storeId, terminalId: body.terminalId as string });
    expect((await admin.put(`/api/plugins/savruk/stores/${storeId}`, { enabled: true })).status).to.equal(200);
  });
  after(async () => {
    await host?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('ends no host, whether a promise, a timer or a socket fails; its card says so, and the shop sells', async () => {
    for (const one of ['promise', 'timer', 'socket', 'words']) {
      expect((await admin.post(`/api/savruk/${one}`)).status, one).to.equal(200);
      await new Promise(done => setTimeout(done, 50));
      expect((await client(host.url).get('/healthz')).status, one).to.equal(200);
    }
    const messages = async (): Promise<string> => (await admin.get(`/api/plugins/savruk?storeId=${storeId}`)).text;
    await until(async () => (await messages()).includes('thrown by a timer'), 10_000);
    expect(await messages()).to.include('unawaited');
    const good = await makeGood(admin, { price: 500 });
    expect((await admin.post('/api/pos/sales', cashSale([{ good, quantity: 1 }]))).status).to.equal(201);
    expect(host.process.exitCode).to.equal(null);
  });
});

describe('What nobody waited for', () => {
  const error = (...frames: string[]): Error => Object.assign(new Error('x'), { stack: `Error: x\n${frames.map(frame => `    at ${frame}`).join('\n')}` });
  it('is of the package whose code stands innermost, and of none where the host\'s own code failed', () => {
    expect(packageOf(error('f (file:///veri/eklentiler/savruk/server.mjs?v=1:2:3)', 'g (file:///x/dist/server/boot.js:1:1)'))).to.equal('savruk');
    expect(packageOf(error('f (node:net:1:1)', 'C:\\veri\\eklentiler\\fikir\\server.mjs:2:3'))).to.equal('fikir');
    expect(packageOf(error('f (file:///x/dist/server/boot.js:1:1)'))).to.equal(undefined);
    expect(packageOf('words')).to.equal(undefined);
  });

  it('ends the process where a callback of the host itself threw, and nowhere else; no secret is told', () => {
    const listening = () => process.listeners('uncaughtException').length;
    const [before, ended, logged] = [listening(), [] as string[], [] as string[]];
    const strays = catchStrays(sentence => ended.push(sentence));
    const thrown = process.listeners('uncaughtException').at(-1)! as (error: unknown) => void;
    const rejected = process.listeners('unhandledRejection').at(-1)! as unknown as (error: unknown) => void;
    rejected(error('f (file:///x/dist/server/boot.js:1:1)'));
    const faults: string[] = [];
    strays.tell({
      faults: { add: (fault, why) => { faults.push(fault.plugin); return { ...fault, at: '', message: String(why) }; } },
      log: { error: (_, message) => void logged.push(message) }, scrub: text => text.replace('kanarya', '•'),
    });
    expect(logged, 'what came before there was anybody to tell').to.have.length(1);
    thrown(error('f (file:///veri/eklentiler/savruk/server.mjs?v=1:2:3)'));
    thrown(Object.assign(error('TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16)'), { syscall: 'connect' }));
    expect([faults, logged.length, ended]).to.deep.equal([['savruk'], 2, []]);
    thrown(error('kanarya (file:///x/dist/server/boot.js:1:1)'));
    expect(ended).to.deep.equal(['Error: x\n    at • (file:///x/dist/server/boot.js:1:1)']);
    strays.release();
    expect(listening()).to.equal(before);
  });
});

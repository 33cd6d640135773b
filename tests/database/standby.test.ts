import { expect } from 'chai';
import type { Host } from '../../host/boot.js';
import { client } from '../support/client.js';
import { freshPlace } from '../support/databases.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import { startFailing, type Failing } from '../support/standby.js';

describe('A host whose PostgreSQL is taken over by one that stood by', function () {
  this.timeout(60_000);
  let failing: Failing;
  let host: Host;
  let url: string;
  before(async () => {
    failing = await startFailing();
    ({ host, url } = await bootAt({ ...await freshPlace('sqlite'), kind: 'postgres', databaseUrl: failing.databaseUrl }, [], { jobs: false }));
    const made = await client(url).post('/api/setup', setupBody());
    expect(made.status, made.text).to.equal(201);
  });
  after(async () => {
    await host?.stop();
    await failing?.stop();
  });
  const signIn = () => client(url).post('/api/auth/login', { username: 'admin', password: PASSWORD });

  it('reads on and refuses to write for a while, and writes when that one is the first', async () => {
    expect((await signIn()).status).to.equal(200);
    await failing.becomesStandby();
    expect((await client(url).get('/api/setup')).body).to.deep.equal({ done: true });
    for (let time = 0; time < 3; time++) {
      const refused = await signIn();
      expect([refused.status, refused.body.code, refused.headers.get('retry-after')], refused.text).to.deep.equal([503, 'request.unavailable', '1']);
    }
    // What listens for messages is refused too, each second anew.
    await new Promise(done => setTimeout(done, 3500));
    expect(await failing.connections()).to.be.at.most(3);
    await failing.isPromoted();
    expect((await signIn()).status).to.equal(200);
  });
});

import { expect } from 'chai';
import { client, type Client } from '../support/client.js';
import { eachDatabase, freshPlace } from '../support/databases.js';
import { bootAt, PASSWORD, setupBody } from '../support/host.js';
import { startHost } from '../support/process.js';
import { runChecks } from '../../host/doctor/doctor.js';

const LINES = 20_000;
const content = ['barkod,ad,kategori,kdv_orani,satis_fiyati,birim,stok', ...Array.from({ length: LINES }, (_, at) => `U${at},Ürün ${at},Deneme,10,12.50,adet,3`)].join('\n');

async function upload(admin: Client): Promise<string> {
  const form = new FormData();
  form.append('file', new Blob([content]), 'liste.csv');
  const { status, body, text } = await admin.send('POST', '/api/katalog/imports', form, {});
  expect(status, text).to.equal(202);
  return body.id;
}
async function report(admin: Client, id: string, until: (body: { state: string; created: number }) => boolean) {
  for (;;) {
    const { body } = await admin.get(`/api/katalog/imports/${id}`);
    if (until(body)) return body;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
const ended = ({ state }: { state: string }) => state === 'done' || state === 'failed';

eachDatabase('an import whose host is killed', kind => {
  it('leaves whole transactions, says where it ended, and goes on when uploaded again', async () => {
    const place = await freshPlace(kind);
    const running = await startHost(place);
    const { storeId, terminalId } = (await client(running.url).post('/api/setup', setupBody())).body;
    let admin = await client(running.url).signIn('admin', PASSWORD, { storeId, terminalId });
    const id = await upload(admin);
    await report(admin, id, ({ created }) => created > 0);
    running.process.kill('SIGKILL');

    const { host, url } = await bootAt(place);
    try {
      admin = await client(url).signIn('admin', PASSWORD, { storeId, terminalId });
      const left = await report(admin, id, ended);
      expect(left.state).to.equal('failed');
      expect(left.created).to.be.within(1, LINES - 1);
      expect(left.errors).to.deep.equal([{ line: left.created + 2, message: 'İçe aktarma burada kesildi. Öncesi kaydedildi; sürdürmek için dosyayı yeniden yükleyin.' }]);
      const count = async (sql: string) => (await host.database.first<{ n: number }>(sql))!.n;
      expect(await count('SELECT count(*) AS n FROM urunler')).to.equal(left.created);
      expect(await count('SELECT count(*) AS n FROM stok_bakiyeleri WHERE on_hand = 3000')).to.equal(left.created);

      const again = await report(admin, await upload(admin), ended);
      expect(again).to.deep.include({ state: 'done', read: LINES, created: LINES - left.created, updated: left.created, failed: 0 });
      expect(await count('SELECT count(*) AS n FROM stok_bakiyeleri WHERE on_hand = 3000')).to.equal(LINES);
      expect((await runChecks(host.database, host.checks)).flatMap(check => check.violations)).to.deep.equal([]);
    } finally {
      await host.stop();
    }
  });
});

import { client, type Client } from '../support/client.js';
import { PASSWORD, setupBody } from '../support/host.js';

export interface BenchShop {
  readonly admin: Client;
  readonly storeId: string;
  /** One token per till. */
  readonly tills: readonly string[];
  readonly barcodes: readonly string[];
}

const digits = (n: number): string => `99${String(n).padStart(8, '0')}`;

/** A shop with so many products in stock and so many tills, made through the API. */
export async function makeShop(url: string, products: number, tills: number): Promise<BenchShop> {
  const made = await client(url).post('/api/setup', setupBody());
  const { storeId, terminalId } = made.body as { storeId: string; terminalId: string };
  const admin = await client(url).signIn('admin', PASSWORD, { storeId, terminalId });
  const barcodes = Array.from({ length: products }, (_, i) => digits(i));
  await importCsv(admin, ['barkod,ad,kategori,kdv_orani,satis_fiyati,alis_fiyati,birim,stok', ...barcodes.map((b, i) => `${b},Ürün ${i} deneme çeşidi,Genel,${[1, 10, 20][i % 3]},${10 + (i % 90)}.50,8.00,adet,900000`)].join('\n'));
  const tokens = [admin.token!];
  while (tokens.length < tills) {
    const terminal = await admin.post('/api/terminals', { storeId, name: `Kasa ${tokens.length + 1}` });
    tokens.push((await client(url).signIn('admin', PASSWORD, { storeId, terminalId: terminal.body.id })).token!);
  }
  return { admin, storeId, tills: tokens, barcodes };
}

/** Uploads a catalogue and waits until it is in; returns the seconds it took. */
export async function importCsv(admin: Client, csv: string): Promise<number> {
  const begin = performance.now();
  const form = new FormData();
  form.append('file', new Blob([csv], { type: 'text/csv' }), 'urunler.csv');
  const started = await admin.send('POST', '/api/katalog/imports', form, {});
  for (;;) {
    const { body } = await admin.get(`/api/katalog/imports/${started.body.id}`);
    if (body.state === 'done') return (performance.now() - begin) / 1000;
    if (body.state === 'failed' || body.state === 'interrupted') throw new Error(`Import: ${JSON.stringify(body).slice(0, 300)}`);
    await new Promise(done => setTimeout(done, 100));
  }
}

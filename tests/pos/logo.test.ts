import { expect } from 'chai';
import { PNG } from 'pngjs';
import { openShop, type Shop } from '../support/host.js';
import { client, type Client, type Reply } from '../support/client.js';
import { eachDatabase } from '../support/databases.js';
import { decode } from '../support/escpos.js';
import { makeGood, type Good } from '../support/goods.js';
import { openPrinter, type Printer } from '../support/printer.js';

const outcome = (reply: Reply) => [reply.status, reply.body?.code];
/** A black frame with a hole, as wide and high as said. */
function frame(width: number, height: number, thick: number): Buffer {
  const picture = new PNG({ width, height });
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const edge = x < thick || y < thick || x >= width - thick || y >= height - thick;
    picture.data.set(edge ? [0, 0, 0, 255] : [255, 255, 255, 255], (y * width + x) * 4);
  }
  return PNG.sync.write(picture);
}

eachDatabase('The logo of a store', kind => {
  let shop: Shop;
  let admin: Client;
  let good: Good;
  let printer: Printer;
  before(async () => {
    shop = await openShop(kind);
    ({ admin } = shop);
    good = await makeGood(admin, { name: 'Şöbiyet', price: 1000 });
    printer = await openPrinter();
    await admin.post('/api/pos/printers', { name: 'Fiş', kind: 'tcp', host: '127.0.0.1', port: printer.port });
  });
  after(async () => {
    await printer.close();
    const violations = await shop.doctor();
    await shop.stop();
    expect(violations).to.deep.equal([]);
  });
  function put(file: Uint8Array<ArrayBuffer> | string, who = admin, name = 'logo.png'): Promise<Reply> {
    const form = new FormData();
    form.append('file', new Blob([file]), name);
    return who.send('POST', '/api/pos/logo', form, {});
  }
  const logo = async (who = admin) => (await who.get('/api/pos/logo')).body.logo;
  const sell = async () => (await admin.post('/api/pos/sales', { lines: [{ productId: good.id, quantity: 1 }], payments: [{ method: 'cash', amount: 1000 }] })).body as { id: string; receiptNo: string };
  const bytesOf = async (path: string) => new Uint8Array(await (await fetch(shop.url + path, { headers: { authorization: `Bearer ${admin.token}` } })).arrayBuffer());

  it('is none at first: slips begin with the name of the shop', async () => {
    expect(await logo()).to.equal(null);
    const { id } = await sell();
    const [slip] = await printer.until(1);
    expect([slip!.pictures, slip!.lines[0]!.trim()]).to.deep.equal([[], 'Deneme Ticaret']);
    expect((await admin.get(`/api/pos/sales/${id}/receipt?format=html`)).text).to.not.include('<img');
  });

  it('is printed at the head of each slip, in the middle, as wide as the paper allows', async () => {
    const made = await put(Uint8Array.from(frame(1152, 96, 4)), admin, 'yağız.png');
    expect(made.status, made.text).to.equal(200);
    expect(made.body.logo).to.deep.include({ name: 'yağız.png', wide: { width: 576, height: 48 }, narrow: { width: 384, height: 32 } });
    const sold = await sell();
    const slip = (await printer.until(2))[1]!;
    const rows = slip.pictures.flatMap(picture => picture.rows);
    expect([slip.pictures[0]!.align, slip.pictures[0]!.after, rows.length, rows[0], rows[24]]).to.deep.equal(['center', 0, 48, '#'.repeat(576), `##${'.'.repeat(572)}##`]);
    expect(slip.lines.map(line => line.trim())).to.include.members(['Deneme Ticaret', sold.receiptNo]);
    expect(printer.decoder.strange).to.deep.equal([]);

    const back = await admin.post(`/api/pos/sales/${sold.id}/void`, { reason: 'x' });
    expect(back.status, back.text).to.equal(201);
    expect((await printer.until(3))[2]!.pictures).to.have.length(slip.pictures.length);
    for (const [columns, width, height] of [[48, 576, 48], [32, 384, 32]] as const) {
      const { slips } = decode(await bytesOf(`/api/pos/sales/${sold.id}/receipt?format=escpos&columns=${columns}`));
      const dots = slips[0]!.pictures.flatMap(picture => picture.rows);
      expect([dots[0]!.length, dots.length, dots[0]]).to.deep.equal([width, height, '#'.repeat(width)]);
    }
  });

  it('is on the test slip, and on no report of a shift', async () => {
    const { items } = (await admin.get('/api/pos/printers')).body;
    const before = printer.slips.filter(slip => slip.cut).length;
    await admin.post(`/api/pos/printers/${items[0].id}/test`);
    expect((await printer.until(before + 1)).at(-1)!.pictures).to.have.length(1);
    const shift = (await admin.post('/api/pos/shifts', { openingCash: 0 })).body;
    await admin.post('/api/pos/print-jobs', { shiftId: shift.id });
    expect((await printer.until(before + 2)).at(-1)!.pictures).to.have.length(0);
    await admin.post(`/api/pos/shifts/${shift.id}/close`, { countedCash: 0 });
  });

  it('is on the page of a receipt, from an address of our own that needs no session', async () => {
    const { id } = await sell();
    const page = await admin.get(`/api/pos/sales/${id}/receipt?format=html`);
    const { id: logoId } = await logo();
    const [tag] = /<img[^>]*>/.exec(page.text)!;
    expect(tag).to.equal(`<img class="receipt-logo" src="/api/pos/logos/${logoId}" width="272" height="23" alt="">`);
    expect(page.headers.get('content-security-policy')).to.include("img-src 'self'").and.not.include('unsafe-inline');
    const image = await fetch(`${shop.url}/api/pos/logos/${logoId}`);
    expect([image.status, image.headers.get('content-type'), image.headers.get('x-content-type-options')]).to.deep.equal([200, 'image/png', 'nosniff']);
    const png = PNG.sync.read(Buffer.from(await image.arrayBuffer()));
    expect([png.width, png.height, png.data[0], png.data[(24 * 576 + 100) * 4]]).to.deep.equal([576, 48, 0, 255]);
    const narrow = PNG.sync.read(Buffer.from(await (await fetch(`${shop.url}/api/pos/logos/${logoId}?columns=32`)).arrayBuffer()));
    expect(narrow.width).to.equal(384);
    expect(outcome(await client(shop.url).get('/api/pos/logos/01900000-0000-7000-8000-000000000001'))).to.deep.equal([404, 'pos.notFound']);
  });

  it('is refused when it is no picture that can be printed, and stays as it was', async () => {
    const before = await logo();
    const white = new PNG({ width: 4, height: 4, fill: true });
    white.data.fill(255);
    const refusals: [Uint8Array<ArrayBuffer> | string, string][] = [
      ['<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'pos.logoUnreadable'],
      ['', 'pos.logoUnreadable'],
      [Uint8Array.from(frame(10, 10, 1).subarray(0, 50)), 'pos.logoUnreadable'],
      [Uint8Array.from(PNG.sync.write(white)), 'pos.logoEmpty'],
      [new Uint8Array(600_000), 'pos.logoTooLarge'],
    ];
    for (const [file, code] of refusals) {
      const reply = await put(file);
      expect([reply.status, reply.body.code]).to.deep.equal([422, code]);
      expect(reply.body.detail).to.match(/\.$/);
    }
    expect(await logo()).to.deep.equal(before);
    expect(outcome(await admin.post('/api/pos/logo', { file: 'x' }))).to.deep.equal([415, 'request.mediaType']);
  });

  it('is chosen by managers, for their store alone', async () => {
    const cashier = await shop.as('cashier');
    for (const reply of [await put(Uint8Array.from(frame(8, 8, 1)), cashier), await cashier.get('/api/pos/logo'), await cashier.delete('/api/pos/logo')]) expect(outcome(reply)).to.deep.equal([403, 'auth.forbidden']);
    const manager = await shop.as('manager', await shop.anotherStore());
    expect(await logo(manager)).to.equal(null);
    await manager.delete('/api/pos/logo');
    const own = await logo();
    expect((await put(Uint8Array.from(frame(8, 8, 1)), manager)).status).to.equal(200);
    expect((await logo(manager)).wide).to.deep.equal({ width: 8, height: 8 });
    expect(await logo()).to.deep.equal(own);
  });

  it('is taken off again, and its picture with it', async () => {
    const { id } = await logo();
    expect((await admin.delete('/api/pos/logo')).status).to.equal(204);
    expect(await logo()).to.equal(null);
    expect((await fetch(`${shop.url}/api/pos/logos/${id}`)).status).to.equal(404);
    const before = printer.slips.filter(slip => slip.cut).length;
    await sell();
    expect((await printer.until(before + 1)).at(-1)!.pictures).to.deep.equal([]);
    const actions = (await admin.get('/api/audit?limit=200')).body.items.map((one: { action: string }) => one.action).filter((action: string) => action.startsWith('pos.logo'));
    expect(actions).to.deep.equal(['pos.logo.remove', 'pos.logo.change', 'pos.logo.change']);
  });
});

import { definePlugin, permission, tap } from '@sontechsp/sdk';
import { systemScope } from '../../../host/identity/system-scope.js';
import { PluginStates } from '../../../host/tokens.js';
import { sale } from '../../../plugins/pos/contract.js';
import { PARCEL, RECIPIENT, connect, fakeCarrier, knowSender, refuse, withCarriers } from '../../kargo/rig.js';
import { lines, tell } from '../../outbox/letters.js';
import { startRemote } from '../../outbox/remote.js';
import { until } from '../../outbox/rig.js';
import { post } from '../../outbox/sender.js';
import type { Reply } from '../../support/client.js';
import { openShop, PASSWORD, type Shop } from '../../support/host.js';

export const MILK = '8680000000013', OIL = '8680000000020', SCARCE = '8680000000037';
export const PIN = '482915';

export interface FullShop extends Shop {
  /** A cashier with a PIN, who may give little off. */
  readonly cashierId: string;
  /** As many as there are languages, so that who walks in one is not in the way of another. */
  readonly tills: readonly Till[];
}
export interface Till {
  readonly id: string;
  readonly name: string;
}
const longest = 'Zeytinyağı, natürel sızma, soğuk sıkım, erken hasat, cam şişe, 750 ml, Ayvalık';

/** Fails every sale it is asked about, and is suspended for it where it is on. */
const broken = definePlugin({
  id: 'puan', name: 'Sadakat puanı', version: '1.4.0', requires: ['pos'], permissions: [permission('puan.read', { cashier: true })],
  taps: [tap(sale.join, {}, () => { throw new Error('Puan sunucusu yok'); })],
});
const lonely = definePlugin({ id: 'yalniz', name: 'Yalnız', version: '0.1.0', requires: ['hicyok'] });

/** A shop in which every screen has something to show: what went well, what waits, and what went wrong. */
export async function openFullShop(): Promise<FullShop> {
  const remote = await startRemote();
  remote.become(({ ref }) => (ref.startsWith('lost') ? 'drop' : { status: ref.startsWith('bad') ? 422 : 200 }));
  const carrier = fakeCarrier();
  const shop = await openShop('sqlite', { plugins: [...withCarriers(carrier), post(remote.url, { idempotency: 'none' }), broken, lonely], demo: true });
  const { admin, storeId, terminalId, warehouseId } = shop;
  const made = async (asked: Promise<Reply>): Promise<Reply['body']> => {
    const reply = await asked;
    if (reply.status >= 300) throw new Error(`${reply.status}: ${reply.text}`);
    return reply.body;
  };

  const ids: string[] = [];
  for (const [name, code, price, quantity] of [['Süt, yarım yağlı, uzun ömürlü, 1 litre', MILK, 46_900, 1_000_000], [longest, OIL, 123_450, 1_000_000], ['Pasta', SCARCE, 12_500, 1], ['Simit, susamlı', '8680000000044', 1_500, 10]] as const) {
    const { id } = await made(admin.post('/api/katalog/products', { name, barcodes: [{ code }], vatRate: 10, price, unit: 'piece' }));
    await made(admin.post('/api/stock/movements', { productId: id, warehouseId, type: 'in', quantity, reason: 'Açılış sayımı' }));
    ids.push(id);
  }
  await made(admin.put('/api/pos/favourites', { pages: [{ name: 'Fırın', colour: 'warn', tiles: [{ productId: ids[2], colour: 'success' }, { productId: ids[3] }, { productId: ids[1], colour: 'danger' }] }, { name: 'Süt ürünleri', tiles: [{ productId: ids[0] }] }] }));

  await made(admin.delete(`/api/katalog/products/${ids[3]}`));

  const cashier = await made(admin.post('/api/users', { username: 'zeynep', password: PASSWORD, fullName: 'Zeynep Şahinoğlu-Karamanoğlu', roles: ['cashier'], storeIds: [storeId] }));
  const gone = await made(admin.post('/api/users', { username: 'eski', password: PASSWORD, fullName: 'Eski Kasiyer', roles: ['cashier'], storeIds: [storeId] }));
  await made(admin.patch(`/api/users/${gone.id}`, { active: false }));
  for (const id of [cashier.id, (await made(admin.get('/api/users?q=admin'))).items[0].id]) await made(admin.put(`/api/users/${id}/pin`, { pin: PIN }));
  const tills: Till[] = [{ id: terminalId, name: 'Kasa 1' }];
  for (const name of ['Kasa 2', 'Kasa 3', 'Kasa 4']) tills.push({ id: (await made(admin.post('/api/terminals', { storeId, name }))).id, name });
  const branch = await made(admin.post('/api/stores', { name: 'Şube: Kadıköy Çarşı, Moda Caddesi köşesi' }));
  await made(admin.post('/api/terminals', { storeId: branch.id, name: 'Kasa' }));

  const printer = await made(admin.post('/api/pos/printers', { name: 'Fiş yazıcısı', kind: 'tcp', host: '127.0.0.1', port: 9, terminalId }));
  await made(admin.post(`/api/pos/printers/${printer.id}/test`));
  // A sale of the plugin that fails is refused until it is switched off for it.
  for (let tries = 0; tries < 12; tries++) await admin.post('/api/pos/sales', { lines: [{ productId: ids[0], quantity: 1 }], payments: [{ method: 'cash', amount: 46_900 }] });
  await made(admin.put(`/api/plugins/puan/stores/${storeId}`, { enabled: false }));
  const sold = await made(admin.post('/api/pos/sales', { lines: [{ productId: ids[0], quantity: 3 }, { productId: ids[1], quantity: 1 }], payments: [{ method: 'card', amount: 100_000 }, { method: 'cash', amount: 200_000 }] }));
  await made(admin.post(`/api/pos/sales/${sold.id}/refunds`, { lines: [{ lineId: sold.lines[0].id, quantity: 1 }], payments: [{ method: 'cash', amount: 46_900 }], reason: 'Ambalajı açık' }));
  await made(admin.post('/api/pos/parked', { name: 'Ayşe Hanım, emanet', lines: [{ productId: ids[0], quantity: 2 }] }));

  await knowSender(admin, storeId);
  const connectionId = await connect(admin, 'deneme', { key: 'x' }, { name: 'Deneme Kargo' });
  await made(admin.post(`/api/connections/${connectionId}/test`));
  const shipment = (orderNo: string) => admin.post('/api/kargo/shipments', { connectionId, orderNo, recipient: RECIPIENT, parcels: [PARCEL] });
  carrier.tell = reference => ({ reference, state: 'in_transit', events: [{ at: '2026-03-02T09:00:00.000Z', state: 'picked_up', rawCode: 'TA', rawText: 'Şubede teslim alındı', place: 'Kadıköy' }] });
  for (const orderNo of ['WEB-1', 'WEB-2']) await made(shipment(orderNo));
  await until(async () => (await admin.get('/api/kargo/shipments')).body.items.every((one: { state: string }) => one.state !== 'waiting'));
  carrier.on = what => { if (what === 'create') refuse('validation', 'Alıcı ilçesi bulunamadı', '82505'); };
  await made(shipment('WEB-3'));

  const scope = systemScope({ firmId: shop.firmId, userId: '', storeId, plugins: await shop.host.resolve(PluginStates).setFor(storeId) });
  await tell(shop.host, ['ok-1', 'bad-1', 'lost-1'], { scope });
  await until(async () => Object.values(await lines(shop.host)).filter(row => ['dead', 'uncertain'].includes(row.state)).length >= 2);
  return { ...shop, cashierId: cashier.id, tills, stop: async () => { await shop.stop(); await remote.stop(); } };
}

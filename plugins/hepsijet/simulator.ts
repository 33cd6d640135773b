import type { TrackingState } from '@sontechsp/sdk/carrier';
import { carrierSimulator, type CarrierWorld, type SimulatedReply, type SimulatedRequest } from '@sontechsp/sdk/testing';

const words: Partial<Record<TrackingState, readonly [code: string, text: string]>> = {
  pending: ['NEO', 'Gönderi kaydı alındı'], picked_up: ['ACCEPTED', 'Gönderi teslim alındı'], out_for_delivery: ['OUT_FOR_DELIVERY', 'Dağıtıma çıktı'],
  delivery_failed: ['FAILED_ATTEMPT', 'Teslim edilemedi'], delivered: ['DELIVERED', 'Teslim edildi'], returned: ['RETURNED', 'İade edildi'],
  cancelled: ['DELETED', 'Silindi'], unknown: ['YENI_DURUM', 'Belgede olmayan bir durum'],
};

/** Behaves as HepsiJet's integration service is documented to: tokens of an hour, errors inside HTTP 200. */
export const simulator = carrierSimulator({
  states: Object.keys(words) as TrackingState[],
  settings: (url, account) => ({
    environment: 'other', address: url, userName: `hepsijet-${account}`, password: `gizli<&>"${account}`,
    companyName: 'Deneme A.Ş.', companyCode: 'DNM', senderAddressId: 'DNM-1', depot: 'DNM_IST',
  }),
  answer(request, world, account) {
    if (request.path === '/auth/getToken') return signIn(request, world, account);
    if (!world.isOpen(request.headers['x-auth-token'] ?? '')) return { status: 401, body: { status: 'FAIL', message: 'Unauthorized' } };
    const path = request.path.replace('/rest/delivery/', '');
    if (path === 'sendDeliveryOrderEnhanced') return make(request, world);
    if (path === 'integration/track') return track(request, world);
    if (path.startsWith('deleteDeliveryOrder/')) return remove(decodeURIComponent(path.slice('deleteDeliveryOrder/'.length)), world);
    return { status: 404, body: { status: 'FAIL', message: 'Not found' } };
  },
});

const ok = (data: unknown): SimulatedReply => ({ body: { status: 'OK', message: null, data } });
const fail = (message: string): SimulatedReply => ({ body: { status: 'FAIL', message, detailStatus: null, data: null } });

function signIn(request: SimulatedRequest, world: CarrierWorld, account: string): SimulatedReply {
  const given = Buffer.from((request.headers['authorization'] ?? '').replace('Basic ', ''), 'base64').toString('utf8');
  if (given !== `hepsijet-${account}:gizli<&>"${account}`) return { status: 401, body: { status: 'FAIL', message: 'Kullanıcı adı veya şifre hatalı' } };
  return ok({ token: world.openSession(60) });
}

function make(request: SimulatedRequest, world: CarrierWorld): SimulatedReply {
  const { delivery } = JSON.parse(request.body) as { delivery: Record<string, never> & { customerDeliveryNo: string; totalParcels: number; desi: number; recipientPerson: string; recipientPersonPhone1: string; recipientAddress: { city: { name: string }; town: { name: string }; addressLine1: string }; deliveryDateOriginal: string } };
  const { customerDeliveryNo: no, recipientAddress: to } = delivery;
  if (!/^[A-Z0-9]{9,16}$/.test(no)) return fail('customerDeliveryNo 9-16 karakter olmalıdır');
  if (!/^\d{10}$/.test(delivery.recipientPersonPhone1)) return fail('Telefon numarası 10 hane olmalıdır');
  if (!to.city.name || !to.town.name || !to.addressLine1) return fail('Alıcı adresi eksik');
  if (to.addressLine1.length > 250 || delivery.recipientPerson.length > 100) return fail('Alan uzunluğu aşıldı');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(delivery.deliveryDateOriginal)) return fail('deliveryDateOriginal hatalı');
  const made = world.register({
    reference: no, parcels: Number(delivery.totalParcels), desi: delivery.desi, payer: 'sender',
    recipient: { name: delivery.recipientPerson, phone: delivery.recipientPersonPhone1, line: to.addressLine1, district: to.town.name, city: to.city.name },
  });
  if (made !== 'made') return fail('Bu gönderi numarası ile daha önce kayıt oluşturulmuştur');
  return ok({ customerDeliveryNo: no, zplBarcodeDTOList: Array.from({ length: Number(delivery.totalParcels) }, (_, i) => ({ zplBarcode: `^XA^FO30,30^BCN,160^FD${no}${i + 1}^FS^XZ` })) });
}

function track(request: SimulatedRequest, world: CarrierWorld): SimulatedReply {
  const { barcodes } = JSON.parse(request.body) as { barcodes: string[] };
  return ok(barcodes.flatMap(barcode => {
    const shipment = world.find(barcode);
    return shipment ? [{
      barcode, integrationStatus: words[world.stateOf(shipment)]![0], trackingUrl: `https://www.hepsijet.com/gonderi-takibi/${barcode}`,
      details: shipment.events.map(event => ({ integrationStatus: words[event.state]![0], transaction: words[event.state]![1], transactionDate: localTime(event.at), location: event.place })),
    }] : [];
  }));
}

function remove(no: string, world: CarrierWorld): SimulatedReply {
  const answers = { cancelled: ok(null), already: fail('Gönderi daha önce silinmiştir'), onTheWay: fail('Gönderi teslim alındığı için silinemez'), unknown: fail('Gönderi bulunamadı') };
  return answers[world.cancel(no)];
}

const localTime = (at: string): string => new Date(Date.parse(at) + 3 * 3600_000).toISOString().slice(0, 19).replace('T', ' ');

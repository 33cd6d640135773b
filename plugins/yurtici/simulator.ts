import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import type { TrackingState } from '@sontechsp/sdk/carrier';
import { carrierSimulator, type CarrierWorld, type SimulatedOrder, type SimulatedShipment } from '@sontechsp/sdk/testing';

type Way = 'sender' | 'recipient' | 'collect';
interface Fields { readonly [name: string]: string }
type Answer = Record<string, unknown>;

const words: Partial<Record<TrackingState, readonly [id: string, name: string]>> = {
  pending: ['', ''], picked_up: ['KA', 'Kargo Kabul Edildi'], in_transit: ['YK', 'Kargo Yüklendi'], out_for_delivery: ['DG', 'Dağıtıma Çıkarıldı'],
  delivery_failed: ['DV', 'Adreste Bulunamadı, Devir'], return_to_sender: ['ID', 'İade Edilmek Üzere Yola Çıktı'], delivered: ['TS', 'Teslim Edildi'],
  returned: ['IT', 'İade Göndericiye Ulaştı'], cancelled: ['', ''], unknown: ['XZ', 'Belgede Olmayan Hareket'],
};
const lists = ['ShippingOrderVO', 'keys', 'cargoKeys'];
const parser = new XMLParser({ removeNSPrefix: true, parseTagValue: false, isArray: name => lists.includes(name) });
const builder = new XMLBuilder({ ignoreAttributes: false });
/** A sending's keys, per world; the world itself knows sendings by their invoice key. */
const keysOf = (shipment: SimulatedShipment): string[] =>
  shipment.parcels === 1 ? [shipment.reference] : Array.from({ length: shipment.parcels }, (_, i) => shipment.reference + String(i + 1).padStart(2, '0'));
const wayOf = (shipment: SimulatedShipment): Way => (shipment.cashOnDelivery ? 'collect' : shipment.payer ?? 'sender');
const passwordOf = (way: Way, account: string): string => `şifre<&>"'${way}-${account}`;

/** Behaves as ShippingOrderDispatcherServices is documented to: errors inside HTTP 200, one answer a minute to the same question. */
export const simulator = carrierSimulator({
  states: Object.keys(words) as TrackingState[],
  settings: (url, account) => ({
    environment: 'other', address: url, userName: `sender-${account}`, password: passwordOf('sender', account),
    recipientPaysUserName: `recipient-${account}`, recipientPaysPassword: passwordOf('recipient', account),
    collectUserName: `collect-${account}`, collectPassword: passwordOf('collect', account),
  }),
  answer(request, world, account) {
    const body = (parser.parse(request.body) as { Envelope: { Body: Record<string, Record<string, never>> } }).Envelope.Body;
    const name = Object.keys(body)[0] as 'createShipment' | 'queryShipment' | 'cancelShipment';
    const asked = body[name] as unknown as Fields & { ShippingOrderVO?: Fields[]; keys?: string[]; cargoKeys?: string[] };
    const way = asked['wsUserName']?.split('-')[0] as Way;
    const right = asked['wsUserName'] === `${way}-${account}` && asked['wsPassword'] === passwordOf(way, account);
    const element = name === 'queryShipment' ? 'ShippingDeliveryVO' : 'ShippingOrderResultVO';
    const language = asked[name === 'queryShipment' ? 'wsLanguage' : 'userLanguage'];
    return soap(name, element, !right ? flag('1', 'Web servis kullanıcı adı veya şifresi hatalı', { errCode: '80265' })
      : !language ? flag('1', 'Web servis kullanıcı dili boş olamaz', { errCode: '82517' })
        : name === 'createShipment' ? make(asked.ShippingOrderVO ?? [], way, world)
          : name === 'cancelShipment' ? remove(asked.cargoKeys ?? [], way, world) : track(asked, way, world));
  },
});

const flag = (outFlag: string, outResult: string, more: Answer = {}): Answer => ({ outFlag, outResult, ...more });
const soap = (name: string, element: string, answer: Answer) => ({
  type: 'text/xml',
  body: `<?xml version="1.0" encoding="UTF-8"?>${builder.build({
    'env:Envelope': {
      '@_xmlns:env': 'http://schemas.xmlsoap.org/soap/envelope/', 'env:Header': '',
      'env:Body': { [`ns1:${name}Response`]: { '@_xmlns:ns1': 'http://yurticikargo.com.tr/ShippingOrderDispatcherServices', [element]: answer } },
    },
  })}`,
});

function make(orders: readonly Fields[], way: Way, world: CarrierWorld): Answer {
  const wrong = orders.map(order => fieldError(order, way));
  const invoiceKey = orders[0]?.['invoiceKey'] ?? '';
  const known = wrong.every(code => code === '0') && world.register(orderOf(orders, way)) !== 'made';
  const codes = known ? orders.map(() => '60020') : wrong;
  return flag(codes.every(code => code === '0') ? '0' : '1', codes.every(code => code === '0') ? 'Başarılı' : 'İşlem hatalı', {
    jobId: '2198836', count: String(orders.length),
    shippingOrderDetailVO: orders.map((order, i) => ({ cargoKey: order['cargoKey'], invoiceKey, errCode: codes[i], errMessage: codes[i] === '0' ? '' : `Hata ${codes[i]}` })),
  });
}

/** The service's code for the first field that does not fit; 0: none. */
function fieldError(order: Fields, way: Way): string {
  const length = (name: string): number => (order[name] ?? '').length;
  if (length('cargoKey') === 0) return '80859';
  if (length('cargoKey') > 20) return '82500';
  if (length('invoiceKey') === 0) return '60017';
  if (length('invoiceKey') > 20) return '82501';
  if (length('receiverCustName') === 0) return '60018';
  if (length('receiverCustName') < 5 || length('receiverCustName') > 200) return '82503';
  if (length('receiverAddress') === 0) return '60019';
  if (length('receiverAddress') < 10 || length('receiverAddress') > 500) return '82502';
  if (!/^\d{10}$/.test(order['receiverPhone1'] ?? '')) return '82516';
  if (length('cityName') > 40 || length('townName') > 40 || length('description') > 255) return '82517';
  if (way !== 'collect') return order['ttInvoiceAmount'] === undefined ? '0' : '82512';
  if (order['ttInvoiceAmount'] !== undefined && !/^\d+\.\d{2}$/.test(order['ttInvoiceAmount'])) return '82505';
  if (order['ttInvoiceAmount'] !== undefined && !order['ttDocumentId']) return '82507';
  return order['ttCollectionType'] === '1' && !order['dcSelectedCredit'] ? '82509' : '0';
}

function orderOf(orders: readonly Fields[], way: Way): SimulatedOrder {
  const [first] = orders as [Fields];
  const sum = (name: string): number => orders.reduce((total, order) => total + Number(order[name] ?? 0), 0);
  return {
    reference: first['invoiceKey']!, parcels: orders.length, desi: sum('desi'), grams: Math.round(sum('kg') * 1000), payer: way === 'recipient' ? 'recipient' : 'sender',
    recipient: { name: first['receiverCustName']!, phone: first['receiverPhone1']!, line: first['receiverAddress']!, district: first['townName'] ?? '', city: first['cityName'] ?? '' },
    ...(way === 'collect' ? { cashOnDelivery: { amount: Math.round(Number(first['ttInvoiceAmount']) * 100), by: first['ttCollectionType'] === '1' ? 'card' : 'cash' } as const } : {}),
  };
}

function track(asked: Fields & { keys?: string[] }, way: Way, world: CarrierWorld): Answer {
  const keys = asked.keys ?? [];
  if (world.askedTooSoon(JSON.stringify([way, keys, asked['keyType'], asked['addHistoricalData']]), 60_000)) return flag('1', 'Aynı sorgu 1 dakika içinde tekrar yapılamaz');
  const details = keys.flatMap((key): Answer[] => {
    const shipment = asked['keyType'] === '1' ? world.find(key) : undefined;
    if (!shipment || wayOf(shipment) !== way) return [{ cargoKey: key, invoiceKey: key, errCode: '82519', errMessage: 'Kargo anahtarı bulunamadı' }];
    return keysOf(shipment).map(cargoKey => ({ cargoKey, invoiceKey: key, errCode: '0', ...status(shipment, world), ...item(shipment, asked['addHistoricalData'] === 'true', world) }));
  });
  return flag('0', 'Başarılı', { shippingDeliveryDetailVO: details });
}
function status(shipment: SimulatedShipment, world: CarrierWorld): Answer {
  const state = world.stateOf(shipment);
  const [code, operationStatus, message] = state === 'cancelled' ? ['4', 'ISC', 'Kargo daha önceden iptal edilmiştir.'] : shipment.events.length === 0 ? ['0', 'NOP', 'Kargo işlem görmemiş.']
    : state === 'delivered' || state === 'returned' ? ['5', 'DLV', 'Kargo teslim edilmiştir.'] : ['1', 'IND', 'Kargo teslimattadır.'];
  return { operationCode: code, operationStatus, operationMessage: message };
}
function item(shipment: SimulatedShipment, history: boolean, world: CarrierWorld): Answer {
  if (shipment.events.length === 0) return {};
  const state = world.stateOf(shipment);
  return {
    shippingDeliveryItemDetailVO: {
      docId: shipment.trackingNumber, trackingUrl: `http://selfservis.yurticikargo.com/reports/SSWDocumentDetail.aspx?DocId=${shipment.trackingNumber}&x=1`,
      rejectStatus: '0', returnStatus: state === 'return_to_sender' || state === 'returned' ? '1' : '0',
      ...(history ? { invDocCargoVOArray: shipment.events.map(event => ({ unitName: event.place, eventId: words[event.state]![0], eventName: words[event.state]![1], ...local(event.at), cityName: 'İstanbul', townName: event.place })) } : {}),
    },
  };
}

function remove(keys: readonly string[], way: Way, world: CarrierWorld): Answer {
  const codes = { cancelled: ['3', 'CNL', 'Kargo Çıkışı Engellendi.'], onTheWay: ['1', 'IND', 'Kargo taşıma aşamasında, iptal edilemez'] } as const;
  const details = keys.map((cargoKey): Answer => {
    const shipment = world.all().find(s => wayOf(s) === way && keysOf(s).includes(cargoKey));
    if (!shipment) return { cargoKey, errCode: '82519', errMessage: 'Kargo anahtarı bulunamadı' };
    // The first key cancels the sending; the others of the same call find it so.
    const done = world.cancel(shipment.reference);
    if (done === 'already' && keys.indexOf(cargoKey) === 0) return { cargoKey, errCode: '82520', errMessage: 'Kargo daha önceden iptal edilmiştir' };
    const [operationCode, operationStatus, operationMessage] = codes[done === 'onTheWay' ? done : 'cancelled'];
    return { cargoKey, errCode: '0', operationCode, operationStatus, operationMessage };
  });
  return flag(details.every(d => d['errCode'] === '0') ? '0' : '1', 'Sonuç', { shippingCancelDetailVO: details });
}

function local(at: string): { eventDate: string; eventTime: string } {
  const digits = new Date(Date.parse(at) + 3 * 3600_000).toISOString().replace(/\D/g, '');
  return { eventDate: digits.slice(0, 8), eventTime: digits.slice(8, 14) };
}

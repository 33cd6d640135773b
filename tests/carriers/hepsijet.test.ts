import { expect } from 'chai';
import { Value } from 'typebox/value';
import { createAdapterHttp } from '@sontechsp/sdk/http';
import { sampleRequest, type CarrierSimulator } from '@sontechsp/sdk/testing';
import type { CarrierAdapter } from '@sontechsp/sdk/carrier';
import { hepsijet } from '../../plugins/hepsijet/adapter.js';
import type { Context } from '../../plugins/hepsijet/connection.js';
import { simulator as start } from '../../plugins/hepsijet/simulator.js';

const carrier = hepsijet.adapter as unknown as CarrierAdapter;

describe('HepsiJet', () => {
  let simulator: CarrierSimulator;
  let time = Date.parse('2026-03-02T22:30:00.000Z');
  const now = (): string => new Date(time).toISOString();
  let memory: Map<string, unknown>;
  const context = (): never => {
    const signal = new AbortController().signal;
    const log = { info() {}, warn() {}, error() {} };
    return { settings: simulator.settings as never, http: createAdapterHttp({ fits: (schema, value) => Value.Check(schema, value), signal }), now, log, signal, idempotencyKey: 'bir', memory } satisfies Context as never;
  };
  const paths = (): string[] => simulator.requests.map(r => r.path.replace('/rest/delivery/', ''));
  beforeEach(async () => { memory = new Map(); simulator = await start({ now }); });
  afterEach(() => simulator.stop());

  it('writes an order as the service wants it, dated by the calendar of Türkiye', async () => {
    const made = await carrier.create({ ...sampleRequest({ recipient: { ...sampleRequest().recipient, name: 'Ayşe Nur Örnek' } }), reference: 'SNT7654321' }, context());
    expect(made).to.deep.equal({ reference: 'SNT7654321', trackingNumber: 'SNT7654321', label: { format: 'zpl', base64: Buffer.from('^XA^FO30,30^BCN,160^FDSNT76543211^FS^XZ').toString('base64') } });
    expect(JSON.parse(simulator.requests.at(-1)!.body)).to.deep.equal({
      company: { name: 'Deneme A.Ş.', abbreviationCode: 'DNM' },
      delivery: {
        customerDeliveryNo: 'SNT7654321', customerOrderId: 'F-2026-000123', totalParcels: 1, desi: 2, deliverySlotOriginal: '0', deliveryDateOriginal: '2026-03-03', deliveryType: 'RETAIL',
        product: { productCode: 'HX_STD' },
        receiver: { companyCustomerId: '5321112233', firstName: 'Ayşe Nur', lastName: 'Örnek', phone1: '5321112233', email: 'ayse@example.com' },
        senderAddress: { companyAddressId: 'DNM-1', country: { name: 'Türkiye' }, city: { name: 'İstanbul' }, town: { name: 'Kadıköy' }, addressLine1: 'Çarşı Cad. No:1' },
        recipientAddress: { companyAddressId: 'SNT7654321', country: { name: 'Türkiye' }, city: { name: 'Ankara' }, town: { name: 'Çankaya' }, addressLine1: 'Deneme Sokağı No:1 D:4' },
        recipientPerson: 'Ayşe Nur Örnek', recipientPersonPhone1: '5321112233', deliveryContent: [{ description: 'Seramik kupa, 2 adet', quantity: 1 }],
      },
      currentXDock: { abbreviationCode: 'DNM_IST' },
    });
  });

  it('signs in once for many calls, again before the hour is over, and once more when its token is refused', async () => {
    await carrier.create(sampleRequest(), context());
    await carrier.create(sampleRequest(), context());
    expect(paths()).to.deep.equal(['/auth/getToken', 'sendDeliveryOrderEnhanced', 'sendDeliveryOrderEnhanced']);
    time += 56 * 60_000;
    await carrier.create(sampleRequest(), context());
    expect(paths().slice(3)).to.deep.equal(['/auth/getToken', 'sendDeliveryOrderEnhanced']);
    simulator.expireSessions();
    await carrier.create(sampleRequest(), context());
    expect(paths().slice(5)).to.deep.equal(['sendDeliveryOrderEnhanced', '/auth/getToken', 'sendDeliveryOrderEnhanced']);
  });

  it('tells a repeated number from a mistake by asking what is there, since refusals bear no code', async () => {
    const request = sampleRequest();
    await carrier.create(request, context());
    const [again, wrong] = await Promise.all([request, sampleRequest({ recipient: { ...request.recipient, city: '' } })].map(r => carrier.create(r, context()).then(() => undefined, (e: { kind: string; facts: object }) => e)));
    expect([again?.kind, again?.facts, wrong?.kind, wrong?.facts]).to.deep.equal([
      'conflict', { acted: 'no', evidence: 'Bu gönderi numarası ile daha önce kayıt oluşturulmuştur' }, 'validation', { acted: 'no', evidence: 'Alıcı adresi eksik' },
    ]);
  });
});

import { expect } from 'chai';
import { Failure, isFailure } from '@sontechsp/sdk';
import { Value } from 'typebox/value';
import { createAdapterHttp } from '@sontechsp/sdk/http';
import { sampleRequest, type CarrierSimulator } from '@sontechsp/sdk/testing';
import { yurtici } from '../../plugins/yurtici/adapter.js';
import { simulator as start } from '../../plugins/yurtici/simulator.js';
import type { CarrierAdapter } from '@sontechsp/sdk/carrier';
import type { Context } from '../../plugins/yurtici/connection.js';

const carrier = yurtici.adapter as unknown as CarrierAdapter;
const kept = new Map<string, unknown>();
let time = Date.parse('2026-03-02T09:00:00.000Z');
const now = (): string => new Date(time).toISOString();

/** As the host would call it; with what is answered given, nothing leaves the process. */
function context(settings: object, answer?: (body: string) => Response): never {
  const signal = new AbortController().signal;
  const fetchIt = answer && (async (_: unknown, init?: RequestInit) => answer(String(init?.body)));
  const http = createAdapterHttp({ fits: (schema, value) => Value.Check(schema, value), signal, ...(fetchIt ? { fetch: fetchIt as typeof fetch } : {}) });
  const log = { info() {}, warn() {}, error() {} };
  return { settings, http, now, log, signal, idempotencyKey: 'bir', memory: kept } satisfies Omit<Context, 'settings'> & { settings: object } as never;
}
const settings = { environment: 'production', address: '', userName: 'U', password: 'P', recipientPaysUserName: '', recipientPaysPassword: '', collectUserName: '', collectPassword: '' };
const soap = (inner: string): Response => new Response(`<env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>${inner}</env:Body></env:Envelope>`, { headers: { 'content-type': 'text/xml' } });
const failureOf = (work: Promise<unknown>): Promise<Failure> => work.then(() => { throw new Error('It did not fail'); }, (e: unknown) => { if (!isFailure(e)) throw e; return e; });

describe('Yurtiçi Kargo', () => {
  let simulator: CarrierSimulator;
  beforeEach(async () => { simulator = await start({ now }); });
  afterEach(() => simulator.stop());

  it('speaks of a shipment as the service wants it: fields, lengths, collecting', async () => {
    let sent = '';
    const answered = context({ ...settings, collectUserName: 'T', collectPassword: 'X' }, body => {
      sent = body;
      return soap('<ns1:createShipmentResponse xmlns:ns1="x"><ShippingOrderResultVO><outFlag>0</outFlag><outResult>Başarılı</outResult><shippingOrderDetailVO><cargoKey>SNT1234567</cargoKey><errCode>0</errCode></shippingOrderDetailVO></ShippingOrderResultVO></ns1:createShipmentResponse>');
    });
    const made = await carrier.create({ ...sampleRequest({ cashOnDelivery: { amount: 129_905, by: 'card' } }), reference: 'SNT1234567' }, answered);
    expect(made).to.deep.equal({ reference: 'SNT1234567', barcodes: ['SNT1234567'] });
    const inner = sent.slice(sent.indexOf('<ship:createShipment>'), sent.indexOf('</soapenv:Body>'));
    expect(inner).to.equal('<ship:createShipment><wsUserName>T</wsUserName><wsPassword>X</wsPassword><userLanguage>TR</userLanguage><ShippingOrderVO>'
      + '<cargoKey>SNT1234567</cargoKey><invoiceKey>SNT1234567</invoiceKey><receiverCustName>Ayşe Örnek</receiverCustName><receiverAddress>Deneme Sokağı No:1 D:4</receiverAddress>'
      + '<cityName>Ankara</cityName><townName>Çankaya</townName><receiverPhone1>5321112233</receiverPhone1><emailAddress>ayse@example.com</emailAddress><desi>2</desi><kg>1.5</kg><cargoCount>1</cargoCount>'
      + '<description>F-2026-000123 Seramik kupa, 2 adet</description><ttInvoiceAmount>1299.05</ttInvoiceAmount><ttDocumentId>SNT1234567</ttDocumentId><ttCollectionType>1</ttCollectionType>'
      + '<ttDocumentSaveType>0</ttDocumentSaveType><dcSelectedCredit>1</dcSelectedCredit><dcCreditRule>1</dcCreditRule></ShippingOrderVO></ship:createShipment>');
  });

  for (const [code, kind] of [['60020', 'conflict'], ['82516', 'validation'], ['80265', 'auth'], ['936', 'unavailable']] as const) {
    it(`takes the error ${code} inside HTTP 200 for ${kind}`, async () => {
      const failure = await failureOf(carrier.create(sampleRequest(), context(settings, () => soap(
        `<createShipmentResponse><ShippingOrderResultVO><outFlag>1</outFlag><shippingOrderDetailVO><errCode>${code}</errCode><errMessage>Söz &amp; öz</errMessage></shippingOrderDetailVO></ShippingOrderResultVO></createShipmentResponse>`))));
      expect([failure.kind, failure.facts.remoteCode, failure.facts.evidence, failure.facts.acted]).to.deep.equal([kind, code, 'Söz & öz', kind === 'unavailable' ? 'unknown' : 'no']);
    });
  }

  it('gives back the parcels that were taken when another of the sending was refused', async () => {
    const asked: string[] = [];
    await failureOf(carrier.create(sampleRequest({ parcels: [sampleRequest().parcels[0]!, sampleRequest().parcels[0]!] }), context(settings, body => {
      asked.push(body);
      return body.includes('cancelShipment') ? soap('<cancelShipmentResponse><ShippingOrderResultVO><outFlag>0</outFlag></ShippingOrderResultVO></cancelShipmentResponse>')
        : soap('<createShipmentResponse><ShippingOrderResultVO><outFlag>0</outFlag><shippingOrderDetailVO><cargoKey>A1</cargoKey><errCode>0</errCode></shippingOrderDetailVO><shippingOrderDetailVO><cargoKey>A2</cargoKey><errCode>82500</errCode></shippingOrderDetailVO></ShippingOrderResultVO></createShipmentResponse>');
    })));
    expect(asked[1]).to.contain('<cargoKeys>A1</cargoKeys></ship:cancelShipment>');
  });

  it('reads a journey: the number, the address, words, places and times of Türkiye', async () => {
    const [tracked] = await carrier.track(['SNT1'], context(settings, () => soap(`<queryShipmentResponse><ShippingDeliveryVO><outFlag>0</outFlag><shippingDeliveryDetailVO>
      <cargoKey>SNT1</cargoKey><invoiceKey>SNT1</invoiceKey><operationCode>1</operationCode><operationStatus>IND</operationStatus>
      <shippingDeliveryItemDetailVO><docId>100365926603</docId><trackingUrl>http://selfservis.yurticikargo.com/x?a=1&amp;b=2</trackingUrl><returnStatus/><rejectStatus>0</rejectStatus>
      <invDocCargoVOArray><unitName>ADANA TM</unitName><eventId>IN</eventId><eventName>Kargo &#304;ndirildi</eventName><eventDate>20260303</eventDate><eventTime>013000</eventTime><cityName>Adana</cityName><townName>Seyhan</townName></invDocCargoVOArray>
      <invDocCargoVOArray><unitName>KADIKÖY</unitName><eventName>Kargo Kabul Edildi</eventName><eventDate>20260302</eventDate><eventTime>93015</eventTime></invDocCargoVOArray>
      </shippingDeliveryItemDetailVO></shippingDeliveryDetailVO></ShippingDeliveryVO></queryShipmentResponse>`)));
    expect(tracked).to.deep.equal({
      reference: 'SNT1', trackingNumber: '100365926603', trackingUrl: 'http://selfservis.yurticikargo.com/x?a=1&b=2', state: 'in_transit',
      events: [
        { at: '2026-03-02T06:30:15.000Z', state: 'picked_up', rawCode: 'Kargo Kabul Edildi', rawText: 'Kargo Kabul Edildi', place: 'KADIKÖY' },
        { at: '2026-03-02T22:30:00.000Z', state: 'in_transit', rawCode: 'IN', rawText: 'Kargo İndirildi', place: 'ADANA TM, Seyhan, Adana' },
      ],
    });
  });

  for (const [code, more, state] of [
    ['0', '', 'pending'], ['1', '', 'picked_up'], ['2', '', 'picked_up'], ['3', '', 'cancelled'], ['4', '', 'cancelled'], ['5', '', 'delivered'], ['6', '', 'cancelled'],
    ['1', '<returnStatus>1</returnStatus>', 'return_to_sender'], ['1', '<rejectStatus>1</rejectStatus>', 'delivery_failed'], ['1', '<rejectStatus>11</rejectStatus>', 'picked_up'],
    ['5', '<returnStatus>3</returnStatus>', 'returned'], ['9', '', 'unknown'],
  ] as const) {
    it(`takes operationCode ${code}${more ? ` with ${more}` : ''} for ${state}`, async () => {
      const [tracked] = await carrier.track(['SNT1'], context(settings, () => soap(`<queryShipmentResponse><ShippingDeliveryVO><outFlag>0</outFlag><shippingDeliveryDetailVO><invoiceKey>SNT1</invoiceKey>
        <operationCode>${code}</operationCode><shippingDeliveryItemDetailVO>${more}</shippingDeliveryItemDetailVO></shippingDeliveryDetailVO></ShippingDeliveryVO></queryShipmentResponse>`)));
      expect(tracked?.state).to.equal(state);
    });
  }

  it('says how long to wait when the same question comes twice within a minute', async () => {
    const at = context(simulator.settings);
    const { reference } = await carrier.create(sampleRequest(), at);
    await carrier.track([reference], at);
    const failure = await failureOf(carrier.track([reference], at));
    expect([failure.kind, failure.facts.retryAfterMs, failure.facts.evidence]).to.deep.equal(['rateLimited', 60_000, 'Aynı sorgu 1 dakika içinde tekrar yapılamaz']);
    time += 60_000;
    expect(await carrier.track([reference], at)).to.have.length(1);
  });

  it('finds and cancels what other users of the account made, for other ways of paying', async () => {
    const at = context(simulator.settings);
    const parcel = sampleRequest().parcels[0]!;
    for (const request of [sampleRequest({ payer: 'recipient', parcels: [parcel, parcel] }), sampleRequest({ cashOnDelivery: { amount: 5000, by: 'cash' } })]) {
      const made = await carrier.create(request, at);
      expect(await carrier.findByRef!(request.reference, at)).to.deep.equal(made);
      time += 60_000;
      await carrier.cancel(request.reference, at);
      expect(simulator.shipment(request.reference)?.cancelled).to.equal(true);
    }
  });

  it('refuses a way of paying the connection has no user for, before anything is sent', async () => {
    const failure = await failureOf(carrier.create(sampleRequest({ payer: 'recipient' }), context({ ...simulator.settings, recipientPaysUserName: '' })));
    expect([failure.kind, failure.facts.acted, simulator.requests.length]).to.deep.equal(['notSupported', 'no', 0]);
  });

  it('follows no types declared in an answer', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const failure = await failureOf(carrier.track(['SNT1'], context(settings, () => new Response(`<?xml version="1.0"?>${bomb}<Envelope><Body>&b;</Body></Envelope>`))));
    expect(failure.kind).to.equal('unavailable');
  });
});

import type { CarrierAddress, CarrierRequest } from '../../carrier.js';
import { carrierCheck, failureOf, must, mustBePlain, mustEqual, mustFit, unless } from '../carrier-check.js';
import type { CarrierRig } from '../carrier-rig.js';
import { frozen, nextReference, parcel, recipient, sampleRequest } from '../carrier-samples.js';
import { shipmentShape } from '../carrier-shapes.js';
import type { SimulatedShipment } from '../carrier-world.js';

/** Makes it and gives what the carrier holds of it. */
async function made(rig: CarrierRig, changes: Partial<CarrierRequest> = {}): Promise<SimulatedShipment> {
  const { reference } = await rig.create(changes);
  const shipment = rig.simulator.shipment(reference);
  must(shipment, `The carrier has no shipment ${reference}`);
  return shipment;
}
const sameName = (held: string, told: string): boolean => held.replace(/\s+/g, ' ').trim() === told.replace(/\s+/g, ' ').trim();

/** The text arrives as it is, up to where the carrier's field ends. */
async function arrives(rig: CarrierRig, to: Partial<CarrierAddress>): Promise<void> {
  const whole = recipient(to);
  const { recipient: held } = await made(rig, { recipient: whole });
  must(sameName(held.name, whole.name), `The name arrives as ${JSON.stringify(held.name)}, not ${JSON.stringify(whole.name)}`);
  must(held.line.includes(whole.line), `The address arrives as ${JSON.stringify(held.line)}, not ${JSON.stringify(whole.line)}`);
  if (held.city !== undefined) mustEqual(held.city, whole.city, 'The city');
  must(`${held.district ?? ''} ${held.line}`.includes(whole.district), `The district ${whole.district} arrives neither as one (${JSON.stringify(held.district)}) nor in the address`);
}

/** A field too long is cut on a whole character or refused as validation. */
async function cutOrRefused(rig: CarrierRig, field: 'name' | 'line', text: string): Promise<void> {
  const request = sampleRequest({ recipient: recipient({ [field]: text }) });
  const ended = await rig.adapter.create(frozen(request), rig.context()).then(() => undefined, (error: unknown) => ({ error }));
  if (ended) {
    await failureOf(Promise.reject(ended.error as Error), ['validation'], `With a ${field} of ${text.length} characters`);
    return mustEqual(rig.simulator.effects(request.reference), 0, 'The number of shipments after a refusal');
  }
  const held = rig.simulator.shipment(request.reference)!.recipient[field];
  must(held.length >= 5 && text.startsWith(held.trim()), `The carrier holds ${JSON.stringify(held.slice(0, 40))}…, which the ${field} does not begin with`);
  must(!/\p{Cs}|\uFFFD/u.test(held), `The ${field} was cut in the middle of a character`);
}

const xml = `Ali & Veli <"Tic."> 'Ltd' ]]> &amp; %20 {"a":1} \\n`;

export const createChecks = [
  carrierCheck('create.answers', 'create answers our reference, and the carrier makes one shipment', async rig => {
    const request = sampleRequest();
    const answer = await rig.adapter.create(frozen(request), rig.context());
    mustEqual(answer.reference, request.reference, 'The reference');
    mustEqual(rig.simulator.effects(request.reference), 1, 'The number of shipments made');
    if (answer.trackingUrl !== undefined) must(/^https?:\/\//.test(answer.trackingUrl), 'The tracking address is no web address');
  }),
  carrierCheck('create.plain', 'What create answers is plain data of the contract\'s types that survives structuredClone', async rig => {
    const answer = await rig.create();
    mustBePlain(answer, 'The answer');
    mustFit(shipmentShape, answer, 'The answer');
    const empty = Object.entries(answer).find(([, value]) => value === '' || value === null);
    must(!empty, `'${empty?.[0]}' is there without a value; leave it out`);
  }),
  carrierCheck('create.longReference', 'References of sixteen characters stay apart, though they differ in the last one only', async rig => {
    const stem = nextReference().padEnd(15, '0');
    for (const last of ['1', '2']) mustEqual((await rig.create({ reference: stem + last })).reference, stem + last, 'The reference');
    mustEqual([rig.simulator.effects(`${stem}1`), rig.simulator.effects(`${stem}2`)], [1, 1], 'The number of shipments made under each');
    rig.simulator.advance(`${stem}2`, 'delivered');
    mustEqual((await rig.adapter.track([`${stem}1`], rig.context())).map(one => [one.reference, one.state]), [[`${stem}1`, 'pending']], 'What tracking the first tells');
  }),
  carrierCheck('create.label', 'A label the carrier made is base64 of ZPL or PDF', async rig => {
    const { label } = await rig.create();
    if (!label) return;
    const begin = Buffer.from(label.base64, 'base64').toString('latin1').trimStart().slice(0, 4);
    must(label.format === 'pdf' ? begin === '%PDF' : /^[\^~]/.test(begin), `The ${label.format} label begins with ${JSON.stringify(begin)}`);
  }),
  carrierCheck('create.turkish', 'Turkish letters arrive as they are', rig => arrives(rig, { name: 'Şükrü Iğdırlı Çöğür', line: 'Üçgül Sokağı İşçi Apt. ğüşıöçĞÜŞİÖÇ', district: 'Karakoyunlu', city: 'Iğdır' })),
  carrierCheck('create.metacharacters', 'Characters that mean something in XML, JSON or an address arrive as they are', rig => arrives(rig, { name: xml, line: `${xml} No:1` })),
  carrierCheck('create.otherScripts', 'Letters of other scripts and emoji arrive as they are', rig => arrives(rig, { name: 'Олим Каримов Oʻzbek 😀', line: 'улица Навои 12 😀 李' })),
  carrierCheck('create.controlCharacters', 'Line breaks and control characters do not spoil the request', async rig => {
    const { recipient: held } = await made(rig, { recipient: recipient({ name: 'Ayşe\u0000\u0008 Örnek', line: 'Deneme Sokağı\nNo:1\tD:4' }) });
    must(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(held.name + held.line), 'Control characters reach the carrier');
    must(held.name.startsWith('Ayşe') && held.name.endsWith('Örnek'), `The name arrives as ${JSON.stringify(held.name)}`);
  }),
  carrierCheck('create.longName', 'A name of 300 characters is cut, or refused as validation', rig => cutOrRefused(rig, 'name', 'Ayşegül '.repeat(40).trim())),
  carrierCheck('create.longLine', 'An address of 2,000 characters is cut on a whole character, or refused as validation', rig => cutOrRefused(rig, 'line', `No1${'😀'.repeat(1000)}`)),
  carrierCheck('create.shortName', 'A name of three letters is sent', async rig => {
    const { recipient: held } = await made(rig, { recipient: recipient({ name: 'Can' }) });
    must(held.name.includes('Can'), `The name arrives as ${JSON.stringify(held.name)}`);
  }),
  carrierCheck('create.emptyOptional', 'Optional fields that are left out leave no undefined, null or NaN behind', async rig => {
    const { email: _, postalCode: __, ...bare } = recipient();
    const { content: ___, ...box } = parcel;
    await rig.create({ recipient: bare, parcels: [box], description: '' });
    const bad = rig.sent.find(s => /undefined|NaN|\[object |:\s*null\b|>null</.test(s.url + s.body));
    must(!bad, `A request holds ${/.{0,30}(undefined|NaN|\[object |:\s*null\b|>null<)/.exec(`${bad?.url}${bad?.body}`)?.[0]}`);
  }),
  carrierCheck('create.phone', 'A phone arrives as the same ten digits, however it was typed', async rig => {
    for (const phone of ['+90 (532) 111 22 33', '0532 111 22 33', '5321112233', '0090-532-111-2233']) {
      const { recipient: held } = await made(rig, { recipient: recipient({ phone }) });
      must(held.phone.replace(/\D/g, '').endsWith('5321112233'), `${phone} arrives as ${held.phone}`);
    }
  }),
  carrierCheck('create.badPhone', 'A phone that is none is refused as validation before anything is made', async rig => {
    const request = sampleRequest({ recipient: recipient({ phone: '12' }) });
    const failure = await failureOf(rig.adapter.create(frozen(request), rig.context()), ['validation'], 'With the phone 12');
    must(failure.facts.acted !== 'unknown', 'It says that the carrier may have acted');
    must(failure.message.trim().length > 0, 'It has no message');
    mustEqual(rig.simulator.effects(request.reference), 0, 'The number of shipments made');
  }),
  carrierCheck('create.cashOnDelivery', 'Cash on delivery arrives to the kuruş, for cash and for card', async rig => {
    for (const amount of [1, 101, 1990, 12_345, 28_999, 100_000, 4_503_599_99]) {
      for (const by of ['cash', 'card'] as const) mustEqual((await made(rig, { cashOnDelivery: { amount, by } })).cashOnDelivery, { amount, by }, `Cash on delivery of ${amount} kuruş`);
    }
  }, unless('cash on delivery', c => c.cashOnDelivery)),
  carrierCheck('create.noCashOnDelivery', 'Nothing is collected from a recipient when nothing was asked for', async rig => {
    mustEqual((await made(rig)).cashOnDelivery, undefined, 'Cash on delivery');
  }),
  carrierCheck('create.refusesCashOnDelivery', 'Cash on delivery that the carrier does not offer is refused, not left out', async rig => {
    const request = sampleRequest({ cashOnDelivery: { amount: 5000, by: 'cash' } });
    await failureOf(rig.adapter.create(frozen(request), rig.context()), ['notSupported', 'validation'], 'With cash on delivery');
    mustEqual(rig.simulator.effects(request.reference), 0, 'The number of shipments made');
  }, rig => (rig.adapter.capabilities.cashOnDelivery ? 'the carrier offers cash on delivery' : undefined)),
  carrierCheck('create.payer', 'Who pays arrives; a payer the carrier does not offer is refused, not ignored', async rig => {
    const { payer } = await made(rig);
    must(payer === undefined || payer === 'sender', `The payer arrives as ${payer}, not sender`);
    if (rig.adapter.capabilities.recipientPays) mustEqual((await made(rig, { payer: 'recipient' })).payer, 'recipient', 'The payer');
    else await failureOf(rig.create({ payer: 'recipient' }), ['notSupported', 'validation'], 'With the recipient paying');
  }),
  carrierCheck('create.parcels', 'Several parcels are one sending of so many, or refused', async rig => {
    if (!rig.adapter.capabilities.multiParcel) return void await failureOf(rig.create({ parcels: [parcel, parcel, parcel] }), ['notSupported', 'validation'], 'With three parcels');
    const answer = await rig.create({ parcels: [parcel, { ...parcel, heightCm: 25, weightGrams: 2250 }, { ...parcel, weightGrams: 400 }] });
    const held = rig.simulator.shipment(answer.reference);
    mustEqual(held?.parcels, 3, 'The number of parcels the carrier holds');
    if (held?.grams !== undefined) mustEqual(held.grams, 4150, 'The weight of all in grams');
    if (held?.desi !== undefined) must(held.desi >= 9 && held.desi <= 12, `Parcels of 2, 5 and 2 desi arrive as ${held.desi} desi`);
    if (answer.barcodes) mustEqual([answer.barcodes.length, new Set(answer.barcodes).size], [3, 3], 'The number of barcodes, and of different ones');
  }),
  carrierCheck('create.measures', 'Volume and weight arrive: desi is length × width × height ÷ 3000, rounded up at most to a whole one', async rig => {
    const { desi, grams } = await made(rig, { parcels: [{ lengthCm: 40, widthCm: 30, heightCm: 25, weightGrams: 2750 }] });
    if (desi !== undefined) must(desi >= 10 && desi < 11.01, `40 × 30 × 25 cm arrive as ${desi} desi, not 10`);
    if (grams !== undefined) mustEqual(grams, 2750, 'The weight in grams');
  }),
  carrierCheck('create.again', 'The same request again answers the same or conflict, and makes nothing more', async rig => {
    const request = frozen(sampleRequest());
    const first = await rig.adapter.create(request, rig.context({ idempotencyKey: 'bir' }));
    const second = await rig.adapter.create(request, rig.context({ idempotencyKey: 'bir' })).catch(async (error: unknown) => failureOf(Promise.reject(error as Error), ['conflict'], 'The second time').then(() => first));
    mustEqual(second.reference, first.reference, 'The reference of the second answer');
    mustEqual(rig.simulator.effects(request.reference), 1, 'The number of shipments made');
  }, unless('protection from repetitions', c => c.idempotency !== 'none')),
  carrierCheck('create.otherContent', 'Another request under a known reference is conflict, and changes nothing', async rig => {
    const request = sampleRequest();
    await rig.adapter.create(frozen(request), rig.context());
    await failureOf(rig.adapter.create(frozen({ ...request, recipient: recipient({ name: 'Başka Biri' }) }), rig.context()), ['conflict'], 'With another recipient');
    const held = rig.simulator.shipment(request.reference);
    mustEqual([held?.effects, held?.recipient.name], [1, request.recipient.name], 'Shipments made, and the recipient');
  }, unless('protection from repetitions', c => c.idempotency !== 'none')),
  carrierCheck('create.atOnce', 'Ten at once are ten shipments, each to its own recipient', async rig => {
    const names = [...'ABCDEFGHIJ'].map(letter => `Ayşe Örnek ${letter.repeat(3)}`);
    const answers = await Promise.all(names.map(name => rig.create({ recipient: recipient({ name }) })));
    mustEqual(answers.map(a => rig.simulator.effects(a.reference)), names.map(() => 1), 'The number of shipments under each reference');
    mustEqual(answers.map(a => rig.simulator.shipment(a.reference)!.recipient.name.replace(/\s+/g, ' ')), names, 'The recipients');
  }),
];

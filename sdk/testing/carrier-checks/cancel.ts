import { carrierCheck, failureOf, mustEqual, unless } from '../carrier-check.js';
import type { CarrierRig } from '../carrier-rig.js';
import { nextReference, parcel } from '../carrier-samples.js';

const whenOffered = unless('cancelling', c => c.cancel);
const isCancelled = (rig: CarrierRig, reference: string) => rig.simulator.shipment(reference)?.cancelled;

export const cancelChecks = [
  carrierCheck('cancel.fresh', 'A shipment nobody has picked up is cancelled, and tracking says so', async rig => {
    const { reference } = await rig.create();
    await rig.cancel(reference);
    mustEqual(isCancelled(rig, reference), true, 'Whether the carrier has cancelled it');
    mustEqual((await rig.track(reference))[0]?.state ?? 'cancelled', 'cancelled', 'The state afterwards');
  }, whenOffered),
  carrierCheck('cancel.onlyThat', 'Cancelling one leaves the others', async rig => {
    const [one, two] = [await rig.create(), await rig.create()];
    await rig.cancel(one.reference);
    mustEqual(isCancelled(rig, two.reference), false, 'Whether the other was cancelled');
  }, whenOffered),
  carrierCheck('cancel.parcels', 'A sending of several parcels is cancelled as a whole', async rig => {
    const { reference } = await rig.create({ parcels: [parcel, parcel, parcel] });
    await rig.cancel(reference);
    mustEqual(isCancelled(rig, reference), true, 'Whether the carrier has cancelled it');
  }, unless('cancelling several parcels', c => c.cancel && c.multiParcel)),
  carrierCheck('cancel.twice', 'Cancelling what is cancelled already succeeds', async rig => {
    const { reference } = await rig.create();
    await rig.cancel(reference);
    await rig.cancel(reference);
    mustEqual(isCancelled(rig, reference), true, 'Whether the carrier has cancelled it');
  }, whenOffered),
  carrierCheck('cancel.onItsWay', 'What is on its way is conflict, and goes on', async rig => {
    for (const state of rig.simulator.states.filter(s => ['picked_up', 'in_transit', 'out_for_delivery', 'delivered'].includes(s))) {
      const { reference } = await rig.create();
      rig.simulator.advance(reference, state);
      await failureOf(rig.cancel(reference), ['conflict'], `When it is ${state}`);
      mustEqual(isCancelled(rig, reference), false, 'Whether the carrier has cancelled it');
    }
  }, whenOffered),
  carrierCheck('cancel.unknown', 'What the carrier does not know is notFound', async rig => {
    await rig.create();
    await failureOf(rig.cancel(nextReference()), ['notFound'], 'With an unknown reference');
  }, whenOffered),
  carrierCheck('cancel.lostAnswer', 'A lost answer to cancel is unavailable, and cancelling again succeeds', async rig => {
    const { reference } = await rig.create();
    rig.spoil({ kind: 'lost' });
    const failure = await failureOf(rig.cancel(reference), ['unavailable'], 'When the answer is lost');
    mustEqual(failure.facts.acted, 'unknown', 'facts.acted');
    rig.clock.advance(3_600_000);
    await rig.cancel(reference);
    mustEqual(isCancelled(rig, reference), true, 'Whether the carrier has cancelled it');
  }, whenOffered),
  carrierCheck('cancel.nonsense', 'An answer to cancel that makes no sense is never taken for success', async rig => {
    for (const body of ['', '{}', '<html></html>', 'null']) {
      const { reference } = await rig.create();
      rig.spoil({ kind: 'nonsense', body: () => body });
      await failureOf(rig.cancel(reference), ['unavailable'], `With the answer ${JSON.stringify(body)}`);
    }
  }, whenOffered),
  carrierCheck('cancel.notOffered', 'A carrier that cannot cancel says notSupported and asks nothing', async rig => {
    const { reference } = await rig.create();
    const before = rig.sent.length;
    await failureOf(rig.cancel(reference), ['notSupported'], 'cancel');
    mustEqual(rig.sent.length, before, 'The number of requests');
  }, rig => (rig.adapter.capabilities.cancel ? 'the carrier can cancel' : undefined)),
];

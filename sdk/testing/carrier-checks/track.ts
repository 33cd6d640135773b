import { trackingStates, type Tracking } from '../../carrier.js';
import { isFailure } from '../../failure.js';
import { carrierCheck, failureOf, must, mustBePlain, mustEqual, mustFit } from '../carrier-check.js';
import type { CarrierRig } from '../carrier-rig.js';
import { nextReference } from '../carrier-samples.js';
import { trackingsShape } from '../carrier-shapes.js';

const HOUR_MS = 3_600_000;
async function tracked(rig: CarrierRig, reference: string): Promise<Tracking> {
  const all = await rig.track(reference);
  mustEqual(all.map(one => one.reference), [reference], 'The references answered');
  return all[0]!;
}
/** So many references, of which the first, the middle and the last are shipments: whatever an adapter drops, one of them is missed. */
async function manyReferences(rig: CarrierRig, count: number): Promise<{ all: string[]; real: string[] }> {
  const all = Array.from({ length: count }, nextReference);
  const real = [...new Set([0, Math.floor(count / 2), count - 1])].map(at => all[at]!);
  for (const reference of real) await rig.create({ reference });
  return { all, real };
}
const sorted = (references: readonly string[]): string[] => [...references].sort();

export const trackChecks = [
  carrierCheck('track.none', 'No references: no answers, and no request', async rig => {
    mustEqual([await rig.track(), rig.sent.length], [[], 0], 'Answers and requests');
  }),
  carrierCheck('track.fresh', 'A shipment nobody has picked up is pending', async rig => {
    const { reference } = await rig.create();
    const { state, events } = await tracked(rig, reference);
    mustEqual(state, 'pending', 'The state');
    must(events.every(e => e.state === 'pending'), 'It has events of a journey');
  }),
  carrierCheck('track.states', 'Every state the carrier can say arrives as its canonical one', async rig => {
    for (const state of rig.simulator.states.filter(s => s !== 'unknown')) {
      const { reference } = await rig.create();
      // A parcel is picked up before anything else becomes of it.
      if (!['pending', 'picked_up', 'cancelled'].includes(state) && rig.simulator.states.includes('picked_up')) rig.simulator.advance(reference, 'picked_up');
      rig.clock.advance(HOUR_MS);
      rig.simulator.advance(reference, state);
      mustEqual((await tracked(rig, reference)).state, state, `The state of a shipment that is ${state}`);
    }
  }),
  carrierCheck('track.unknownState', 'A state nobody has heard of is unknown, with the carrier\'s own code kept, and breaks nothing', async rig => {
    const { reference } = await rig.create();
    rig.simulator.advance(reference, 'picked_up');
    rig.clock.advance(HOUR_MS);
    rig.simulator.advance(reference, 'unknown');
    const { state, events } = await tracked(rig, reference);
    must((trackingStates as readonly string[]).includes(state) && !['delivered', 'returned', 'cancelled'].includes(state), `The state is ${state}`);
    const last = events.find(e => e.at === rig.clock.now());
    must(last && last.rawCode !== '' && last.rawText !== '', 'The event was left out, or lost the carrier\'s words');
    must((trackingStates as readonly string[]).includes(last.state), `The event's state is ${last.state}`);
  }, rig => (rig.simulator.states.includes('unknown') && rig.simulator.states.includes('picked_up') ? undefined : 'the simulator cannot say one')),
  carrierCheck('track.unknownReference', 'References the carrier does not know are left out, the others answered', async rig => {
    const [one, two] = [await rig.create(), await rig.create()];
    const answers = await rig.track(one.reference, nextReference(), two.reference);
    mustEqual(sorted(answers.map(a => a.reference)), sorted([one.reference, two.reference]), 'The references answered');
    mustEqual(await rig.track(nextReference()), [], 'The answer to an unknown one alone');
  }),
  carrierCheck('track.full', 'As many references as one call may have are all looked up', async rig => {
    const { all, real } = await manyReferences(rig, rig.adapter.capabilities.trackBatch);
    mustEqual(sorted((await rig.track(...all)).map(a => a.reference)), sorted(real), 'The references answered');
  }),
  carrierCheck('track.tooMany', 'One reference too many is refused as validation or looked up; none is lost in silence', async rig => {
    const { all, real } = await manyReferences(rig, rig.adapter.capabilities.trackBatch + 1);
    const answers = await rig.track(...all).catch(async (error: unknown) => failureOf(Promise.reject(error as Error), ['validation'], 'With one too many').then(() => undefined));
    if (answers) mustEqual(sorted(answers.map(a => a.reference)), sorted(real), 'The references answered');
  }),
  carrierCheck('track.doubled', 'A reference given twice is answered once', async rig => {
    const { reference } = await rig.create();
    mustEqual((await rig.track(reference, reference)).map(a => a.reference), [reference], 'The references answered');
  }),
  carrierCheck('track.order', 'Events told out of order come oldest first, and the last one decides', async rig => {
    const { reference } = await rig.create();
    const start = Date.parse(rig.clock.now());
    const at = (hours: number): string => new Date(start + hours * HOUR_MS).toISOString();
    const [first, second] = rig.simulator.states.filter(s => ['picked_up', 'in_transit', 'out_for_delivery'].includes(s));
    must(first && second, 'The simulator says fewer than two states of a journey');
    rig.clock.advance(10 * HOUR_MS);
    rig.simulator.advance(reference, second, at(5));
    rig.simulator.advance(reference, first, at(2));
    const { events, state } = await tracked(rig, reference);
    mustEqual(events.map(e => e.at), sorted(events.map(e => e.at)), 'The instants of the events');
    mustEqual(state, second, 'The state');
  }),
  carrierCheck('track.final', 'A late scan from before does not undo a delivery', async rig => {
    const { reference } = await rig.create();
    const start = Date.parse(rig.clock.now());
    rig.simulator.advance(reference, 'picked_up', new Date(start).toISOString());
    rig.clock.advance(8 * HOUR_MS);
    rig.simulator.advance(reference, 'delivered', new Date(start + 6 * HOUR_MS).toISOString());
    rig.simulator.advance(reference, 'out_for_delivery', new Date(start + 4 * HOUR_MS).toISOString());
    mustEqual((await tracked(rig, reference)).state, 'delivered', 'The state');
  }, rig => (['picked_up', 'out_for_delivery', 'delivered'].every(s => (rig.simulator.states as string[]).includes(s)) ? undefined : 'the simulator cannot say it')),
  carrierCheck('track.instants', 'Instants are UTC, ISO 8601 with milliseconds, and those of the carrier', async rig => {
    const { reference } = await rig.create();
    // The second is after midnight in Türkiye and before it in Greenwich.
    const told = ['2026-03-02T09:30:15.000Z', '2026-03-02T21:45:00.000Z', '2026-07-01T05:00:00.000Z'];
    rig.clock.advance(365 * 24 * HOUR_MS);
    for (const at of told) rig.simulator.advance(reference, 'picked_up', at);
    const { events } = await tracked(rig, reference);
    must(events.every(e => e.at === new Date(e.at).toISOString()), `The instants are ${events.map(e => e.at).join(', ')}`);
    mustEqual(events.filter(e => told.includes(e.at)).map(e => e.at), told, `Of ${events.map(e => e.at).join(', ')} those told`);
  }, rig => (rig.simulator.states.includes('picked_up') ? undefined : 'the simulator cannot say it')),
  carrierCheck('track.words', 'Every event keeps the carrier\'s code and words, and a place where it told one', async rig => {
    const { reference } = await rig.create();
    rig.simulator.advance(reference, 'picked_up');
    const { events } = await tracked(rig, reference);
    must(events.length > 0, 'There is no event');
    for (const event of events) must(event.rawCode && event.rawText && event.place !== '', `An event is ${JSON.stringify(event)}`);
  }, rig => (rig.simulator.states.includes('picked_up') ? undefined : 'the simulator cannot say it')),
  carrierCheck('track.plain', 'What track answers is plain data of the contract\'s types that survives structuredClone', async rig => {
    const { reference } = await rig.create();
    rig.simulator.advance(reference, 'delivered');
    const answer = await rig.track(reference);
    mustBePlain(answer, 'The answer');
    mustFit(trackingsShape, answer, 'The answer');
  }),
  carrierCheck('track.moves', 'What happens after a parcel was looked up is told the next time', async rig => {
    const { reference } = await rig.create();
    for (const state of rig.simulator.states.filter(s => ['pending', 'picked_up', 'delivered'].includes(s))) {
      rig.clock.advance(HOUR_MS + rig.adapter.capabilities.trackEveryMs);
      rig.simulator.advance(reference, state);
      mustEqual((await tracked(rig, reference)).state, state, `The state once it is ${state}`);
    }
  }),
  carrierCheck('track.apart', 'Parcels looked up in one call have each their own journey', async rig => {
    const told = rig.simulator.states.filter(s => ['picked_up', 'out_for_delivery', 'delivered'].includes(s)).slice(0, rig.adapter.capabilities.trackBatch);
    const journeys = await Promise.all(told.map(async state => ({ state, reference: (await rig.create()).reference })));
    for (const { reference, state } of journeys) {
      rig.simulator.advance(reference, 'picked_up');
      rig.clock.advance(HOUR_MS);
      rig.simulator.advance(reference, state);
    }
    const answers = await rig.track(...journeys.map(one => one.reference).reverse());
    mustEqual(journeys.map(one => answers.find(a => a.reference === one.reference)?.state), told, 'The states of the parcels');
  }, rig => (rig.simulator.states.includes('picked_up') ? undefined : 'the simulator cannot say it')),
  carrierCheck('track.number', 'A tracking number the carrier told is the one that is answered', async rig => {
    const { reference } = await rig.create();
    rig.simulator.advance(reference, 'picked_up');
    const before = rig.received.length;
    const { trackingNumber } = await tracked(rig, reference);
    const own = rig.simulator.shipment(reference)!.trackingNumber;
    if (rig.received.slice(before).some(({ text }) => text.includes(own))) mustEqual(trackingNumber, own, 'The tracking number');
    else must(trackingNumber === undefined || rig.received.some(({ text }) => text.includes(trackingNumber)), `The tracking number ${trackingNumber} is none the carrier told`);
  }, rig => (rig.simulator.states.includes('picked_up') ? undefined : 'the simulator cannot say it')),
  carrierCheck('track.faults', 'Tracking that fails throws: it never answers that nothing is known', async rig => {
    const { reference } = await rig.create();
    for (const fault of [{ kind: 'answer', status: 500 }, { kind: 'answer', status: 429 }, { kind: 'answer', status: 401 }, { kind: 'nonsense', body: () => '' }, { kind: 'nonsense', body: () => '<x/>' }, { kind: 'nonsense', body: () => '{}' }, { kind: 'lost' }] as const) {
      rig.heal();
      rig.clock.advance(HOUR_MS);
      rig.spoil(fault, { requests: 'any', times: 9 });
      await failureOf(rig.track(reference), ['auth', 'rateLimited', 'unavailable'], `With ${fault.kind} ${'status' in fault ? fault.status : ''}`);
    }
  }),
  carrierCheck('track.gateway', 'A carrier that never says 404 did not say it: a page not found is thrown, not taken for an unknown shipment', async rig => {
    const { reference } = await rig.create();
    const asks = [() => rig.track(nextReference()), ...(rig.adapter.findByRef ? [() => rig.adapter.findByRef!(nextReference(), rig.context())] : [])];
    for (const ask of asks) {
      const before = rig.received.length;
      await ask();
      if (rig.received.slice(before).some(({ status }) => status === 404)) continue;
      rig.clock.advance(HOUR_MS);
      rig.spoil({ kind: 'answer', status: 404, body: '<html><h1>404 Not Found</h1></html>', headers: { 'content-type': 'text/html' } }, { requests: 'any', times: 9 });
      await failureOf(ask(), ['notFound', 'unavailable', 'validation'], 'With a page not found');
      rig.heal();
    }
    mustEqual(rig.simulator.effects(reference), 1, 'The number of shipments made');
  }),
  carrierCheck('track.tooSoon', 'Asked again at once it answers or is rateLimited; the shipment is never taken for unknown', async rig => {
    const { reference } = await rig.create();
    await rig.track(reference);
    const again = await rig.track(reference).catch((error: unknown) => error);
    if (isFailure(again)) return mustEqual(again.kind, 'rateLimited', 'The kind of the failure');
    mustEqual((again as Tracking[]).map(a => a.reference), [reference], 'The references answered');
  }),
  carrierCheck('track.everyMs', 'After trackEveryMs the same question is answered', async rig => {
    const { reference } = await rig.create();
    await rig.track(reference);
    rig.clock.advance(rig.adapter.capabilities.trackEveryMs);
    await tracked(rig, reference);
  }),
  carrierCheck('track.makesNothing', 'Tracking changes nothing at the carrier', async rig => {
    const { reference } = await rig.create();
    const before = JSON.stringify(rig.simulator.shipments());
    await rig.track(reference, nextReference());
    mustEqual(JSON.stringify(rig.simulator.shipments()), before, 'What the carrier holds');
  }),
];

import { carrierCheck, failureOf, must, mustEqual, unless } from '../carrier-check.js';
import type { CarrierRig } from '../carrier-rig.js';
import { nextReference } from '../carrier-samples.js';
import type { Fault } from '../transport.js';

const whenFound = unless('findByRef', (_, rig) => rig.adapter.findByRef !== undefined);
const find = (rig: CarrierRig, reference: string) => rig.adapter.findByRef!(reference, rig.context());

export const findChecks = [
  carrierCheck('find.unknown', 'findByRef answers undefined for a reference the carrier does not know, and makes nothing', async rig => {
    await rig.create();
    const reference = nextReference();
    mustEqual(await find(rig, reference), undefined, 'What it finds');
    mustEqual(rig.simulator.effects(reference), 0, 'The number of shipments made');
  }, whenFound),
  carrierCheck('find.known', 'findByRef finds what was made, and never another shipment', async rig => {
    const [one, two] = [await rig.create(), await rig.create()];
    mustEqual([(await find(rig, one.reference))?.reference, (await find(rig, two.reference))?.reference], [one.reference, two.reference], 'The references found');
    const found = await find(rig, nextReference());
    mustEqual(found, undefined, 'What a third reference finds');
  }, whenFound),
  carrierCheck('find.truthful', 'findByRef that learns nothing throws: it never says that there is nothing', async rig => {
    const { reference } = await rig.create();
    const faults: Fault[] = [
      { kind: 'answer', status: 500 }, { kind: 'answer', status: 429 }, { kind: 'answer', status: 401 }, { kind: 'lost' }, { kind: 'refused' },
      { kind: 'nonsense', body: () => '' }, { kind: 'nonsense', body: () => '<html></html>' }, { kind: 'nonsense', body: () => '{}' },
    ];
    for (const fault of faults) {
      rig.heal();
      rig.clock.advance(3_600_000);
      rig.spoil(fault, { requests: 'any', times: 9 });
      await failureOf(find(rig, reference), ['auth', 'rateLimited', 'unavailable'], `With ${fault.kind} ${'status' in fault ? fault.status : ''}`);
    }
  }, whenFound),
  carrierCheck('find.asksOnly', 'Functions that only ask say so: an answer lost to them is never acted unknown', async rig => {
    const { reference } = await rig.create();
    const calls = { track: () => rig.track(reference), testConnection: () => rig.adapter.testConnection(rig.context()), ...(rig.adapter.findByRef ? { findByRef: () => find(rig, reference) } : {}) };
    for (const [name, call] of Object.entries(calls)) {
      rig.clock.advance(3_600_000);
      rig.spoil({ kind: 'lost' }, { requests: 'any' });
      const failure = await failureOf(call(), ['unavailable'], name);
      must(failure.facts.acted !== 'unknown', `${name} says that the carrier may have acted; its request needs \`acts: false\``);
    }
  }),
];

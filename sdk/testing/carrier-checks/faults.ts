import { isFailure } from '../../failure.js';
import { carrierCheck, failureOf, must, mustEqual, unless } from '../carrier-check.js';
import type { CarrierRig } from '../carrier-rig.js';
import { frozen, sampleRequest } from '../carrier-samples.js';
import type { Fault } from '../transport.js';

const nonsense: Readonly<Record<string, (honest: string) => string>> = {
  'an answer cut in half': honest => honest.slice(0, Math.floor(honest.length / 2)),
  'an empty answer': () => '',
  'a page for people': () => '<!doctype html><html><body><h1>Bakım çalışması</h1></body></html>',
  'JSON of another shape': () => '{"hello":[1,2,3]}',
  'XML of another shape': () => '<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><x/></soap:Body></soap:Envelope>',
  'the word null': () => 'null',
};

/** Whatever the answer says, the shipment may have been made. */
async function mayHaveActed(rig: CarrierRig, fault: Fault, when: string): Promise<string> {
  const request = sampleRequest();
  rig.spoil(fault);
  const failure = await failureOf(rig.adapter.create(frozen(request), rig.context({ idempotencyKey: request.reference })), ['unavailable'], when);
  mustEqual(failure.facts.acted, 'unknown', `${when}: facts.acted`);
  return request.reference;
}

export const faultChecks = [
  carrierCheck('fault.lostAnswer', 'An answer lost after the carrier acted is unavailable, with acted unknown', async rig => {
    const reference = await mayHaveActed(rig, { kind: 'lost' }, 'When the answer is lost');
    mustEqual(rig.simulator.effects(reference), 1, 'The number of shipments made');
  }),
  carrierCheck('fault.lostThenKey', 'After a lost answer the same key makes nothing more', async rig => {
    const request = frozen(sampleRequest());
    rig.spoil({ kind: 'lost' });
    await failureOf(rig.adapter.create(request, rig.context({ idempotencyKey: 'ayni' })), ['unavailable'], 'When the answer is lost');
    const again = await rig.adapter.create(request, rig.context({ idempotencyKey: 'ayni' }));
    mustEqual([again.reference, rig.simulator.effects(request.reference)], [request.reference, 1], 'The reference, and the number of shipments made');
  }, unless('a key', c => c.idempotency === 'key')),
  carrierCheck('fault.lostThenFound', 'After a lost answer findByRef finds the shipment', async rig => {
    const reference = await mayHaveActed(rig, { kind: 'lost' }, 'When the answer is lost');
    mustEqual((await rig.adapter.findByRef!(reference, rig.context()))?.reference, reference, 'The reference found');
  }, unless('findByRef', (_, rig) => rig.adapter.findByRef !== undefined)),
  ...Object.entries(nonsense).map(([what, body]) => carrierCheck(
    `fault.nonsense.${what.replace(/^(an|a|the) /, '').replace(/\s+(\w)/g, (__, c: string) => c.toUpperCase())}`, `To create, ${what} is unavailable, with acted unknown`,
    async rig => void await mayHaveActed(rig, { kind: 'nonsense', body }, `When ${what} arrives`),
  )),
  carrierCheck('fault.serverError', 'A 500 is unavailable, and the adapter leaves trying again to the host', async rig => {
    rig.spoil({ kind: 'answer', status: 500, body: 'Internal Server Error' }, { times: 20 });
    await failureOf(rig.create(), ['unavailable'], 'When 500 is answered');
    const acting = rig.sent.filter(s => s.acts).length;
    mustEqual(acting, 1, 'The number of requests on which the carrier acts');
    rig.heal();
    const { reference } = await rig.create();
    mustEqual(rig.simulator.effects(reference), 1, 'The number of shipments made afterwards');
  }),
  carrierCheck('fault.refused', 'A 422 is final: the host must not try it again for hours', async rig => {
    rig.spoil({ kind: 'answer', status: 422, body: '{"message":"no"}', headers: { 'content-type': 'application/json' } }, { times: 20 });
    const failure = await failureOf(rig.create(), ['validation', 'conflict', 'notSupported'], 'When 422 is answered');
    must(failure.facts.acted !== 'unknown', 'It says that the carrier may have acted');
  }),
  carrierCheck('fault.gatewayPage', 'A 503 with a page for people is unavailable', async rig => {
    rig.spoil({ kind: 'answer', status: 503, body: '<html>Service Unavailable</html>', headers: { 'content-type': 'text/html' } });
    await failureOf(rig.create(), ['unavailable'], 'When 503 is answered');
  }),
  carrierCheck('fault.rateLimited', 'A 429 is rateLimited and keeps how long to wait', async rig => {
    rig.spoil({ kind: 'answer', status: 429, headers: { 'retry-after': '7' } });
    const failure = await failureOf(rig.create(), ['rateLimited'], 'When 429 is answered');
    mustEqual(failure.facts.retryAfterMs, 7000, 'facts.retryAfterMs');
    must(failure.facts.acted !== 'unknown', 'It says that the carrier may have acted');
  }),
  carrierCheck('fault.unauthorized', 'One 401 is auth or overcome, and leaves the connection working', async rig => {
    rig.spoil({ kind: 'answer', status: 401 });
    const request = sampleRequest();
    await rig.adapter.create(frozen(request), rig.context()).catch((error: unknown) => failureOf(Promise.reject(error as Error), ['auth'], 'When 401 is answered'));
    must(rig.simulator.effects(request.reference) <= 1, 'More than one shipment was made');
    mustEqual(rig.simulator.effects((await rig.create()).reference), 1, 'The number of shipments made afterwards');
  }),
  carrierCheck('fault.recovers', 'Requests that failed leave nothing behind: the next one works', async rig => {
    for (const fault of [{ kind: 'lost' }, { kind: 'answer', status: 500 }, { kind: 'nonsense', body: () => '{' }] as Fault[]) {
      rig.spoil(fault, { requests: 'any' });
      await rig.create().catch(() => undefined);
    }
    rig.heal();
    mustEqual(rig.simulator.effects((await rig.create()).reference), 1, 'The number of shipments made');
  }),
  carrierCheck('fault.aborted', 'A call whose signal is aborted already sends nothing and throws', async rig => {
    const request = sampleRequest();
    const ended = await rig.adapter.create(frozen(request), rig.context({ signal: AbortSignal.abort() })).then(() => true, () => false);
    must(!ended, 'It resolves');
    mustEqual([rig.sent.length, rig.simulator.effects(request.reference)], [0, 0], 'Requests sent, and shipments made');
  }),
  carrierCheck('fault.abortedMidway', 'A plugin switched off in the middle of a call: it ends at once, and no request follows', async rig => {
    await rig.adapter.testConnection(rig.context());
    const stop = new AbortController();
    rig.spoil({ kind: 'silence' }, { requests: 'any' });
    const before = rig.sent.length;
    const call = rig.create({}, { signal: stop.signal }).then(() => 'resolved', () => 'thrown');
    setTimeout(() => stop.abort(), 10).unref();
    const ended = await Promise.race([call, new Promise(resolve => setTimeout(() => resolve('hanging'), 1000).unref())]);
    mustEqual(ended, 'thrown', 'The call after the abort');
    mustEqual(rig.sent.length, before + 1, 'The number of requests');
  }),
  carrierCheck('fault.alwaysFailure', 'Whatever goes wrong, in whichever function, is a Failure that survives structuredClone', async rig => {
    const { reference } = await rig.create();
    const faults: Fault[] = [{ kind: 'lost' }, { kind: 'refused' }, ...[400, 401, 403, 404, 409, 418, 422, 429, 500, 502].map(status => ({ kind: 'answer', status }) as const), { kind: 'nonsense', body: () => '<a' }];
    const calls: Readonly<Record<string, () => Promise<unknown>>> = {
      create: () => rig.create(), cancel: () => rig.cancel(reference), track: () => rig.track(reference), testConnection: () => rig.adapter.testConnection(rig.context()),
      ...(rig.adapter.findByRef ? { findByRef: () => rig.adapter.findByRef!(reference, rig.context()) } : {}),
    };
    for (const fault of faults) {
      for (const [name, call] of Object.entries(calls)) {
        rig.heal();
        rig.spoil(fault, { requests: 'any', times: 9 });
        rig.clock.advance(3_600_000);
        const error = await call().then(() => undefined, (thrown: unknown) => thrown);
        if (error === undefined) continue;
        must(isFailure(error), `${name} with ${JSON.stringify(fault)} throws ${String(error)}, which is no Failure`);
        must(error.message.trim() !== '' && !/\[object |\bundefined\b|\bNaN\b/.test(error.message), `${name} with ${JSON.stringify(fault)} says ${JSON.stringify(error.message)}, which tells an administrator nothing`);
        mustEqual(structuredClone(error.facts), error.facts, `${name}: the facts after structuredClone`);
      }
    }
  }),
];

import { carrierCheck, must } from '../carrier-check.js';
import type { CarrierRig } from '../carrier-rig.js';
import { parcel } from '../carrier-samples.js';

/** Everything an error can carry, its causes among it. */
function allOf(error: unknown, depth = 5): string {
  if (!(error instanceof Error) || depth === 0) return typeof error === 'object' ? JSON.stringify(error) ?? '' : String(error);
  return [error.message, error.stack, JSON.stringify({ ...error }), allOf(error.cause, depth - 1)].join('\n');
}
function mustHide(rig: CarrierRig, text: string, where: string): void {
  const shown = rig.secrets.flatMap(secret => [secret, JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64').replace(/=+$/, '')]).find(secret => text.includes(secret));
  must(shown === undefined, `${where} shows a secret of the connection: …${shown === undefined ? '' : text.slice(Math.max(0, text.indexOf(shown) - 40), text.indexOf(shown))}•••`);
}

export const secretChecks = [
  carrierCheck('secret.failures', 'No Failure shows a secret, even when the carrier answers with all that it was sent', async rig => {
    for (const status of [200, 400, 401, 422, 429, 500]) {
      const { reference } = await rig.create();
      const calls = [() => rig.create(), () => rig.cancel(reference), () => rig.track(reference), () => rig.adapter.testConnection(rig.context())];
      for (const call of calls) {
        rig.clock.advance(3_600_000);
        rig.spoil({ kind: 'echo', status }, { requests: 'any', times: 9 });
        await call().then(answer => mustHide(rig, JSON.stringify(answer) ?? '', 'An answer'), (error: unknown) => mustHide(rig, allOf(error), `A Failure after ${status}`));
        rig.heal();
      }
    }
  }),
  carrierCheck('secret.refused', 'A wrong secret is not repeated in the Failure that says so', async rig => {
    const secret = Object.entries(rig.declaration.connection.properties).find(([name, s]) => (s as { secret?: boolean }).secret && rig.simulator.settings[name])?.[0];
    must(secret, 'The connection has no secret');
    const wrong = 'yanlis-parola-9137';
    const error = await rig.adapter.testConnection(rig.context({ settings: { ...rig.simulator.settings, [secret]: wrong } })).then(() => undefined, (e: unknown) => e);
    must(!allOf(error).includes(wrong), 'The Failure shows it');
  }),
  carrierCheck('secret.logs', 'Nothing that is logged holds a secret', async rig => {
    const { reference } = await rig.create({ parcels: [parcel] });
    await rig.track(reference);
    await rig.cancel(reference).catch(() => undefined);
    rig.spoil({ kind: 'answer', status: 500 }, { requests: 'any' });
    await rig.create().catch(() => undefined);
    mustHide(rig, rig.logged.join('\n'), 'The log');
  }),
  carrierCheck('secret.console', 'Nothing is written past `ctx.log`, where nobody takes secrets and recipients out', async rig => {
    const names = ['log', 'info', 'warn', 'error', 'debug', 'dir', 'trace'] as const;
    const before = names.map(name => console[name]);
    const written: string[] = [];
    for (const name of names) console[name] = (...words: unknown[]) => void written.push(words.map(String).join(' '));
    try {
      const { reference } = await rig.create();
      await rig.track(reference);
      await rig.cancel(reference).catch(() => undefined);
      rig.spoil({ kind: 'answer', status: 500 }, { requests: 'any' });
      await rig.create().catch(() => undefined);
    } finally {
      names.forEach((name, at) => { console[name] = before[at]!; });
    }
    must(written.length === 0, `The console is told ${JSON.stringify(written[0]?.slice(0, 60))}`);
  }),
  carrierCheck('secret.results', 'Nothing that is answered holds a secret', async rig => {
    const { reference, ...rest } = await rig.create();
    mustHide(rig, JSON.stringify([rest, await rig.track(reference), await rig.adapter.findByRef?.(reference, rig.context()).catch(() => undefined)]), 'An answer');
  }),
  carrierCheck('secret.addresses', 'No secret stands in the address of a request, where every log on the way keeps it', async rig => {
    const { reference } = await rig.create();
    await rig.track(reference);
    for (const { url } of rig.sent) mustHide(rig, decodeURIComponent(url), 'The address of a request');
  }),
];

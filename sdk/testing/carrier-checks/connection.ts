import { carrierCheck, failureOf, must, mustEqual } from '../carrier-check.js';

const DAY_MS = 24 * 3600_000;

/** Settings, sessions and what one connection may know of another. */
export const connectionChecks = [
  carrierCheck('connection.test', 'testConnection resolves for a good connection and makes no shipment', async rig => {
    await rig.adapter.testConnection(rig.context());
    must(rig.sent.length > 0, 'It asks the carrier nothing');
    mustEqual(rig.simulator.shipments().length, 0, 'The number of shipments after it');
  }),
  carrierCheck('connection.wrongSecret', 'testConnection throws auth when a secret is wrong, however good the last one was', async rig => {
    await rig.adapter.testConnection(rig.context());
    const secret = Object.entries(rig.declaration.connection.properties).find(([name, s]) => (s as { secret?: boolean }).secret && rig.simulator.settings[name]);
    must(secret, 'The simulator\'s settings have no secret');
    const settings = { ...rig.simulator.settings, [secret[0]]: 'yanlis-sifre' };
    await failureOf(rig.adapter.testConnection(rig.context({ settings })), ['auth'], `With a wrong ${secret[0]}`);
  }),
  carrierCheck('connection.testsAgain', 'testConnection asks the carrier every time, whatever is kept in memory', async rig => {
    await rig.adapter.testConnection(rig.context());
    rig.spoil({ kind: 'answer', status: 401 }, { requests: 'any', times: 5 });
    await failureOf(rig.adapter.testConnection(rig.context()), ['auth'], 'When the account was closed since the last test');
  }),
  carrierCheck('connection.unreachable', 'A carrier that cannot be reached is unavailable, and has not acted', async rig => {
    rig.spoil({ kind: 'refused' }, { requests: 'any', times: 20 });
    await failureOf(rig.adapter.testConnection(rig.context()), ['unavailable'], 'testConnection');
    const failure = await failureOf(rig.create(), ['unavailable'], 'create');
    must(failure.facts.acted !== 'unknown', 'It says that the carrier may have acted');
  }),
  carrierCheck('connection.sessionEnds', 'Goes on by itself when the carrier has ended its session', async rig => {
    await rig.create();
    rig.simulator.expireSessions();
    const { reference } = await rig.create();
    mustEqual(rig.simulator.effects(reference), 1, 'The number of shipments made');
  }),
  carrierCheck('connection.nextDay', 'Works a day later by the clock of the context', async rig => {
    await rig.create();
    rig.clock.advance(DAY_MS);
    const { reference } = await rig.create();
    mustEqual((await rig.track(reference)).length, 1, 'The number of shipments tracked');
  }),
  carrierCheck('connection.twoStores', 'Two stores at once keep apart: each meets its own account only', async rig => {
    const other = await rig.anotherStore();
    const [a, b] = await Promise.all([rig.create(), other.create(), rig.create(), other.create()]);
    mustEqual([rig.simulator.effects(a.reference), other.simulator.effects(a.reference)], [1, 0], 'The first store\'s shipment at both carriers');
    mustEqual([rig.simulator.effects(b.reference), other.simulator.effects(b.reference)], [0, 1], 'The second store\'s shipment at both carriers');
    mustEqual((await other.track(a.reference)).length, 0, 'What the second store learns of the first one\'s shipment');
    // A session kept outside `ctx.memory` is the other store's by now: it works, but by being refused and renewed each time.
    const requests = async (): Promise<number> => {
      const before = rig.sent.length;
      await rig.create();
      return rig.sent.length - before;
    };
    await rig.create();
    const alone = await requests();
    await other.create();
    mustEqual(await requests(), alone, 'The number of requests for a shipment after one of the other store');
  }),
  carrierCheck('connection.slash', 'An address that ends with a slash is the same address', async rig => {
    const settings = Object.fromEntries(Object.entries(rig.simulator.settings).map(([name, value]) => [name, value === rig.simulator.url ? `${value}/` : value]));
    const { reference } = await rig.create({}, { settings });
    mustEqual(rig.simulator.effects(reference), 1, 'The number of shipments made');
  }, rig => (Object.values(rig.simulator.settings).includes(rig.simulator.url) ? undefined : 'the connection has no bare address')),
  carrierCheck('connection.strangeSecret', 'A secret with letters of any script is refused by the carrier like any wrong one', async rig => {
    const secret = Object.entries(rig.declaration.connection.properties).find(([name, s]) => (s as { secret?: boolean }).secret && rig.simulator.settings[name]);
    must(secret, 'The simulator\'s settings have no secret');
    const settings = { ...rig.simulator.settings, [secret[0]]: 'şifre-ğü-пароль-€' };
    await failureOf(rig.adapter.testConnection(rig.context({ settings })), ['auth', 'validation'], `With the ${secret[0]} 'şifre-ğü-пароль-€'`);
  }),
  carrierCheck('connection.memory', 'What is kept in memory does not grow with the shipments', async rig => {
    const kept = async (shipments: number): Promise<number> => {
      for (let i = 0; i < shipments; i++) await rig.track((await rig.create()).reference);
      return JSON.stringify([...rig.context().memory], (_, value: unknown) => (value instanceof Map || value instanceof Set ? [...value] : value)).length;
    };
    const [few, many] = [await kept(2), await kept(12)];
    must(many - few < 100, `It grows from ${few} to ${many} characters with 12 shipments`);
  }),
  carrierCheck('connection.lastingRefusal', 'A refused account is auth, after a few requests', async rig => {
    rig.spoil({ kind: 'answer', status: 401 }, { requests: 'any', times: 50 });
    const failure = await failureOf(rig.create(), ['auth'], 'When every request is answered 401');
    must(failure.facts.acted !== 'unknown', 'It says that the carrier may have acted');
    must(rig.sent.length <= 3, `It asks ${rig.sent.length} times`);
    rig.heal();
    await rig.create();
    rig.spoil({ kind: 'answer', status: 401 }, { times: 50 });
    const before = rig.sent.length;
    await failureOf(rig.create(), ['auth'], 'When everything but a new session is answered 401');
    must(rig.sent.length - before <= 4, `It asks ${rig.sent.length - before} times`);
  }),
];

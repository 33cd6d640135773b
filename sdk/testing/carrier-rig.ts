import { Value } from 'typebox/value';
import type { AdapterContext, AdapterDeclaration, HttpRequest } from '../adapter.js';
import type { CarrierAdapter, CarrierRequest, CarrierShipment, Tracking } from '../carrier.js';
import { createAdapterHttp } from '../http/http.js';
import type { Plugin } from '../plugin.js';
import { frozen, sampleRequest } from './carrier-samples.js';
import type { CarrierSimulator } from './simulator.js';
import { createFaultyTransport, type Fault } from './transport.js';

/** One request as the adapter made it. */
export interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the adapter said that the remote acts on it. */
  readonly acts: boolean;
}
export interface KitClock {
  now(): string;
  advance(ms: number): void;
}

/** One connection of the carrier under test: its simulator, clock, memory and wire, all owned by the kit. */
export interface CarrierRig {
  readonly plugin: Plugin | undefined;
  readonly declaration: AdapterDeclaration;
  readonly adapter: CarrierAdapter;
  readonly simulator: CarrierSimulator;
  readonly clock: KitClock;
  /** Values that must never be seen outside the request they belong to. */
  readonly secrets: readonly string[];
  readonly sent: readonly SentRequest[];
  /** The answers that arrived, as they stood on the wire. */
  readonly received: readonly { readonly status: number; readonly text: string }[];
  readonly logged: readonly string[];
  /** What the adapter is called with. The same memory every time, unless settings are given: they make another connection. */
  context(options?: { settings?: Record<string, unknown>; signal?: AbortSignal; idempotencyKey?: string }): AdapterContext<never>;
  /** Spoils the requests that follow: those on which the remote acts, or all. `times` is 1 unless said. */
  spoil(fault: Fault, options?: { requests?: 'acting' | 'any'; times?: number }): void;
  heal(): void;
  /** Frozen, so that an adapter that changes it throws. */
  create(changes?: Partial<CarrierRequest>, options?: Parameters<CarrierRig['context']>[0]): Promise<CarrierShipment>;
  track(...references: string[]): Promise<Tracking[]>;
  cancel(reference: string): Promise<void>;
  /** The same carrier as another store has it: another account, another simulator, nothing shared. */
  anotherStore(): Promise<CarrierRig>;
  stop(): Promise<void>;
}

/** How long the kit's wire waits for an answer. */
const PATIENCE_MS = 5000;

export interface RigParts {
  readonly plugin: Plugin | undefined;
  readonly declaration: AdapterDeclaration;
  readonly settings: Readonly<Record<string, unknown>>;
  start(account: string, clock: KitClock): Promise<CarrierSimulator>;
}

export async function createCarrierRig(parts: RigParts, account = 'bir'): Promise<CarrierRig> {
  let time = Date.parse('2026-03-02T09:00:00.000Z');
  const clock: KitClock = { now: () => new Date(time).toISOString(), advance: ms => void (time += ms) };
  const simulator = await parts.start(account, clock);
  const adapter = parts.declaration.adapter as unknown as CarrierAdapter;
  const settings = { ...simulator.settings, ...parts.settings };
  const secrets = secretsOf(parts.declaration, settings);
  const sent: SentRequest[] = [];
  const received: { status: number; text: string }[] = [];
  const logged: string[] = [];
  const wire = createFaultyTransport();
  const memory = new Map<string, unknown>();
  const others: CarrierRig[] = [];
  let keys = 0;

  const rig: CarrierRig = {
    ...parts, adapter, simulator, clock, secrets, sent, received, logged,
    context({ settings: own, signal = new AbortController().signal, idempotencyKey = `anahtar-${++keys}` } = {}) {
      const hidden = own ? [...secrets, ...secretsOf(parts.declaration, own)] : secrets;
      const write = (facts: object, message: string): void => void logged.push(`${message} ${JSON.stringify(facts)}`);
      const send = (request: HttpRequest): Promise<never> => {
        const acts = request.acts ?? (request.method ?? 'GET') !== 'GET';
        const http = createAdapterHttp({
          fits: (schema, value) => Value.Check(schema, value), secrets: hidden, signal, now: () => time, timeoutMs: PATIENCE_MS,
          fetch: async (url, init) => {
            sent.push({ url: String(url), method: init?.method ?? 'GET', headers: { ...init?.headers as Record<string, string> }, body: String(init?.body ?? ''), acts });
            const answer = await wire.carry(String(url), init ?? {}, acts);
            received.push({ status: answer.status, text: await answer.clone().text() });
            return answer;
          },
        });
        return http.send(request) as Promise<never>;
      };
      return {
        settings: frozen(structuredClone(own ?? settings)) as never, http: { send }, now: clock.now, signal, idempotencyKey,
        log: { info: write, warn: write, error: write }, memory: own ? new Map() : memory,
      };
    },
    spoil: (fault, options = {}) => wire.spoil(fault, options.requests ?? 'acting', options.times ?? 1),
    heal: () => wire.heal(),
    create: async (changes, options) => adapter.create(frozen(sampleRequest(changes)), rig.context(options)),
    track: async (...references) => adapter.track(frozen(references), rig.context()),
    cancel: async reference => adapter.cancel(reference, rig.context()),
    async anotherStore() {
      const other = await createCarrierRig(parts, 'iki');
      others.push(other);
      return other;
    },
    async stop() {
      await Promise.all([simulator.stop(), ...others.map(other => other.stop())]);
    },
  };
  return rig;
}

/** The values of the settings marked secret. Very short ones are left out: they would be found in anything. */
function secretsOf(declaration: AdapterDeclaration, settings: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(declaration.connection.properties)
    .filter(([, schema]) => (schema as { secret?: boolean }).secret)
    .map(([name]) => settings[name]).filter((value): value is string => typeof value === 'string' && value.length > 3);
}

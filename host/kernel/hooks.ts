import { AsyncSeriesBailHook, AsyncSeriesHook, AsyncSeriesWaterfallHook } from 'tapable';
import { Refusal, isRefusal, type HookDeclaration, type HookFault, type Plugin, type Scope, type Tap, type Tx } from '@sontechsp/sdk';
import { hostTx } from '../database/transaction.js';
import { withinBudget } from './budget.js';
import type { Fault, FaultRecord } from './fault-record.js';
import { OverBudget, PluginFailed, StaleScope, isDatabaseError } from './faults.js';
import { createMeter, type Meter } from './meter.js';
import { knownIds, requiredIds } from './order.js';

/** What a tapable hook carries beside the value: one call of one hook. */
interface Call {
  readonly scope: Scope;
  readonly tx: Tx | undefined;
  readonly skipped: HookFault[];
  readonly items: unknown[];
}
type Carrier = AsyncSeriesWaterfallHook<[unknown, Call]> | AsyncSeriesBailHook<[unknown, Call], Refusal> | AsyncSeriesHook<[unknown, Call]>;
interface Built {
  readonly declaration: HookDeclaration;
  readonly owner: string;
  readonly caller: unknown;
  readonly stages: { early: Carrier; late: Carrier };
  readonly order: TapPlace[];
}
/** One tap in the order they run. */
export interface TapPlace {
  readonly plugin: string;
  /** Only joins have stages; all others are `late`. */
  readonly stage: 'early' | 'late';
}
export interface HookOrder {
  readonly hook: string;
  readonly kind: HookDeclaration['kind'];
  readonly owner: string;
  /** Milliseconds a tap may take. */
  readonly budget: number;
  readonly taps: readonly TapPlace[];
}

/** The hooks of one host: tapable objects behind a single wrapper with the gate per store, the time budget and the fault record. */
export interface Hooks {
  declare(plugin: Plugin): void;
  /** An Error when the plugin taps what it may not, or what is not there. Its owners are declared by then. */
  check(plugin: Plugin): void;
  /**
   * Adds the taps of all plugins, ordered by boot order and `after`. `deps` gives a tap what it uses. Gives the plugins whose
   * taps wait for each other, and which therefore have to stay off.
   */
  tapAll(plugins: readonly Plugin[], deps: (plugin: Plugin, tap: Tap) => () => Record<string, unknown>): { plugin: Plugin; reason: string }[];
  caller(hook: HookDeclaration): unknown;
  /** Who taps which hook, in the order the taps run. */
  order(): HookOrder[];
}

export function createHooks(faults: FaultRecord, meter: Meter = createMeter()): Hooks {
  const built = new Map<string, Built>();
  const declared = new Set<string>();

  function find(id: string, who: string): Built {
    const hook = built.get(id);
    if (!hook) throw new Error(`Plugin '${who}' taps '${id}', which '${id.split('.')[0]}' does not declare. Add it to the owner's hooks, or remove the tap.`);
    return hook;
  }

  /** The hook a tap is for; undefined when its owner is optional and not there. */
  function tapped(plugin: Plugin, { hook: { id } }: Tap): Built | undefined {
    const owner = id.split('.')[0]!;
    if (owner !== plugin.id && !knownIds(plugin).includes(owner))
      throw new Error(`Plugin '${plugin.id}' taps '${id}' of '${owner}', which it does not list. Add '${owner}' to its requires or optional.`);
    if (!declared.has(owner) && owner !== plugin.id && !requiredIds(plugin).includes(owner)) return undefined;
    return find(id, plugin.id);
  }

  function add(plugin: Plugin, tap: Tap, deps: () => Record<string, unknown>): void {
    const hook = tapped(plugin, tap);
    if (!hook) return;
    const run = tap.run as (value: unknown, context: unknown) => unknown;
    const line = faults.line(plugin.id, hook.declaration.id);
    const attempt = (value: unknown, call: Call): unknown => {
      line.called(call.scope.storeId);
      const began = performance.now();
      const ended = (): void => meter.took(call.scope, plugin.id, performance.now() - began);
      let answer: unknown;
      try {
        answer = run(value, { ...deps(), scope: call.scope, tx: call.tx });
      } catch (error) {
        ended();
        throw error;
      }
      const { tx } = call;
      // A join that waits for the database is not slow: rows held by others end by the database's own limits, and as its fault.
      return withinBudget(answer, hook.declaration.budget, ended, tx && (() => hostTx(tx).asked > 0));
    };
    const failed: Failed = (call, reason, error) => line.failed(call.scope.storeId, reason, error);
    const on = (call: Call): boolean => plugin.id === 'host' || call.scope.plugins.has(plugin.id);
    const carrier = hook.stages[tap.stage];
    hook.order.push({ plugin: plugin.id, stage: tap.stage });
    (carrier as AsyncSeriesHook<[unknown, Call]>).tapPromise(plugin.id, wrappers[hook.declaration.kind](plugin.id, hook.declaration, on, attempt, failed) as never);
  }

  return {
    declare(plugin) {
      declared.add(plugin.id);
      for (const declaration of plugin.hooks) {
        if (declaration.id.split('.')[0] !== plugin.id) throw new Error(`Plugin '${plugin.id}' declares the hook '${declaration.id}', whose first part names another plugin.`);
        if (built.has(declaration.id)) throw new Error(`Plugin '${plugin.id}' declares the hook '${declaration.id}' twice.`);
        const make = (): Carrier => declaration.kind === 'shape' ? new AsyncSeriesWaterfallHook<[unknown, Call]>(['value', 'call'])
          : declaration.kind === 'veto' ? new AsyncSeriesBailHook<[unknown, Call], Refusal>(['value', 'call'])
          : new AsyncSeriesHook<[unknown, Call]>(['value', 'call']);
        const late = make();
        const stages = { early: declaration.kind === 'join' ? make() : late, late };
        built.set(declaration.id, { declaration, owner: plugin.id, stages, order: [], caller: callers[declaration.kind](stages, scope => meter.done(scope, declaration.id)) });
      }
    },
    check(plugin) {
      for (const tap of plugin.taps) tapped(plugin, tap);
    },
    tapAll(plugins, deps) {
      const { taps, circle } = inOrder(plugins);
      for (const { plugin, tap } of taps) add(plugin, tap, deps(plugin, tap));
      const names = circle.map(({ plugin, tap }) => `'${plugin.id}' on '${tap.hook.id}'`).join(', ');
      return [...new Set(circle.map(one => one.plugin))].map(plugin => ({ plugin, reason: `Plugin '${plugin.id}' is off because taps wait for each other: ${names}. Remove one 'after'.` }));
    },
    caller: hook => find(hook.id, hook.id.split('.')[0]!).caller,
    order: () => [...built.values()].map(({ declaration: { id, kind, budget }, owner, order }) => ({
      hook: id, kind, owner, budget, taps: [...order.filter(t => t.stage === 'early'), ...order.filter(t => t.stage === 'late')],
    })),
  };
}

/** Boot order, but a tap comes after those of the plugins it names; those that wait for each other come not at all. */
function inOrder(plugins: readonly Plugin[]): Record<'taps' | 'circle', { plugin: Plugin; tap: Tap }[]> {
  const left = plugins.flatMap(plugin => plugin.taps.map(tap => ({ plugin, tap })));
  const taps: typeof left = [];
  for (;;) {
    const next = left.findIndex(one => !left.some(other => other !== one && other.tap.hook.id === one.tap.hook.id && one.tap.after.includes(other.plugin.id)));
    if (next < 0) return { taps, circle: left };
    taps.push(...left.splice(next, 1));
  }
}

type Attempt = (value: unknown, call: Call) => unknown;
type Failed = (call: Call, reason: Fault['reason'], error: unknown) => void;
type Wrapper = (plugin: string, hook: HookDeclaration, on: (call: Call) => boolean, attempt: Attempt, failed: Failed) =>
  (value: unknown, call: Call) => Promise<unknown>;

const reasonOf = (error: unknown): 'timeout' | 'threw' => (error instanceof OverBudget ? 'timeout' : 'threw');

const wrappers: Record<HookDeclaration['kind'], Wrapper> = {
  shape: (plugin, hook, on, attempt, failed) => async (value, call) => {
    if (!on(call)) return value;
    const skip = (reason: HookFault['reason'], error: unknown): unknown => {
      call.skipped.push({ plugin, hook: hook.id, reason });
      failed(call, reason, error);
      return value;
    };
    try {
      // A copy, so that a tap that fails half-way has changed nothing.
      const shaped = await attempt(structuredClone(value), call);
      const valid = hook.kind === 'shape' && hook.valid ? hook.valid(shaped) : shaped !== undefined;
      return valid ? shaped : skip('invalid', new Error('The tap returned a value its hook does not accept'));
    } catch (error) {
      return skip(reasonOf(error), error);
    }
  },
  veto: (plugin, hook, on, attempt, failed) => async (value, call) => {
    if (!on(call)) return undefined;
    const passOver = (reason: HookFault['reason'], error: unknown): Refusal | undefined => {
      failed(call, reason, error);
      return hook.kind === 'veto' && hook.onFault === 'closed' ? new Refusal('plugin.failed', 500, { plugin }) : undefined;
    };
    try {
      const answer = await attempt(value, call);
      if (answer === undefined || answer === null) return undefined;
      return isRefusal(answer) ? answer : passOver('invalid', new Error('The tap returned something that is not a refusal'));
    } catch (error) {
      return isRefusal(error) ? error : passOver(reasonOf(error), error);
    }
  },
  join: (plugin, hook, on, attempt, failed) => async (value, call) => {
    if (!on(call)) return;
    try {
      await attempt(value, call);
    } catch (error) {
      // A refusal keeps its code, and what the database wants retried reaches the transaction.
      if (isRefusal(error) || isDatabaseError(error)) throw error;
      failed(call, reasonOf(error), error);
      throw new PluginFailed(plugin, hook.id, { cause: error });
    }
  },
  collect: (plugin, hook, on, attempt, failed) => async (value, call) => {
    if (!on(call)) return;
    try {
      const items = await attempt(value, call);
      if (!Array.isArray(items)) throw new TypeError('The tap returned something that is not a list');
      call.items.push(...items);
    } catch (error) {
      failed(call, reasonOf(error), error);
    }
  },
};

const newCall = (scope: Scope, tx?: Tx): Call => ({ scope, tx, skipped: [], items: [] });

/** `done` is told when a join is through, with the scope it was for. */
const callers: Record<HookDeclaration['kind'], (stages: Built['stages'], done: (scope: Scope) => void) => unknown> = {
  shape: ({ late }) => async (scope: Scope, value: unknown) => {
    const call = newCall(scope);
    const shaped = await (late as AsyncSeriesWaterfallHook<[unknown, Call]>).promise(value, call);
    return { value: shaped, skipped: call.skipped };
  },
  veto: ({ late }) => (scope: Scope, value: unknown) => (late as AsyncSeriesBailHook<[unknown, Call], Refusal>).promise(value, newCall(scope)),
  join: ({ early, late }, done) => ({
    early: async (scope: Scope, value: unknown, tx: Tx) => {
      const { version } = scope.plugins;
      // Sent in the same flight as the taps' own first statements.
      if (tx.optimistic) tx.expectLater(1, 'SELECT 1 FROM surumler WHERE version = $1', [version]);
      const asked = tx.optimistic || tx.dialect === 'sqlite' ? undefined : tx.first<{ version: number }>('SELECT version FROM surumler');
      asked?.catch(() => undefined);
      await (early as AsyncSeriesHook<[unknown, Call]>).promise(value, newCall(scope, tx));
      const inForce = await asked;
      if (inForce && inForce.version !== version) throw new StaleScope();
    },
    late: async (scope: Scope, value: unknown, tx: Tx) => {
      await (late as AsyncSeriesHook<[unknown, Call]>).promise(value, newCall(scope, tx));
      done(scope);
    },
  }),
  collect: ({ late }) => async (scope: Scope, value: unknown) => {
    const call = newCall(scope);
    await (late as AsyncSeriesHook<[unknown, Call]>).promise(value, call);
    return call.items;
  },
};

import type { Clock, Ids, Live, Log, Outbox, Scope, Subscriber } from '@sontechsp/sdk';
import type { Database } from '../database/database.js';
import type { PluginStates } from '../tokens.js';
import { createLoop } from './loop.js';
import { outboxRows } from './tables.js';

/** A subscriber together with whose it is and how to get what it uses. */
export interface Subscribed {
  readonly plugin: string;
  readonly subscriber: Subscriber;
  use(): Record<string, unknown>;
}
export interface OutboxDeps {
  database: Database;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** Asked when first needed: plugins are wired by then. */
  subscribers(): readonly Subscribed[];
  states(): PluginStates;
  live(): Live;
}
/** The outbox of this process: writes rows with the fact, and hands them over while it runs. */
export interface HostOutbox extends Outbox {
  start(): void;
  /** Ends the loop, waiting a little for what is being handed over. */
  stop(): Promise<void>;
  /** Rows of these lanes may be due. */
  wake(lanes: readonly string[]): void;
}

export function createOutbox(deps: OutboxDeps): HostOutbox {
  const { clock, ids, log } = deps;
  const loop = createLoop(deps);
  let byTopic: Map<string, Subscribed[]> | undefined;
  const subscribersOf = (topic: string): readonly Subscribed[] => {
    byTopic ??= groupByTopic(deps.subscribers());
    return byTopic.get(topic) ?? [];
  };
  function laneOf({ id, options }: Subscriber, payload: unknown): string {
    if (!options.lane) return id;
    try {
      return String(options.lane(payload as never) || id);
    } catch (error) {
      // The fact is not to fail because of who will hear of it.
      log.warn({ err: error, subscriber: id }, 'A subscriber could not name the lane of a row');
      return id;
    }
  }
  /** How a row begins: waiting for its turn, for its plugin, or not at all. */
  function begins({ plugin, subscriber: { options } }: Subscribed, { storeId, plugins }: Pick<Scope, 'storeId' | 'plugins'>, now: string) {
    const { onDisable = 'hold' } = options;
    if (storeId === '' || onDisable === 'drain' || plugins.has(plugin)) return { state: 'ready' as const, due_at: now };
    if (onDisable === 'hold') return { state: 'held' as const };
    return { state: 'cancelled' as const, done_at: now, closed_by: 'plugin.disabled' };
  }
  return {
    add(tx, scope, topic, payload, aggregate) {
      const subscribers = subscribersOf(topic.id);
      if (subscribers.length === 0) return;
      const { firmId, storeId, terminalId, userId } = scope;
      const now = clock.now();
      const rows = subscribers.map(one => ({
        id: ids.next(), firm_id: firmId, store_id: storeId, terminal_id: terminalId, user_id: userId, topic: topic.id, subscriber: one.subscriber.id,
        aggregate, lane: laneOf(one.subscriber, payload), payload, created_at: now, ...begins(one, scope, now),
      }));
      tx.insertLater(outboxRows, rows);
      tx.afterCommit(() => loop.wake(rows.map(row => row.lane)));
    },
    start: loop.start,
    stop: loop.stop,
    wake: loop.wake,
  };
}

function groupByTopic(all: readonly Subscribed[]): Map<string, Subscribed[]> {
  const groups = new Map<string, Subscribed[]>();
  for (const one of all) groups.set(one.subscriber.topic.id, [...(groups.get(one.subscriber.topic.id) ?? []), one]);
  return groups;
}

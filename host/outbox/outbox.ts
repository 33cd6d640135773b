import type { Clock, Ids, Log, Outbox, Subscriber } from '@sontechsp/sdk';
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
}
/** The outbox of this process: writes rows with the fact, and hands them over while it runs. */
export interface HostOutbox extends Outbox {
  start(): void;
  /** Ends the loop, waiting a little for what is being handed over. */
  stop(): Promise<void>;
}

export function createOutbox(deps: OutboxDeps): HostOutbox {
  const { clock, ids } = deps;
  const loop = createLoop(deps);
  let byTopic: Map<string, Subscribed[]> | undefined;
  const subscribersOf = (topic: string): readonly Subscribed[] => {
    byTopic ??= groupByTopic(deps.subscribers());
    return byTopic.get(topic) ?? [];
  };
  return {
    add(tx, { firmId, storeId, terminalId, userId, plugins }, topic, payload, aggregate) {
      const subscribers = subscribersOf(topic.id);
      if (subscribers.length === 0) return;
      const now = clock.now();
      tx.insertLater(outboxRows, subscribers.map(({ plugin, subscriber }) => ({
        id: ids.next(), firm_id: firmId, store_id: storeId, terminal_id: terminalId, user_id: userId, topic: topic.id, subscriber: subscriber.id,
        aggregate, payload, state: storeId === '' || plugins.has(plugin) ? 'ready' as const : 'held' as const, due_at: now, created_at: now,
      })));
      tx.afterCommit(loop.wake);
    },
    start: loop.start,
    stop: loop.stop,
  };
}

function groupByTopic(all: readonly Subscribed[]): Map<string, Subscribed[]> {
  const groups = new Map<string, Subscribed[]>();
  for (const one of all) groups.set(one.subscriber.topic.id, [...(groups.get(one.subscriber.topic.id) ?? []), one]);
  return groups;
}

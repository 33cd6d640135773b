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
  stop(): Promise<void>;
}

export function createOutbox(deps: OutboxDeps): HostOutbox {
  let byTopic: Map<string, Subscribed[]> | undefined;
  const subscribersOf = (topic: string): Subscribed[] => {
    byTopic ??= groupByTopic(deps.subscribers());
    return byTopic.get(topic) ?? [];
  };
  const loop = createLoop(deps);
  return {
    add(tx, scope, topic, payload, aggregate) {
      const now = deps.clock.now();
      const rows = subscribersOf(topic.id).map(({ subscriber }) => ({
        id: deps.ids.next(), firm_id: scope.firmId, store_id: scope.storeId, terminal_id: scope.terminalId, user_id: scope.userId,
        topic: topic.id, subscriber: subscriber.id, aggregate, payload, state: 'ready' as const, attempts: 0, due_at: now, created_at: now,
        done_at: null, last_error: null,
      }));
      if (rows.length === 0) return;
      tx.insertLater(outboxRows, rows);
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

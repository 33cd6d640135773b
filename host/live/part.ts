import { Clock, Log, createTable, migration, provide, route, runSql, type Scope } from '@sontechsp/sdk';
import type { Part } from '../core.js';
import { httpOf } from '../http/http-input.js';
import { streamEvent, type StreamReply } from '../http/stream.js';
import { Database } from '../tokens.js';
import { LiveFeed, createLive } from './live.js';
import { counter } from './counter.js';
import { liveEvents } from './tables.js';
import type { LiveEvent } from './store.js';

const asText = (event: LiveEvent): string => streamEvent({ id: String(event.id), type: event.type, data: event.data });

/** Sends what was missed, then what happens; an event that came meanwhile is not sent twice. */
function streamTo(live: LiveFeed, scope: Scope, lastEventId: string | undefined): StreamReply {
  return {
    async stream(write, signal) {
      const waiting: LiveEvent[] = [];
      let sent = -1;
      let ready = false;
      const send = (event: LiveEvent): void => {
        if (event.id > sent) write(asText(event));
        sent = Math.max(sent, event.id);
      };
      const stop = live.follow(scope.storeId, event => (ready ? send(event) : void waiting.push(event)));
      signal.addEventListener('abort', stop, { once: true });
      write(': SONTECHSP\n\n');
      const from = Number(lastEventId);
      if (lastEventId && Number.isSafeInteger(from) && from >= 0) (await live.since(scope.storeId, from)).forEach(send);
      ready = true;
      waiting.forEach(send);
    },
  };
}

export const part: Part = {
  tables: [liveEvents, counter],
  migrations: [migration('live-001', [createTable(liveEvents), createTable(counter), runSql('INSERT INTO canli_olay_sayaci (id, last) VALUES (1, 0)')])],
  provides: [provide(LiveFeed, { database: Database, clock: Clock, log: Log }, createLive)],
  routes: [route({
    method: 'GET', path: '/events', permission: 'signedIn', use: { live: LiveFeed },
    summary: 'Server-Sent Events of the store; Last-Event-ID resumes.',
    handle: async input => streamTo(input.use.live, input.scope, httpOf(input).http.header('last-event-id')),
  })],
};

import { Clock, Log, createTable, migration, provide, route, runSql } from '@sontechsp/sdk';
import type { Part } from '../part.js';
import { httpOf } from '../http/http-input.js';
import { Database } from '../tokens.js';
import { counter } from './counter.js';
import { LiveFeed, createLive } from './live.js';
import { streamTo } from './stream.js';
import { liveEvents } from './tables.js';

export const part: Part = {
  tables: [liveEvents, counter],
  migrations: [migration('live-001', [createTable(liveEvents), createTable(counter), runSql('INSERT INTO canli_olay_sayaci (id, last) VALUES (1, 0)')])],
  provides: [provide(LiveFeed, { database: Database, clock: Clock, log: Log }, createLive)],
  routes: [route({
    method: 'GET', path: '/events', permission: 'signedIn', types: ['text/event-stream'], use: { live: LiveFeed },
    summary: 'Server-Sent Events of the store; Last-Event-ID resumes.',
    handle: async input => streamTo(input.use.live, input.scope.storeId, httpOf(input).http.header('last-event-id')),
  })],
};

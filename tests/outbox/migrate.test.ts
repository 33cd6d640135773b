import { expect } from 'chai';
import { migrate } from '../../host/database/migrate.js';
import { openDatabase } from '../../host/database/open.js';
import { createLog } from '../../host/log.js';
import first from '../../host/outbox/migrations/001-first.js';
import room from '../../host/outbox/migrations/003-room.js';
import states from '../../host/outbox/migrations/002-states.js';
import { tools } from '../database/place.js';
import { eachDatabase, freshPlace } from '../support/databases.js';

const id = (n: number): string => `01900000-0000-7000-8000-00000000000${n}`;

eachDatabase('The outbox of an earlier version', kind => {
  it('keeps its rows: what waited still waits, what was done is done', async () => {
    const log = createLog('silent');
    const database = await openDatabase({ ...await freshPlace(kind), log });
    const clock = { now: () => '2026-03-04T11:00:00.000Z' };
    try {
      await migrate(database, [{ plugin: 'host', migrations: [first] }], { ...tools, clock, log });
      await database.transaction(async tx => {
        for (const [n, state, done] of [[1, 'ready', null], [2, 'held', null], [3, 'done', '2026-03-04T10:00:01.000Z']] as const) {
          tx.later(`INSERT INTO cikis_kutusu (id, firm_id, store_id, terminal_id, user_id, topic, subscriber, aggregate, payload, state, attempts, due_at, created_at, done_at, last_error)
            VALUES ($1, $1, '', '', '', 'zil.bell.rung', 'zil.listen', 'a', '{"n":1}', $2, 2, $3, $3, $4, 'away')`, [id(n), state, '2026-03-04T10:00:00.000Z', done]);
        }
      });
      const [result] = await migrate(database, [{ plugin: 'host', migrations: [first, states, room] }], { ...tools, clock, log });
      expect(result).to.deep.equal({ plugin: 'host', applied: ['outbox-002', 'outbox-003'] });
      expect(await database.query('SELECT id, state, lane, attempts, due_at, done_at, last_error FROM cikis_kutusu ORDER BY id')).to.deep.equal([
        { id: id(1), state: 'ready', lane: 'zil.listen', attempts: 2, due_at: '2026-03-04T10:00:00.000Z', done_at: null, last_error: 'away' },
        { id: id(2), state: 'held', lane: 'zil.listen', attempts: 2, due_at: null, done_at: null, last_error: 'away' },
        { id: id(3), state: 'done', lane: 'zil.listen', attempts: 2, due_at: null, done_at: '2026-03-04T10:00:01.000Z', last_error: 'away' },
      ]);
    } finally {
      await database.close();
    }
  });
});

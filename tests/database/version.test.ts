import { expect } from 'chai';
import { createVersion } from '../../host/database/version.js';
import { eachDatabase } from '../support/databases.js';
import { errorOf, open, signal, usingDatabase } from './place.js';

const until = async (holds: () => boolean, ms: number): Promise<number> => {
  const start = Date.now();
  while (!holds()) {
    if (Date.now() - start > ms) throw new Error(`Not within ${ms} ms.`);
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  return Date.now() - start;
};

eachDatabase('the version', kind => {
  const using = usingDatabase(kind);

  it('is in force when the commit returns, and not when it is rolled back', async () => {
    const version = await createVersion(using.db);
    const seen: number[] = [];
    version.onChange(v => seen.push(v));
    const before = version.current();
    await using.db.transaction(async tx => {
      version.bump(tx);
      version.bump(tx);
      expect(version.current()).to.equal(before);
    });
    expect(version.current()).to.equal(before + 1);
    await errorOf(using.db.transaction(async tx => {
      version.bump(tx);
      throw new Error('no');
    }));
    expect(version.current()).to.equal(before + 1);
    expect(seen).to.deep.equal([before + 1]);
  });

  it('reaches another host within 250 ms', async () => {
    const other = await open(using.place);
    try {
      const here = await createVersion(using.db);
      const there = await createVersion(other);
      // Once both listen.
      await new Promise(resolve => setTimeout(resolve, 300));
      const before = there.current();
      await using.db.transaction(async tx => here.bump(tx));
      await until(() => there.current() === before + 1, 250);
    } finally {
      await other.close();
    }
  });

  it('lets caches keep what they loaded until it changes', async () => {
    const version = await createVersion(using.db);
    let loads = 0;
    const cached = version.cache(async key => `${key}${++loads}`);
    expect([await cached('a'), await cached('a'), await cached('b')]).to.deep.equal(['a1', 'a1', 'b2']);
    await using.db.transaction(async tx => version.bump(tx));
    expect(await cached('a')).to.equal('a3');
  });

  it('does not let caches keep what a change overtook, or what failed', async () => {
    const version = await createVersion(using.db);
    let release = (_: string): void => {};
    const slow = version.cache(() => new Promise<string>(resolve => {
      release = resolve;
    }));
    const old = slow('a');
    await using.db.transaction(async tx => version.bump(tx));
    release('old');
    expect(await old).to.equal('old');
    const fresh = slow('a');
    release('new');
    expect(await fresh).to.equal('new');

    let tries = 0;
    const failing = version.cache(async () => {
      if (++tries === 1) throw new Error('no');
      return tries;
    });
    await errorOf(failing('a'));
    expect(await failing('a')).to.equal(2);
  });
});

describe('the version on SQLite', function () {
  this.timeout(30_000);
  const using = usingDatabase('sqlite');

  it('reaches within 250 ms a host whose own transaction waits for its turn at the file', async () => {
    const other = await open(using.place);
    const waiting = await open(using.place);
    try {
      const here = await createVersion(using.db);
      const there = await createVersion(waiting);
      await new Promise(resolve => setTimeout(resolve, 300));
      const before = there.current();
      const [begun, change] = [signal(), signal()];
      const changing = using.db.transaction(async tx => {
        here.bump(tx);
        begun.fire();
        await change.promise;
      });
      await begun.promise;
      // Both queue for the file; whoever is first keeps it, so that the writer of the other stands still all the while.
      const done = signal();
      const busy = other.transaction(() => done.promise);
      const own = waiting.transaction(() => done.promise);
      await new Promise(resolve => setTimeout(resolve, 50));
      change.fire();
      await changing;
      await until(() => there.current() === before + 1, 250);
      done.fire();
      await Promise.all([busy, own]);
    } finally {
      await other.close();
      await waiting.close();
    }
  });
});

describe('the version on PostgreSQL', function () {
  this.timeout(30_000);
  const using = usingDatabase('postgres');

  it('catches up after the connection for messages was lost', async () => {
    const other = await open(using.place);
    try {
      const here = await createVersion(using.db);
      const there = await createVersion(other);
      await new Promise(resolve => setTimeout(resolve, 300));
      const before = there.current();
      const listening = `FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'`;
      await using.db.query(`SELECT pg_terminate_backend(pid) ${listening}`);
      await using.db.transaction(async tx => here.bump(tx));
      await until(() => there.current() === before + 1, 3000);
      await new Promise(resolve => setTimeout(resolve, 1500));
      await using.db.transaction(async tx => here.bump(tx));
      await until(() => there.current() === before + 2, 250);
    } finally {
      await other.close();
    }
  });
});

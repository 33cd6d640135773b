import { Db, col, createTable, definePlugin, job, migration, table, type Plugin } from '@sontechsp/sdk';

const progress = table('yarim_isler', { job: col.text(), fence: col.integer(), who: col.text(), step: col.integer() }, { primaryKey: ['job'] });

/** `once` and `skip`: what becomes of a run that nobody was there for. */
export const halfJobs = ['yarim.once', 'yarim.skip'] as const;

/**
 * Two jobs of two steps that write down how far they got, guarded by their fence, as a careful plugin does. Half way they wait
 * for `halfway`, and take no notice of being told to end.
 */
export function half(who: string, halfway: (job: string) => Promise<void>): Plugin {
  return definePlugin({
    id: 'yarim', name: 'Yarım', version: '1.0.0', tables: [progress], migrations: [migration('001-first', [createTable(progress)])],
    jobs: halfJobs.map(id => job(
      { id, schedule: { everyMs: 365 * 24 * 3600_000 }, per: 'host', catchUp: id === 'yarim.once' ? 'once' : 'skip', use: { db: Db } },
      async ({ db, fence }) => {
        const reach = (step: number): Promise<void> => db.transaction(async tx => {
          const written = await tx.run(
            `INSERT INTO yarim_isler (job, fence, who, step) VALUES ($1, $2, $3, $4)
             ON CONFLICT (job) DO UPDATE SET fence = excluded.fence, who = excluded.who, step = excluded.step WHERE yarim_isler.fence <= excluded.fence`, [id, fence, who, step]);
          if (written === 0) throw new Error(`Fence ${fence} is an old one`);
        });
        await reach(1);
        await halfway(id);
        await reach(2);
        return who;
      })),
  });
}

import type { Db } from '@sontechsp/sdk';

/** The root key in the database: the caller's when there is none yet, else the one that is there. */
export async function keepRootKey(db: Db, secret: string, now: string): Promise<{ secret: string; made: boolean }> {
  return db.transaction(async tx => {
    const made = await tx.run(
      `INSERT INTO anahtarlar (name, secret, created_at) VALUES ('root', $1, $2) ON CONFLICT (name) DO NOTHING`, [secret, now]);
    const row = await tx.first<{ secret: string }>(`SELECT secret FROM anahtarlar WHERE name = 'root'`);
    return { secret: row!.secret, made: made > 0 };
  });
}

/** What tells the root key this database was first used with from any other: the caller's proof, when there is none yet. */
export async function keepProof(db: Db, proof: string, now: string): Promise<string> {
  const kept = () => db.first<{ secret: string }>(`SELECT secret FROM anahtarlar WHERE name = 'proof'`);
  const there = await kept();
  if (there) return there.secret;
  await db.transaction(tx => tx.run(`INSERT INTO anahtarlar (name, secret, created_at) VALUES ('proof', $1, $2) ON CONFLICT (name) DO NOTHING`, [proof, now]));
  return (await kept())!.secret;
}

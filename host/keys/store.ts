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

import type { Language, Queries } from '@sontechsp/sdk';

interface Place {
  readonly firmId: string;
  readonly storeId: string;
  readonly terminalId: string;
  readonly userId: string;
  readonly language: Language;
}
/** The store of a code, or the first one, with its first terminal and the firm's first user. */
export async function firstPlace(db: Queries, code: string | undefined): Promise<Place | undefined> {
  return db.first<Place & Record<string, unknown>>(
    `SELECT s.firm_id AS "firmId", s.id AS "storeId", s.language AS language,
            (SELECT t.id FROM terminaller t WHERE t.store_id = s.id ORDER BY t.code LIMIT 1) AS "terminalId",
            (SELECT u.id FROM kullanicilar u WHERE u.firm_id = s.firm_id ORDER BY u.id LIMIT 1) AS "userId"
       FROM magazalar s ${code ? 'WHERE s.code = $1' : ''} ORDER BY s.code LIMIT 1`, code ? [code] : []);
}
export async function storeIdsOf(db: Queries, codes: readonly string[]): Promise<string[]> {
  const rows = await db.query<{ id: string; code: string }>('SELECT id, code FROM magazalar', []);
  return codes.map(code => {
    const found = rows.find(row => row.code === code);
    if (!found) throw new Error(`There is no store with the code '${code}'.`);
    return found.id;
  });
}

import { createToken, type Db } from '@sontechsp/sdk';
import type { RefreshTokens } from './refresh-tokens.js';
import { sessionById } from './session-store.js';

/** Finds the session a refresh cookie belongs to, to end it: none when the cookie is made up or the session over. */
export interface SessionOfCookie {
  find(cookie: string): Promise<{ id: string; firmId: string; userId: string }[]>;
}
export const SessionOfCookie = createToken<SessionOfCookie>('host.sessionOfCookie');

export function createSessionOfCookie({ db, refresh }: { db: Db; refresh: RefreshTokens }): SessionOfCookie {
  return {
    async find(cookie) {
      const id = await refresh.sessionOf(cookie);
      const row = id === undefined ? undefined : await sessionById(db, id);
      return row && row.revoked_at === null ? [{ id: row.id, firmId: row.firm_id, userId: row.user_id }] : [];
    },
  };
}

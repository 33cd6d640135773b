import { createToken, type Clock, type Ids, type Tx } from '@sontechsp/sdk';
import type { Version } from '../tokens.js';
import { refreshHash, type RefreshTokens } from './refresh-tokens.js';
import { forgetExpired, insertSession, lockSession, revokeSession, revokeSessionsOf, updateSession, type SessionRow } from './session-store.js';

/** A session that may go on, and the refresh token in force. */
export interface LiveSession {
  readonly row: SessionRow;
  readonly refreshToken: string;
}
export type Rotation =
  | { readonly kind: 'live'; readonly session: LiveSession }
  /** Unknown, expired or revoked. */
  | { readonly kind: 'over' }
  /** A token used before: whoever holds the session, one of them stole it. The session is revoked. */
  | { readonly kind: 'replayed'; readonly row: SessionRow };

/** Opens sessions, rotates their refresh tokens, and ends them. */
export interface SessionBook {
  open(tx: Tx, user: { id: string; firmId: string }, from: { address: string; userAgent: string }): Promise<LiveSession>;
  rotate(tx: Tx, token: string): Promise<Rotation>;
  /** Ends a session on every host; false when it was over. */
  revoke(tx: Tx, sessionId: string): Promise<boolean>;
  revokeAll(tx: Tx, userId: string): Promise<void>;
}
export const SessionBook = createToken<SessionBook>('host.sessionBook');

/** Two weeks without a refresh end a session. */
export const SESSION_SECONDS = 14 * 24 * 3600;
/** How long a token that was replaced still works, for a client whose reply was lost. */
const GRACE_MS = 10_000;

interface Deps {
  clock: Clock;
  ids: Ids;
  version: Version;
  refresh: RefreshTokens;
}
export function createSessionBook({ clock, ids, version, refresh }: Deps): SessionBook {
  const expiry = () => new Date(Date.parse(clock.now()) + SESSION_SECONDS * 1000).toISOString();

  const book: SessionBook = {
    async open(tx, user, { address, userAgent }) {
      const id = ids.next();
      const now = clock.now();
      const refreshToken = await refresh.first(id);
      const row: SessionRow = {
        id, firm_id: user.firmId, user_id: user.id, token_hash: refreshHash(refreshToken), previous_hash: null, rotated_at: null, store_id: null,
        terminal_id: null, address, user_agent: userAgent, created_at: now, expires_at: expiry(), revoked_at: null,
      };
      forgetExpired(tx, now);
      await insertSession(tx, row);
      return { row, refreshToken };
    },
    async rotate(tx, token) {
      const id = await refresh.sessionOf(token);
      const row = id === undefined ? undefined : await lockSession(tx, id);
      if (!row || row.revoked_at !== null || row.expires_at <= clock.now()) return { kind: 'over' };
      const hash = refreshHash(token);
      const next = await refresh.next(token);
      if (hash === row.token_hash) {
        await updateSession(tx, row.id, { token_hash: refreshHash(next), previous_hash: hash, rotated_at: clock.now(), expires_at: expiry() });
        return { kind: 'live', session: { row, refreshToken: next } };
      }
      const age = row.rotated_at === null ? Infinity : Date.parse(clock.now()) - Date.parse(row.rotated_at);
      if (hash === row.previous_hash && Math.abs(age) <= GRACE_MS) return { kind: 'live', session: { row, refreshToken: next } };
      await book.revoke(tx, row.id);
      return { kind: 'replayed', row };
    },
    async revoke(tx, sessionId) {
      const ended = await revokeSession(tx, sessionId, clock.now());
      if (ended > 0) version.bump(tx);
      return ended > 0;
    },
    async revokeAll(tx, userId) {
      if (await revokeSessionsOf(tx, userId, clock.now()) > 0) version.bump(tx);
    },
  };
  return book;
}

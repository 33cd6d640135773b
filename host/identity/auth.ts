import { createToken, isRefusal, type Audit, type Db, type Tenancy } from '@sontechsp/sdk';
import { errors as httpErrors } from '../http/errors.js';
import type { Http } from '../http/http-input.js';
import { errors as tenancyErrors } from '../tenancy/refusals.js';
import type { Principal } from '../tokens.js';
import { mayEnter, type AccessBook } from './access.js';
import type { AccessReply, AccessTokens } from './access-tokens.js';
import type { SessionBook } from './session-book.js';
import { lockSession, updateSession, type SessionRow } from './session-store.js';
import { systemScope } from './system-scope.js';

export interface Place {
  readonly storeId: string;
  readonly terminalId: string;
}

/** What a session may do after sign-in: take a place, go on, end. */
export interface Auth {
  /** An access token for the session's place, if it has one that its user may still enter. */
  issue(row: SessionRow): Promise<AccessReply>;
  enter(principal: Principal, place: Place): Promise<AccessReply>;
  /** A fresh access token and the refresh token in force; undefined when the session is over. */
  refresh(token: string, http: Http, requestId: string): Promise<{ reply: AccessReply; refreshToken: string } | undefined>;
  end(session: { id: string; firmId: string; userId: string }, requestId: string): Promise<void>;
}
export const Auth = createToken<Auth>('host.auth');

interface Deps {
  db: Db;
  access: AccessBook;
  tenancy: Tenancy;
  tokens: AccessTokens;
  book: SessionBook;
  audit: Audit;
}
export function createAuth({ db, access, tenancy, tokens, book, audit }: Deps): Auth {
  async function issue(row: SessionRow): Promise<AccessReply> {
    const { id: sessionId, user_id: userId, firm_id: firmId, store_id: storeId, terminal_id: terminalId } = row;
    const user = await access.of(userId);
    const context = storeId !== null && terminalId !== null && user && mayEnter(user, storeId) ? { storeId, terminalId } : undefined;
    return tokens.issue({ sessionId, userId, firmId, context });
  }
  return {
    issue,
    async enter({ sessionId, userId, firmId }, { storeId, terminalId }) {
      const user = await access.of(userId);
      const store = await tenancy.store(storeId).catch((error: unknown) => {
        if (isRefusal(error)) return undefined;
        throw error;
      });
      if (!user || !store || store.firmId !== firmId || !mayEnter(user, storeId)) throw httpErrors('auth.forbidden');
      const terminal = await tenancy.terminal(terminalId);
      if (terminal.storeId !== storeId) throw tenancyErrors('host.notFound');
      await db.transaction(async tx => {
        const row = await lockSession(tx, sessionId);
        if (!row || row.revoked_at !== null) throw httpErrors('auth.required');
        await updateSession(tx, sessionId, { store_id: storeId, terminal_id: terminalId });
      });
      return tokens.issue({ sessionId, userId, firmId, context: { storeId, terminalId } });
    },
    async refresh(token, http, requestId) {
      const rotation = await db.transaction(async tx => {
        const rotated = await book.rotate(tx, token);
        if (rotated.kind === 'replayed') await audit.record(tx, scopeOf(rotated.row, requestId), 'host.session.replayed',
          { type: 'session', id: rotated.row.id }, { address: http.ip });
        return rotated;
      });
      if (rotation.kind !== 'live') return undefined;
      const { row, refreshToken } = rotation.session;
      if (!await access.of(row.user_id)) return undefined;
      return { reply: await issue(row), refreshToken };
    },
    end: (session, requestId) => db.transaction(async tx => {
      if (await book.revoke(tx, session.id))
        await audit.record(tx, systemScope({ ...session, requestId }), 'host.session.closed', { type: 'session', id: session.id });
    }),
  };
}
const scopeOf = (row: SessionRow, requestId: string) => systemScope({ firmId: row.firm_id, userId: row.user_id, requestId });

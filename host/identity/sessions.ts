import type { Db } from '@sontechsp/sdk';
import type { Sessions, Version } from '../tokens.js';
import type { AccessBook } from './access.js';
import { mayEnter } from './access.js';
import type { AccessTokens } from './access-tokens.js';
import { sessionById } from './session-store.js';

interface Deps {
  db: Db;
  version: Version;
  access: AccessBook;
  tokens: AccessTokens;
}
/**
 * Knows who is asking. A verified token and the state of its session and user are remembered until something changes, so
 * that a request costs no query; a change of any of them is seen by the next request.
 */
export function createSessions({ db, version, access, tokens }: Deps): Sessions {
  const ownerOf = version.cache(async sessionId => {
    const row = await sessionById(db, sessionId);
    return row && row.revoked_at === null ? row.user_id : undefined;
  });
  return {
    async authenticate(bearer) {
      const claims = await tokens.verify(bearer);
      if (!claims || await ownerOf(claims.sessionId) !== claims.userId) return undefined;
      const user = await access.of(claims.userId);
      if (!user || user.firmId !== claims.firmId) return undefined;
      const { sessionId, userId, firmId, expiresAt, context } = claims;
      return {
        sessionId, userId, firmId, expiresAt, permissions: user.permissions,
        context: context && mayEnter(user, context.storeId) ? context : undefined,
      };
    },
  };
}

import { SignJWT, errors as jose, jwtVerify } from 'jose';
import { createToken, type Clock, type Ids } from '@sontechsp/sdk';
import type { KeyRing } from '../keys/keys.js';

export interface Claims {
  readonly sessionId: string;
  readonly userId: string;
  readonly firmId: string;
  readonly context: { readonly storeId: string; readonly terminalId: string } | undefined;
}
export interface VerifiedClaims extends Claims {
  /** Seconds since 1970. */
  readonly expiresAt: number;
}
export interface AccessReply {
  accessToken: string;
  /** Seconds. */
  expiresIn: number;
}

/** Access tokens (RFC 9068 as far as it fits): JWT, HS256, fifteen minutes. */
export interface AccessTokens {
  issue(claims: Claims): Promise<AccessReply>;
  /** What a token says; undefined when it is forged, expired or not one of ours. */
  verify(token: string): Promise<VerifiedClaims | undefined>;
}

export const AccessTokens = createToken<AccessTokens>('host.accessTokens');

const LIFE = 15 * 60;
const ALGORITHM = 'HS256';
const TYPE = 'at+jwt';
const ISSUER = 'sontechsp';
const AUDIENCE = 'sontechsp-api';
/** Tokens remembered as verified, so that a till's next request costs a look-up. */
const MOST_REMEMBERED = 2000;

interface Deps {
  keys: KeyRing;
  clock: Clock;
  ids: Ids;
}
export function createAccessTokens({ keys, clock, ids }: Deps): AccessTokens {
  const seconds = () => Math.floor(Date.parse(clock.now()) / 1000);
  // A Map keeps the order of insertion: the first key is the one used longest ago.
  const verified = new Map<string, VerifiedClaims>();

  async function read(token: string): Promise<VerifiedClaims | undefined> {
    const key = (await keys.open()).derive('tokens');
    try {
      const { payload } = await jwtVerify(token, key, {
        algorithms: [ALGORITHM], typ: TYPE, issuer: ISSUER, audience: AUDIENCE, currentDate: new Date(clock.now()), requiredClaims: ['exp', 'iat', 'sub', 'sid', 'firm'],
      });
      const ctx = payload['ctx'] as { s: string; t: string } | undefined;
      return {
        sessionId: payload['sid'] as string, userId: payload.sub!, firmId: payload['firm'] as string, expiresAt: payload.exp!,
        context: ctx && { storeId: ctx.s, terminalId: ctx.t },
      };
    } catch (error) {
      if (error instanceof jose.JOSEError) return undefined;
      throw error;
    }
  }
  return {
    async issue({ sessionId, userId, firmId, context }) {
      const now = seconds();
      const accessToken = await new SignJWT({ sid: sessionId, firm: firmId, ...(context ? { ctx: { s: context.storeId, t: context.terminalId } } : {}) })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE }).setSubject(userId).setIssuer(ISSUER).setAudience(AUDIENCE).setJti(ids.next())
        .setIssuedAt(now).setExpirationTime(now + LIFE).sign((await keys.open()).derive('tokens'));
      return { accessToken, expiresIn: LIFE };
    },
    async verify(token) {
      const known = verified.get(token);
      if (known) {
        verified.delete(token);
        if (known.expiresAt <= seconds()) return undefined;
        verified.set(token, known);
        return known;
      }
      if (token.length > 2000) return undefined;
      const claims = await read(token);
      if (!claims) return undefined;
      verified.set(token, claims);
      if (verified.size > MOST_REMEMBERED) verified.delete(verified.keys().next().value!);
      return claims;
    },
  };
}

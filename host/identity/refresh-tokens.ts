import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { createToken } from '@sontechsp/sdk';
import type { KeyRing } from '../keys/keys.js';

/**
 * Refresh tokens: `<session>.<secret>.<mac>`. Each follows from the one before and the key, so that a client whose reply was
 * lost is given the same successor again. The mac tells a token that was once ours, and is replayed, from a made-up one.
 */
export interface RefreshTokens {
  first(sessionId: string): Promise<string>;
  next(token: string): Promise<string>;
  /** The session of a token that this house made, or undefined. */
  sessionOf(token: string): Promise<string | undefined>;
}

export const RefreshTokens = createToken<RefreshTokens>('host.refreshTokens');

export function createRefreshTokens({ keys }: { keys: KeyRing }): RefreshTokens {
  const mac = async (text: string): Promise<Buffer> => createHmac('sha256', (await keys.open()).derive('refresh')).update(text).digest();
  const signed = async (sessionId: string, secret: string) => {
    const body = `${sessionId}.${secret}`;
    return `${body}.${(await mac(`token ${body}`)).toString('base64url')}`;
  };
  return {
    first: sessionId => signed(sessionId, randomBytes(32).toString('base64url')),
    next: async token => signed(token.split('.')[0]!, (await mac(`next ${token}`)).toString('base64url')),
    async sessionOf(token) {
      const [sessionId, secret, given, more] = token.split('.');
      if (!sessionId || !secret || !given || more !== undefined || token.length > 300) return undefined;
      const right = await mac(`token ${sessionId}.${secret}`);
      const told = Buffer.from(given, 'base64url');
      return told.length === right.length && timingSafeEqual(told, right) ? sessionId : undefined;
    },
  };
}

export const refreshHash = (token: string): string => createHash('sha256').update(token).digest('base64url');

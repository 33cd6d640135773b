import { Failure, isFailure, nullable, t, type Schema, type Shape } from '@sontechsp/sdk';
import { addressOf, type Context } from './connection.js';

/** Errors come with HTTP 200 too, as `status: 'FAIL'`. */
const envelope = <S extends Schema>(data: S) => t.Object({
  status: t.String(),
  message: t.Optional(nullable(t.String())),
  detailStatus: t.Optional(nullable(t.String())),
  data: t.Optional(nullable(data)),
});
const tokenReply = envelope(t.Object({ token: t.String({ minLength: 1 }) }));

/** A token lives 60 minutes; it is given up a little earlier. */
const LIFE_MS = 55 * 60_000;
interface Kept { readonly token: string; readonly until: number }

async function tokenOf(ctx: Context): Promise<Kept> {
  const kept = ctx.memory.get('token') as Kept | undefined;
  const now = Date.parse(ctx.now());
  if (kept && kept.until > now) return kept;
  const { userName, password } = ctx.settings;
  const { json } = await ctx.http.send({
    url: `${addressOf(ctx.settings)}/auth/getToken`, reply: tokenReply,
    headers: { authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}` },
  });
  if (json.status !== 'OK' || !json.data) throw new Failure('auth', json.message ?? 'HepsiJet gives no token', { acted: 'no' });
  const fresh = { token: json.data.token, until: now + LIFE_MS };
  ctx.memory.set('token', fresh);
  return fresh;
}

/** Proves the account: a new token, whatever is kept. */
export async function signIn(ctx: Context): Promise<void> {
  ctx.memory.delete('token');
  await tokenOf(ctx);
}

/**
 * One call under `/rest/delivery`. Throws `validation` where HepsiJet says FAIL, with its words. A token that was refused before
 * its time is renewed once: a request answered 401 has had no effect.
 */
export async function call<S extends Schema>(ctx: Context, path: string, json: object, data: S, acts: boolean): Promise<Shape<S> | undefined> {
  const known = ctx.memory.has('token');
  const { token } = await tokenOf(ctx);
  const reply = await ctx.http.send({
    method: 'POST', url: `${addressOf(ctx.settings)}/rest/delivery/${path}`, headers: { 'x-auth-token': token }, json, acts, reply: envelope(data),
  }).catch((error: unknown) => {
    if (!isFailure(error) || error.kind !== 'auth') throw error;
    ctx.memory.delete('token');
    if (!known) throw error;
    return undefined;
  });
  if (!reply) return call(ctx, path, json, data, acts);
  const { status, message, detailStatus, data: answer } = reply.json;
  if (status !== 'OK') {
    const words = message ?? `HepsiJet says ${status}`;
    throw new Failure('validation', words, { acted: 'no', evidence: words, ...(detailStatus ? { remoteCode: detailStatus } : {}) });
  }
  return answer ?? undefined;
}

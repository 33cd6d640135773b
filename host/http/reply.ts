import type { Context } from 'koa';
import type { RawReply } from '@sontechsp/sdk';
import { contentSecurityPolicy } from './headers.js';
import type { Problem } from './problem.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Puts what a handler gave into the response. */
export function writeReply(ctx: Context, status: number, reply: unknown): void {
  if ((reply as RawReply | undefined)?.raw === true) return writeRaw(ctx, status, reply as RawReply);
  ctx.set('Cache-Control', 'no-store');
  if (reply === undefined || status === 204) {
    ctx.status = 204;
    return;
  }
  ctx.status = status;
  ctx.set('Content-Type', JSON_TYPE);
  ctx.body = JSON.stringify(reply);
}

function writeRaw(ctx: Context, status: number, { type, body, headers = {} }: RawReply): void {
  ctx.set('Cache-Control', 'no-store');
  ctx.set(headers);
  // Receipts are shown in a frame of our own pages.
  if (type.startsWith('text/html')) ctx.set('Content-Security-Policy', contentSecurityPolicy("'self'"));
  if (isFresh(ctx, ctx.response.get('ETag'))) {
    ctx.status = 304;
    return;
  }
  ctx.status = status;
  ctx.set('Content-Type', /^text\//.test(type) && !/charset/.test(type) ? `${type}; charset=utf-8` : type);
  ctx.body = typeof body === 'string' ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

/** Whether the caller holds this version already (RFC 9110, 13.1.2). */
export function isFresh(ctx: Context, etag: string): boolean {
  const held = ctx.get('If-None-Match');
  return etag !== '' && held !== '' && held.split(',').some(tag => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
}

export function writeProblem(ctx: Context, { status, headers, body }: Problem): void {
  ctx.status = status;
  ctx.set(headers);
  ctx.set('Cache-Control', 'no-store');
  ctx.set('Content-Type', 'application/problem+json; charset=utf-8');
  ctx.body = JSON.stringify(body);
}

import type { Reply } from '../support/client.js';

/** The refresh cookie of a reply, with its attributes. */
export function refreshCookie(reply: Reply): { value: string; attributes: string[] } {
  const [pair = '', ...attributes] = (reply.headers.getSetCookie()[0] ?? '').split('; ');
  return { value: pair.slice(pair.indexOf('=') + 1), attributes };
}
export const withCookie = (value: string) => ({ cookie: `sontechsp_refresh=${value}` });

/** A clock that stands still until it is moved. */
export function movableClock(start = Date.now()) {
  let at = start;
  return { now: () => new Date(at).toISOString(), forward: (seconds: number) => void (at += seconds * 1000) };
}

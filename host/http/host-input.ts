import type { Context } from 'koa';
import type { Http } from './http-input.js';

/** The request as the host's own routes see it. */
export function httpOfContext(ctx: Context): Http {
  return {
    ip: ctx.ip,
    secure: ctx.secure,
    userAgent: ctx.get('User-Agent').slice(0, 300),
    header: name => ctx.get(name) || undefined,
    cookie: name => readCookie(ctx.get('Cookie'), name),
    setCookie(name, value, { path, maxAge }) {
      const secure = ctx.secure ? '; Secure' : '';
      ctx.append('Set-Cookie', `${name}=${encodeURIComponent(value)}; Path=${path}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure}`);
    },
    setHeader: (name, value) => ctx.set(name, value),
  };
}

function readCookie(header: string, name: string): string | undefined {
  const pair = header.split(';').map(part => part.trim()).find(part => part.startsWith(`${name}=`));
  if (pair === undefined) return undefined;
  try {
    return decodeURIComponent(pair.slice(name.length + 1));
  } catch {
    return undefined;
  }
}

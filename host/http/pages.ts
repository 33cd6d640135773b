import type { Context } from 'koa';
import { isFresh } from './reply.js';
import type { Encoding, WebFiles } from './web-files.js';

/** Sends what the browser loads; false when the request asks for nothing of that kind. */
export type Pages = (ctx: Context) => Promise<boolean>;

const FOREVER = 'public, max-age=31536000, immutable';

/**
 * `/web/*` are files; any other address outside `/api` that a person may have typed is the one page, which finds its screen, unless
 * a plugin has a page of its own there: `/display`.
 */
export function createPages(files: WebFiles): Pages {
  return async ctx => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return false;
    const path = decoded(ctx.path);
    if (path === undefined) return false;
    const isFile = path.startsWith('/web/');
    if (!isFile && !isPage(ctx, path)) return false;
    const accepted = acceptedBy(ctx.get('Accept-Encoding'));
    const own = /^\/[a-z-]+$/.test(path) ? `pages${path}.html` : undefined;
    const page = (!isFile && own && (await files.read(own, accepted))) || undefined;
    const name = isFile ? path.slice('/web/'.length) : page ? own! : 'index.html';
    const file = page ?? await files.read(name, accepted);
    if (!file) return false;
    ctx.set('ETag', file.etag);
    ctx.set('Vary', 'Accept-Encoding');
    ctx.set('Cache-Control', !name.endsWith('.html') && isNamedByContent(ctx, name) ? FOREVER : 'no-cache');
    if (isFresh(ctx, file.etag)) {
      ctx.status = 304;
      return true;
    }
    ctx.status = 200;
    ctx.set('Content-Type', file.type);
    if (file.encoding !== 'identity') ctx.set('Content-Encoding', file.encoding);
    ctx.body = file.bytes;
    return true;
  };
}

/** A part of a split bundle carries the hash of its content in its name; others are asked for with `?v=`. */
const isNamedByContent = (ctx: Context, name: string): boolean => 'v' in ctx.query || /\/?parts\/[^/]+-[A-Z0-9]{8}\.\w+$/.test(name);

function isPage(ctx: Context, path: string): boolean {
  if (path === '/api' || path.startsWith('/api/') || path.slice(path.lastIndexOf('/')).includes('.')) return false;
  const accept = ctx.get('Accept');
  return accept === '' || accept.includes('text/html') || accept.includes('*/*');
}

function acceptedBy(header: string): Encoding[] {
  return header.split(',').map(range => range.trim().split(/\s*;\s*/))
    .filter(([, weight]) => !/^q=0(\.0*)?$/.test(weight ?? ''))
    .map(([name]) => name as Encoding);
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

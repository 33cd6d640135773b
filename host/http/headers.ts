import type { ServerResponse } from 'node:http';

/** What a page of ours may load: our own files and nothing inline. `frameAncestors` says who may show it in a frame. */
export const contentSecurityPolicy = (frameAncestors: "'none'" | "'self'"): string => [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "connect-src 'self'", "font-src 'self'",
  "manifest-src 'self'", "base-uri 'none'", "form-action 'self'", `frame-ancestors ${frameAncestors}`, "frame-src 'self'",
].join('; ');

const onEverything: readonly (readonly [string, string])[] = [
  ['Content-Security-Policy', contentSecurityPolicy("'none'")],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
];
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of onEverything) response.setHeader(name, value);
}

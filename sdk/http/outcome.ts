import type { FailureKind } from '../failure.js';

/** What a status that is no success means; undefined for 2xx. */
export function kindOfStatus(status: number): FailureKind | undefined {
  if (status >= 200 && status < 300) return undefined;
  switch (status) {
    case 401: case 403: case 407: return 'auth';
    case 404: case 410: return 'notFound';
    case 409: case 412: case 423: return 'conflict';
    case 429: return 'rateLimited';
    case 405: return 'notSupported';
    // The remote, or something before it, gave up waiting.
    case 408: case 425: return 'unavailable';
    default: return status >= 400 && status < 500 ? 'validation' : 'unavailable';
  }
}

/** 5xx says nothing about what was done before it; 503 and everything else refuses at the door. */
export const mayHaveActed = (status: number): boolean => status >= 500 && status !== 503;

const neverConnected = new Set([
  'ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME', 'EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EPROTO',
  'UND_ERR_CONNECT_TIMEOUT', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'HOSTNAME_MISMATCH',
]);
/** Names and connections that could not be had, certificates that do not hold: nothing was sent. */
export const isConnectError = (code: string | undefined): boolean =>
  code !== undefined && (neverConnected.has(code) || /^(CERT_|ERR_TLS_|ERR_SSL_)/.test(code));

/** The system's code of a failed fetch, which hides in its cause, or in that of the first address tried. */
export function codeOf(error: unknown, depth = 4): string | undefined {
  if (typeof error !== 'object' || error === null || depth === 0) return undefined;
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  if (typeof code === 'string') return code;
  return codeOf(cause, depth - 1) ?? (Array.isArray(errors) ? codeOf(errors[0], depth - 1) : undefined);
}

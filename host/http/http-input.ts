import type { Principal } from '../tokens.js';

/** Attributes of a cookie the host sets. `HttpOnly` and `SameSite=Strict` always; `Secure` when the request is https. */
export interface CookieAttributes {
  readonly path: string;
  /** Seconds; 0 removes the cookie. */
  readonly maxAge: number;
}

/** What the host's own routes may see and set of the request that plugins may not. */
export interface Http {
  /** The caller's address; from `X-Forwarded-For` only behind a trusted proxy. */
  readonly ip: string;
  /** Whether the caller speaks https, directly or to a trusted proxy. */
  readonly secure: boolean;
  readonly userAgent: string;
  /** A request header by its lower-case name. */
  header(name: string): string | undefined;
  cookie(name: string): string | undefined;
  /** Kept also when the handler then refuses. */
  setCookie(name: string, value: string, attributes: CookieAttributes): void;
  /** A header of the reply, e.g. `Retry-After`; kept also when the handler then refuses. */
  setHeader(name: string, value: string): void;
}

/** Stands beside `RouteInput` in every input of a host route. On public routes the principal of a valid token, if one was sent. */
export interface HttpInput {
  readonly http: Http;
  readonly principal: Principal | undefined;
}

/** The host's view of an input: `const { http, principal } = httpOf(input)`. */
export function httpOf(input: object): HttpInput {
  return input as HttpInput;
}

/** Query parameters; `undefined`, `null` and empty strings are left out. */
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface RequestOptions {
  signal?: AbortSignal;
  /** Sent as `Idempotency-Key`, for creating calls without a client-made `id` in the body. */
  key?: string;
}

/**
 * The host over HTTP. Paths are whole (`/api/pos/sales`). Every method attaches the session, refreshes it once when it has
 * run out, and throws `ApiProblem` for whatever is not a 2xx. A reply without a body is `undefined`.
 */
export interface Api {
  get<T>(path: string, query?: Query, options?: RequestOptions): Promise<T>;
  post<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  put<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  patch<T>(path: string, body?: unknown, options?: RequestOptions): Promise<T>;
  delete<T = void>(path: string, options?: RequestOptions): Promise<T>;
  /** Sends one file as multipart field `file`. `onProgress` gets the share sent, 0…1. */
  upload<T>(path: string, file: File, onProgress?: (sent: number) => void, options?: RequestOptions): Promise<T>;
  /** What is not JSON: a receipt as html or text. */
  text(path: string, query?: Query, options?: RequestOptions): Promise<string>;
  /** A file the host makes: labels as PDF. With a body it is asked for by POST; `headers` hears what the host says beside it. */
  file(path: string, body?: unknown, options?: RequestOptions & { headers?: (headers: Headers) => void }): Promise<Blob>;
}

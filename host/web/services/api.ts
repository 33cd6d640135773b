import { ApiProblem, type Api, type FieldError, type Query, type RequestOptions, type Translate } from '@sontechsp/sdk/ui';
import type { Access } from './access.js';
import type { Network } from './network.js';

interface Deps {
  fetch: typeof globalThis.fetch;
  access: Access;
  network: Network;
  language: () => string;
  t: Translate;
  /** The session is over, and could not be renewed. */
  onSignedOut: () => void;
}
export type HostApi = Api & {
  /** A reply as it comes, with session and renewal: for streams. */
  send(method: string, path: string, init?: { headers?: Record<string, string>; body?: BodyInit; signal?: AbortSignal | undefined }): Promise<Response>;
};

export function createApi({ fetch, access, network, language, t, onSignedOut }: Deps): HostApi {
  const lost = () => new ApiProblem({ status: 0, code: 'network', title: t('host:web.network.title'), detail: t('host:web.network.detail') });

  const headers = (more: Record<string, string> = {}): Record<string, string> => ({
    'Accept-Language': language(),
    ...(access.token.value ? { Authorization: `Bearer ${access.token.value}` } : {}),
    ...more,
  });
  async function reach<R>(attempt: () => Promise<R>): Promise<R> {
    try {
      const reply = await attempt();
      network.answered();
      return reply;
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      network.failed();
      throw lost();
    }
  }
  /** Sends, and once more with a fresh token when the old one had run out. */
  async function send(method: string, path: string, init: { headers?: Record<string, string>; body?: BodyInit; signal?: AbortSignal | undefined } = {}): Promise<Response> {
    const once = () => reach(() => fetch(path, {
      method, headers: headers(init.headers), body: init.body ?? null, signal: init.signal ?? null, cache: 'no-store',
    }));
    const used = access.token.value;
    const reply = await once();
    if (reply.status !== 401 || used === undefined || !(await isOver(reply))) return reply;
    if (access.token.value === used && !(await reach(() => access.renew()))) {
      access.forget();
      onSignedOut();
      return reply;
    }
    return once();
  }
  async function call<T>(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<T> {
    const reply = await send(method, path, {
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...(options.key ? { 'Idempotency-Key': options.key } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: options.signal,
    });
    if (!reply.ok) throw toProblem(reply.status, await reach(() => reply.text()), t);
    if (reply.status === 204) return undefined as T;
    return (await reach(() => reply.json())) as T;
  }
  return {
    send,
    get: (path, query, options) => call('GET', path + search(query), undefined, options),
    post: (path, body, options) => call('POST', path, body, options),
    put: (path, body, options) => call('PUT', path, body, options),
    patch: (path, body, options) => call('PATCH', path, body, options),
    delete: (path, options) => call('DELETE', path, undefined, options),
    async text(path, query, options = {}) {
      const reply = await send('GET', path + search(query), { signal: options.signal });
      const text = await reach(() => reply.text());
      if (!reply.ok) throw toProblem(reply.status, text, t);
      return text;
    },
    async file(path, body, options = {}) {
      const reply = await send(body === undefined ? 'GET' : 'POST', path, {
        ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }), signal: options.signal,
      });
      if (!reply.ok) throw toProblem(reply.status, await reach(() => reply.text()), t);
      options.headers?.(reply.headers);
      return reach(() => reply.blob());
    },
    async upload<T>(path: string, file: File, onProgress?: (sent: number) => void, options: RequestOptions = {}): Promise<T> {
      const once = () => reach(() => sendFile(path, file, headers(options.key ? { 'Idempotency-Key': options.key } : {}), onProgress, options.signal));
      let reply = await once();
      if (reply.status === 401 && (await reach(() => access.renew()))) reply = await once();
      if (reply.status < 200 || reply.status > 299) throw toProblem(reply.status, reply.body, t);
      return JSON.parse(reply.body) as T;
    },
  };
}

/** A wrong PIN is a 401 as well, and must not be sent twice: each try counts. */
async function isOver(reply: Response): Promise<boolean> {
  const body = (await reply.clone().json().catch(() => ({}))) as { code?: unknown };
  return typeof body.code !== 'string' || body.code === 'auth.required';
}

function search(query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== '').map(([k, v]) => [k, String(v)]);
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** `fetch` tells nothing of how much of a body was sent; XMLHttpRequest does. */
function sendFile(path: string, file: File, headers: Record<string, string>, onProgress?: (sent: number) => void, signal?: AbortSignal): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = event => onProgress?.(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => resolve({ status: request.status, body: request.responseText });
    request.onerror = () => reject(new TypeError('upload failed'));
    request.onabort = () => reject(new DOMException('Aborted', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    const form = new FormData();
    form.append('file', file, file.name);
    request.send(form);
  });
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  errors?: { path?: string; message?: string }[];
}
const standard = new Set(['type', 'title', 'status', 'detail', 'code', 'instance', 'errors']);

/** Reads problem+json; a reply that is none (a proxy's page) still becomes a sentence. */
export function toProblem(status: number, text: string, t: Translate): ApiProblem {
  let body: ProblemBody & Record<string, unknown> = {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) body = parsed as typeof body;
  } catch { /* not JSON */ }
  const errors: FieldError[] = (Array.isArray(body.errors) ? body.errors : []).map(e => ({ path: dotted(e.path ?? ''), message: e.message ?? '' }));
  return new ApiProblem({
    status,
    code: body.code ?? `http.${status}`,
    title: body.title ?? t('host:web.ui.unexpected.title'),
    detail: body.detail ?? t('host:web.ui.unexpected.detail'),
    errors,
    facts: Object.fromEntries(Object.entries(body).filter(([k]) => !standard.has(k))),
  });
}

/** `/barcodes/0/code`, `body/name` and `barcodes[0].code` → `barcodes.0.code`. */
const dotted = (path: string): string => path.replace(/^#?\/?(body[/.])?/, '').replace(/\[(\d+)\]/g, '.$1').replaceAll('/', '.');
